// What a run does besides crawling: standing queries, alarms of sources, summaries, delivery.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "app/run_log.h"
#include "classify/lexicon.h"
#include "config/settings.h"
#include "core/http_client.h"
#include "core/mail_client.h"
#include "core/time.h"
#include "monitor/alert_book.h"
#include "monitor/source_health.h"
#include "nlp/analyzer.h"
#include "store/store.h"

namespace app {

// How it stands, for metrics and tests.
struct DutyFigures {
  std::map<std::pair<std::string, std::string>, std::uint64_t> alerts;  // watch and kind: raised
  std::uint64_t summaries = 0, delivered = 0, failed = 0, given_up = 0, waiting = 0;
  std::map<std::string, monitor::SourceHealth> sources;
  std::vector<std::pair<std::string, std::string>> open;  // source and its trouble
};

// One thread at a time; it may be another one than that which crawls.
class Duties {
 public:
  struct Options {
    core::MailClient* mail = nullptr;
    core::HttpClient* http = nullptr;  // of the webhook; driven by the thread of Tick
    std::stop_token stop = {};
    // From when on sources are judged: after a standstill they seem silent until they were read.
    core::Instant judge_from{};
  };

  // Keeps copies of `settings` and `lexicon`; the rest outlives this. Throws Failure, one line per
  // watch or programme that is wrong, or file of a password that cannot be read. A new watch begins
  // with what is committed from now on.
  Duties(store::Store& store, const config::Settings& settings, classify::Lexicon lexicon,
         const nlp::Analyzer& analyzer, RunLog& log, Options options);
  ~Duties();

  // Does all that is due. What cannot be done now (a folder that cannot be written to) is logged
  // and tried again later. Throws std::runtime_error if the store is lost.
  void Tick(core::Instant now);
  // When there is something to do next, apart from new documents; not later than the last Tick: it
  // left some.
  core::Instant Next(core::Instant now) const;

  DutyFigures figures() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace app
