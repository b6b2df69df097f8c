// Sources tried out over the network, without a store: a crawl's own requests, and nothing kept.
#pragma once

#include <atomic>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/signals.h"
#include "app/source_entry.h"
#include "crawler/curl_http_client.h"
#include "crawler/page_getter.h"

namespace app {

// Asks for the pages of one source; Ctrl-C ends it early.
class SourceProbe {
 public:
  SourceProbe(const config::Settings& settings, crawler::Source source);
  ~SourceProbe() { to_wake_ = nullptr; }
  SourceProbe(const SourceProbe&) = delete;
  SourceProbe& operator=(const SourceProbe&) = delete;

  std::vector<crawler::GottenPage> Get(const std::vector<crawler::WantedPage>& wanted);
  std::optional<crawler::RobotsRules> RobotsOf(std::string_view origin) {
    return getter_.RobotsOf(origin);
  }

 private:
  std::atomic<core::HttpClient*> to_wake_ = nullptr;
  StopOnSignal stop_;  // before any thread of the client
  crawler::CurlHttpClient http_;
  crawler::PageGetter getter_;
};

// Why a page was not to be had, with what to do about it.
std::string WithAdvice(std::string trouble);

// A fetched page as UTF-8, or why it cannot be.
core::Expected<std::string> TextOf(const crawler::GottenPage& gotten);

}  // namespace app
