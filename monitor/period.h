// Periods of reporting: as people write them, and the one that a period is compared with.
#pragma once

#include <optional>
#include <string_view>

#include "core/time.h"

namespace monitor {

struct Period {
  core::Day from, to;  // both inclusive

  bool operator==(const Period&) const = default;
};

// "2025", "2025-H1", "2025-Q3", "2025-07" or "2025-07-14", letters of either case; nullopt for
// anything else.
std::optional<Period> ParsePeriod(std::string_view text);

// How many calendar months `period` consists of; 0 unless it begins and ends with one.
int WholeMonths(const Period& period);

// The period of the same length just before: as many calendar months before whole months (so a
// quarter compares with a quarter, a year with a year), else as many days.
Period PeriodBefore(const Period& period);

// The first day of the month of `day`, and that of the month `months` later.
core::Day MonthBegin(core::Day day);
core::Day AddMonths(core::Day month_begin, int months);

}  // namespace monitor
