// One crawl: sources to the frontier, pages to documents, documents to the store.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "app/events.h"
#include "app/pipeline.h"
#include "config/settings.h"
#include "core/expected.h"
#include "core/http_client.h"
#include "crawler/archive.h"
#include "crawler/frontier.h"
#include "crawler/source.h"
#include "crawler/spider.h"

namespace app {

struct CrawlSettings {
  std::vector<crawler::Source> sources;
  crawler::Frontier::Options frontier;
  crawler::Spider::Options spider;
  crawler::ArchiveWriter::Options archive;
  Pipeline::Options pipeline;
  std::string zone = "Asia/Almaty";
  // Until nothing is due; else until it is stopped, each feed, sitemap and section page revisited
  // at its own rate (crawler/revisit.h).
  bool once = true;
  crawler::Frontier::Clock clock = [] { return std::chrono::system_clock::now(); };
};

// As a workspace's settings say.
CrawlSettings CrawlSettingsOf(const config::Settings& settings, bool once);

struct CrawlTotals {
  crawler::Spider::Stats fetch;
  PutTotals documents;
  std::uint64_t queued = 0;      // items newly found and queued
  std::uint64_t twins = 0;       // AMP, mobile and print versions of what is known, left out
  std::uint64_t traps = 0;       // links of shapes that never end, left out
  std::uint64_t same_bytes = 0;  // pages fetched again with the same bytes: nothing to do
  std::map<std::string, std::uint64_t> refused;  // pages that gave no document, by reason
  // What is left in the queue, for hosts that rest or to be tried again, and when the first is due.
  std::uint64_t waiting = 0;
  std::optional<std::chrono::system_clock::time_point> next_due;
};

// Crawls until nothing is due (`once`) or `stop` is asked for; what is in flight then is finished.
// `progress` is called now and then on the crawl's thread. Throws std::runtime_error if the store
// or the archive is lost.
CrawlTotals Crawl(
    const CrawlSettings& settings, const nlp::Analyzer& analyzer,
    const classify::Classifier& classifier, store::Store& store, core::HttpClient& http,
    EventLog& events, std::stop_token stop,
    const std::function<void(const CrawlTotals&, const crawler::Frontier::Counts&)>& progress);

}  // namespace app
