// Figures of a run for Prometheus, in its text format over HTTP.
#pragma once

#include <memory>
#include <string>

#include "app/crawl.h"
#include "app/duties.h"
#include "core/expected.h"
#include "crawler/frontier.h"
#include "store/store.h"

namespace app {

// Thread-safe.
class Metrics {
 public:
  // Answers GET /metrics at `listen` (host:port) as long as it lives. The error says why it cannot.
  static core::Expected<std::unique_ptr<Metrics>> Serve(const std::string& listen);
  ~Metrics();

  // A new crawl counts from zero.
  void BeginCrawl();
  void Set(const CrawlTotals& totals, const crawler::Frontier::Counts& frontier);
  // Other duties count from zero.
  void BeginDuties();
  void Set(const DutyFigures& figures, store::Commit commit);
  void CountReload(bool done);

 private:
  struct Impl;
  explicit Metrics(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace app
