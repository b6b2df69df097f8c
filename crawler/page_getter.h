// A few pages fetched once, as a crawl would: politely, by robots.txt and past the same guards; and
// nothing kept.
#pragma once

#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "core/http_client.h"
#include "core/memory_key_value.h"
#include "crawler/frontier.h"
#include "crawler/robots.h"
#include "crawler/robots_cache.h"
#include "crawler/source.h"
#include "crawler/spider.h"

namespace crawler {

struct WantedPage {
  std::string url;  // canonical
  Purpose purpose = Purpose::kArticle;
};

struct GottenPage {
  WantedPage wanted;
  std::optional<FetchedPage> page;  // absent: it was not to be had
  std::string trouble;              // then why, in one line
};

// For one source, whose delay, domains and permission for private addresses hold. What robots.txt
// says is asked once. Not thread-safe.
class PageGetter {
 public:
  // `http` outlives it.
  PageGetter(core::HttpClient& http, Source source, std::chrono::milliseconds default_delay,
             Spider::Options options, Frontier::Clock clock);

  // Asks for each page once, redirects followed, no second try; the answers in the order asked.
  // Those not asked when `stop` is asked for have a trouble.
  std::vector<GottenPage> Get(const std::vector<WantedPage>& wanted, std::stop_token stop);

  // What robots.txt of an origin that was asked says; nullopt if it was not to be had.
  std::optional<RobotsRules> RobotsOf(std::string_view origin);

 private:
  std::string TroubleOf(const std::string& url);

  core::HttpClient& http_;
  Source source_;
  Spider::Options options_;
  Frontier::Clock clock_;
  core::MemoryKeyValue space_;
  Frontier frontier_;  // one for all calls, as it knows when a host may be asked again
  std::optional<RobotsCache> robots_;  // of the answers until the last call
};

}  // namespace crawler
