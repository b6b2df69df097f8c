// The summaries of the schedule: each is issued once, whatever happens meanwhile.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "classify/lexicon.h"
#include "config/settings.h"
#include "core/time.h"
#include "monitor/alert_book.h"
#include "monitor/schedule.h"
#include "store/store.h"

namespace app {

// First the commit that a summary will be counted at is written down, durably; then each file gets
// its name once it is whole; then the issue is written down as done, in one batch with its alert. A
// file that is there already was written before a kill and stays as it is. Not thread-safe.
class SummaryIssuer {
 public:
  // Throws Failure if a programme asks for a sphere or body that there is not, or a special state
  // body (Rules, para 5). All outlive this.
  SummaryIssuer(store::Store& store, const config::Settings& settings,
                const classify::Lexicon& lexicon);

  using Issued = std::function<void(const monitor::Alert&)>;
  // Issues what is due of a programme of the settings, and what was begun, however long ago; tells
  // `issued` of each once it is written down. Throws Failure if a file cannot be written.
  void Issue(const monitor::Programme& programme, monitor::AlertBook& book, core::Instant now,
             const Issued& issued);
  // When the next one is due, by programme.
  std::vector<std::pair<std::string, monitor::Due>> Next(core::Instant now) const;

  // The files of a summary.
  static std::vector<std::filesystem::path> FilesOf(const monitor::Programme& programme,
                                                    const std::string& period);

 private:
  // In order, and then what was begun before those: if it cannot be finished, they were issued.
  std::vector<monitor::Due> DueOf(const monitor::Programme& programme, monitor::AlertBook& book,
                                  core::Instant now) const;
  void Write(const monitor::Programme& programme, const monitor::Due& due, store::Commit commit);

  store::Store& store_;
  const config::Settings& settings_;
  const classify::Lexicon& lexicon_;
  const core::Zone zone_;
};

}  // namespace app
