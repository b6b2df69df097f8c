#include "monitor/schedule.h"

#include <algorithm>

namespace monitor {
namespace {

using std::chrono::days;

// Of the period that ends before `behind`, which begins the next one.
Due DueOf(Step every, std::chrono::minutes at, const core::Zone& zone, core::Day behind) {
  const core::Day last = behind - days(1);
  const core::Period period{StepBegin(last, every), last};
  const std::chrono::local_seconds local(behind.time_since_epoch() + at);
  return {period, StepName(period.from, every), zone.ToInstant(local)};
}

}  // namespace

Due NextDue(Step every, std::chrono::minutes at, const core::Zone& zone, core::Instant after) {
  core::Day behind = StepBegin(zone.DayOf(after), every);
  for (;;) {
    const Due due = DueOf(every, at, zone, behind);
    if (due.at > after) return due;
    behind = NextStep(behind, every);
  }
}

std::vector<Due> DueBetween(Step every, std::chrono::minutes at, const core::Zone& zone,
                            core::Instant after, core::Instant now, std::size_t most) {
  std::vector<Due> all;
  core::Day behind = NextStep(zone.DayOf(now), every);
  while (all.size() < most) {
    const Due due = DueOf(every, at, zone, behind);
    if (due.at <= after) break;
    if (due.at <= now) all.push_back(due);
    behind = due.period.from;
  }
  std::reverse(all.begin(), all.end());
  return all;
}

}  // namespace monitor
