// The frontier: which URL to fetch next, per host and when; survives the death of the process.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/key_value.h"
#include "core/time.h"

namespace crawler {

enum class Purpose : std::uint8_t { kFeed, kSitemap, kSection, kArticle };
// "feed", "sitemap", "section", "article".
std::string_view Name(Purpose purpose);

struct FrontierItem {
  std::string url;     // canonical
  std::string origin;  // "https://host": politeness counts per origin
  std::string source;
  Purpose purpose = Purpose::kArticle;
  std::uint32_t attempts = 0;        // failed ones since the last success
  std::string etag, last_modified;   // of the last success, for a conditional request
  std::string content_sha256;        // of the last body
  core::Instant last_success{};      // 1970: never
  core::Instant expected_version{};  // newest `updated` or `lastmod` seen for it
};

// Thread-safe. Everything persists in the KeyValue: an item leaves the queue only when Done, Retry
// or Drop is written, so a kill at any instant repeats at most what was in flight.
class Frontier {
 public:
  struct Options {
    std::chrono::milliseconds default_delay{1000};
    std::chrono::seconds first_retry{60};  // doubled for each further attempt
    std::uint32_t max_attempts = 5;
  };

  using Clock = std::function<std::chrono::system_clock::time_point()>;
  // `space` and `clock` outlive the frontier. Loads only the list of hosts into memory.
  Frontier(core::KeyValue& space, Options options, Clock clock);
  ~Frontier();

  // Queues the items that are unknown, or whose `expected_version` is newer than the last success,
  // or whose purpose is not kArticle and that are due again. Returns how many were queued. Already
  // queued ones stay as they are.
  std::size_t Add(const std::vector<FrontierItem>& items);

  // Takes the next item that may be fetched now: never two in flight to one origin, never before
  // its delay has passed.
  std::optional<FrontierItem> Take();
  // The exchange with the origin is over (whatever came of it): the next request to it may go out
  // after `delay`.
  void Release(std::string_view origin, std::optional<std::chrono::milliseconds> delay);
  // When Take may give something next; nullopt if nothing is queued apart from what is in flight.
  std::optional<std::chrono::system_clock::time_point> NextDue() const;

  // The item was processed to the end and committed: it leaves the queue, its state is remembered.
  void Done(const FrontierItem& item);
  // It failed for now: again later, or given up after max_attempts. Returns false if given up.
  bool Retry(const FrontierItem& item, std::string_view reason,
             std::optional<std::chrono::seconds> after);
  // It will never be fetched: forbidden, gone, refused.
  void Drop(const FrontierItem& item, std::string_view reason);

  struct Counts {
    std::uint64_t queued = 0, in_flight = 0, known = 0;
  };
  Counts counts() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace crawler
