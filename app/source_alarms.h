// Whether the sources of a workspace publish as they did and let themselves be read: kept up with
// the corpus, so that asking again costs what came since.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "config/settings.h"
#include "core/key_value.h"
#include "core/time.h"
#include "crawler/source.h"
#include "monitor/alert_book.h"
#include "monitor/source_health.h"
#include "store/store.h"

namespace app {

// When the items of each source of media appeared, ascending. A page without text is no item: so a
// redesign that hides the texts from readers of pages shows as a silence.
class SourceItems {
 public:
  SourceItems(const store::Store& store, const core::Zone& zone);

  // Reads what was committed since the last call.
  void Update(core::Instant now);
  // Those of the last days that matter to monitor::JudgeSource; none of an unknown source.
  const std::vector<core::Instant>& Of(const std::string& source) const;

 private:
  void Add(const store::Header& header, core::Instant now);

  const store::Store& store_;
  const core::Zone zone_;
  store::DocumentNumber seen_ = 0;
  std::map<std::string, std::vector<core::Instant>> items_;
};

// The origins of a source whose robots.txt could not be had when last asked, which forbids all, and
// why.
std::vector<std::pair<std::string, std::string>> UnreachableOrigins(const crawler::Source& source,
                                                                    core::KeyValue& frontier_space,
                                                                    const std::string& robots_agent,
                                                                    core::Instant now);

class SourceAlarms {
 public:
  // Both outlive this.
  SourceAlarms(store::Store& store, const config::Settings& settings);

  // Judges every source; gives an alert where a trouble begins or ends.
  std::vector<monitor::Alert> Judge(monitor::AlertBook& book, core::Instant now);

  // Of the last Judge, by source.
  const std::map<std::string, monitor::SourceHealth>& health() const { return health_; }

 private:
  store::Store& store_;
  const config::Settings& settings_;
  SourceItems items_;
  std::map<std::string, monitor::SourceHealth> health_;
};

}  // namespace app
