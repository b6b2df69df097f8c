// Makes a damaged store whole again, as far as what is left of it goes.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/expected.h"
#include "store/store.h"

namespace store {

struct RepairReport {
  std::vector<std::string> restored;  // what was made anew, a line each
  std::vector<std::string> lost;      // what could not be: document and part, a line each
  // Where the damaged files lie now; empty if the store was repaired where it is.
  std::filesystem::path damaged;
};

// The store must be open nowhere. If a table, the log or the manifest is damaged, what can be read
// is copied into a new database, which takes its place. Then headers, keys by text and by identity,
// postings, the list of words and the counters are made anew from documents and analyses. A
// document whose text is lost is there no more, and may be imported again; one whose analysis is
// lost is analysed again by the next retagging. `progress` names the step. The error says that
// even that fails, as where a table has lost its index: then nothing was changed.
core::Expected<RepairReport> Repair(const Options& options,
                                    const std::function<void(std::string_view step)>& progress);

}  // namespace store
