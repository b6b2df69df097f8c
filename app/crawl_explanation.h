// Why and when an address will be fetched, from what the frontier has written down.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/crawl.h"
#include "core/expected.h"
#include "core/key_value.h"

namespace app {

struct CrawlExplanation {
  std::string url;                    // canonical
  std::string state;                  // "unknown", "queued", "fetched", "given up", "dropped"
  std::optional<core::Instant> when;  // not before; nullopt: not by itself
  std::vector<std::string> reasons;   // one line each, for people
};

// `space` is the frontier's; nothing is written and nobody is asked. A crawl that runs elsewhere
// may have taken the item already. An error if `url` is no web address.
core::Expected<CrawlExplanation> ExplainCrawl(const CrawlSettings& settings, core::KeyValue& space,
                                              std::string_view url, core::Instant now);

}  // namespace app
