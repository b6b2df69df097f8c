// When the summaries of a programme are due, by the calendar of a zone.
#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/language.h"
#include "core/time.h"
#include "monitor/period.h"

namespace monitor {

// A thematic summary that comes again and again.
struct Programme {
  std::string name;                 // of its files, too
  std::string sphere, body;         // exactly one
  Step every = Step::kMonth;        // kDay, kWeek, kMonth or kQuarter: what a summary is of
  std::chrono::minutes at{8 * 60};  // behind midnight of the day after it: when it is issued
  std::vector<std::string> formats = {"html"};  // text, markdown, json, html
  std::filesystem::path folder;
  core::Language language = core::Language::kRu;
  std::size_t quotations = 5;
  std::size_t missed = 3;  // at most so many are issued after a standstill, the newest
};

// A summary of one period.
struct Due {
  core::Period period;
  std::string name;  // of the period: "2026-01-31", "2026-W05", "2026-01", "2026-Q1"
  core::Instant at;

  bool operator==(const Due&) const = default;
};

// The first one later than `after`. A time of day that a change of the zone leaves out comes right
// behind the gap; one that comes twice is the earlier.
Due NextDue(Step every, std::chrono::minutes at, const core::Zone& zone, core::Instant after);
// Those later than `after` and not later than `now`, in order; at most the last `most`.
std::vector<Due> DueBetween(Step every, std::chrono::minutes at, const core::Zone& zone,
                            core::Instant after, core::Instant now, std::size_t most);

}  // namespace monitor
