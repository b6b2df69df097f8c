// Periods of reporting, and the one that a period is compared with.
#pragma once

#include "core/time.h"

namespace monitor {

// How many calendar months `period` consists of; 0 unless it begins and ends with one.
int WholeMonths(const core::Period& period);

// How many calendar months have a day in `period`.
int MonthsTouched(const core::Period& period);

// The period of the same length just before: as many calendar months before whole months (so a
// quarter compares with a quarter, a year with a year), else as many days.
core::Period PeriodBefore(const core::Period& period);

// The first day of the month of `day`, and that of the month `months` later.
core::Day MonthBegin(core::Day day);
core::Day AddMonths(core::Day month_begin, int months);

}  // namespace monitor
