// Standing queries, and how what they find is told.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace monitor {

// What is told one by one; the feeds of alerts have all of them.
enum class Channel : std::uint8_t { kMail, kWebhook };
// "mail", "webhook".
std::string_view Name(Channel channel);

// Where what a watch finds goes besides its feed.
struct Route {
  std::string watch;
  std::vector<Channel> channels;
  // So long alerts are gathered for one letter; zero: each is a letter of its own.
  std::chrono::seconds digest{0};
};

struct Watch {
  Route route;
  std::string query;          // as a person types it into a search
  std::string query_at;       // where it is written, for messages
  std::chrono::hours newest;  // what was published longer ago raises no alert
};

// Names of routes that are no standing queries.
inline constexpr std::string_view kSourceWatch = "sources", kSummaryWatch = "summaries",
                                  kAllWatches = "all";

}  // namespace monitor
