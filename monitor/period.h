// Periods of reporting, and the one that a period is compared with.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

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

// What a series of counts goes by. Weeks begin on Monday (ISO 8601).
enum class Step : std::uint8_t { kDay, kWeek, kMonth, kQuarter, kYear, kWhole };
// The first day of the step of `day`, and that of the step behind it. Not of the whole.
core::Day StepBegin(core::Day day, Step step);
core::Day NextStep(core::Day day, Step step);
// "day", "week", "month", "quarter", "year", "whole".
std::optional<Step> StepOf(std::string_view name);

// `period` cut into steps of the calendar, in order; the first and the last may be cut short.
std::vector<core::Period> Cut(const core::Period& period, Step step);

// "2026-01-31", "2026-W05", "2026-01", "2026-Q1", "2026": the step that has `day`; of the whole
// "".
std::string StepName(core::Day day, Step step);

}  // namespace monitor
