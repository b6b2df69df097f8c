#include "monitor/period.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace monitor {
namespace {

using std::chrono::days;
using std::chrono::year_month_day;

core::Day WeekBegin(core::Day day) {
  return day - (std::chrono::weekday(day) - std::chrono::Monday);
}

}  // namespace

core::Day MonthBegin(core::Day day) {
  const year_month_day date(day);
  return core::Day(date.year() / date.month() / 1);
}

core::Day AddMonths(core::Day month_begin, int months) {
  const year_month_day date(month_begin);
  return core::Day((date.year() / date.month() + std::chrono::months(months)) / 1);
}

core::Day StepBegin(core::Day day, Step step) {
  const year_month_day date(day);
  const auto month = static_cast<unsigned>(date.month());
  switch (step) {
    case Step::kDay:
      return day;
    case Step::kWeek:
      return WeekBegin(day);
    case Step::kMonth:
      return MonthBegin(day);
    case Step::kQuarter:
      return core::Day(date.year() / std::chrono::month((month - 1) / 3 * 3 + 1) / 1);
    case Step::kYear:
      return core::Day(date.year() / std::chrono::January / 1);
    case Step::kWhole:
      break;
  }
  return core::Day::min();
}

core::Day NextStep(core::Day day, Step step) {
  const core::Day month = MonthBegin(day);
  switch (step) {
    case Step::kDay:
      return day + days(1);
    case Step::kWeek:
      return WeekBegin(day) + days(7);
    case Step::kMonth:
      return AddMonths(month, 1);
    case Step::kQuarter:
      return AddMonths(
          month,
          3 - static_cast<int>((static_cast<unsigned>(year_month_day(day).month()) - 1) % 3));
    case Step::kYear:
      return core::Day((year_month_day(day).year() + std::chrono::years(1)) / std::chrono::January /
                       1);
    case Step::kWhole:
      break;
  }
  return core::Day::max();
}

int WholeMonths(const core::Period& period) {
  const year_month_day first(period.from), behind(period.to + days(1));
  if (first.day() != std::chrono::day(1) || behind.day() != std::chrono::day(1)) return 0;
  return static_cast<int>((behind.year() / behind.month() - first.year() / first.month()).count());
}

int MonthsTouched(const core::Period& period) {
  const year_month_day first(period.from), last(period.to);
  return static_cast<int>((last.year() / last.month() - first.year() / first.month()).count()) + 1;
}

core::Period PeriodBefore(const core::Period& period) {
  const core::Day last = period.from - days(1);
  if (const int months = WholeMonths(period)) return {AddMonths(period.from, -months), last};
  return {period.from - (period.to - period.from) - days(1), last};
}

std::optional<Step> StepOf(std::string_view name) {
  constexpr std::array<std::string_view, 6> kNames = {"day",     "week", "month",
                                                      "quarter", "year", "whole"};
  const auto found = std::find(kNames.begin(), kNames.end(), name);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<Step>(found - kNames.begin());
}

std::vector<core::Period> Cut(const core::Period& period, Step step) {
  std::vector<core::Period> steps;
  for (core::Day from = period.from; from <= period.to;) {
    steps.push_back({from, std::min(period.to, NextStep(from, step) - days(1))});
    from = steps.back().to + days(1);
  }
  return steps;
}

std::string StepName(core::Day day, Step step) {
  const std::chrono::year_month_day date(day);
  const auto year = static_cast<int>(date.year());
  const auto month = static_cast<unsigned>(date.month());
  switch (step) {
    case Step::kDay:
      return core::ToString(day);
    case Step::kWeek: {
      // A week is of the year that its Thursday is of.
      const core::Day thursday = WeekBegin(day) + days(3);
      const std::chrono::year of(std::chrono::year_month_day(thursday).year());
      const auto passed = thursday - core::Day(of / std::chrono::January / 1);
      return fmt::format("{:04}-W{:02}", static_cast<int>(of), passed.count() / 7 + 1);
    }
    case Step::kMonth:
      return fmt::format("{:04}-{:02}", year, month);
    case Step::kQuarter:
      return fmt::format("{:04}-Q{}", year, (month + 2) / 3);
    case Step::kYear:
      return fmt::format("{:04}", year);
    case Step::kWhole:
      return "";
  }
  return "";
}

}  // namespace monitor
