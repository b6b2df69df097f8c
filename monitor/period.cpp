#include "monitor/period.h"

#include <string>

namespace monitor {
namespace {

using std::chrono::days;
using std::chrono::year_month_day;

Period Months(core::Day first, int count) {
  return {first, AddMonths(first, count) - days(1)};
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

std::optional<Period> ParsePeriod(std::string_view text) {
  if (const auto day = core::ParseDay(text)) return Period{*day, *day};
  if (const auto first = core::ParseDay(std::string(text) + "-01")) return Months(*first, 1);
  const auto year = core::ParseDay(std::string(text.substr(0, 4)) + "-01-01");
  if (!year) return std::nullopt;
  if (text.size() == 4) return Months(*year, 12);
  if (text.size() != 7 || text[4] != '-') return std::nullopt;
  const bool half = text[5] == 'H' || text[5] == 'h', quarter = text[5] == 'Q' || text[5] == 'q';
  const int parts = half ? 2 : quarter ? 4 : 0;
  const int part = text[6] - '0';
  if (part < 1 || part > parts) return std::nullopt;
  const int months = 12 / parts;
  return Months(AddMonths(*year, (part - 1) * months), months);
}

int WholeMonths(const Period& period) {
  const year_month_day first(period.from), behind(period.to + days(1));
  if (first.day() != std::chrono::day(1) || behind.day() != std::chrono::day(1)) return 0;
  return static_cast<int>((behind.year() / behind.month() - first.year() / first.month()).count());
}

Period PeriodBefore(const Period& period) {
  const core::Day last = period.from - days(1);
  if (const int months = WholeMonths(period)) return {AddMonths(period.from, -months), last};
  return {period.from - (period.to - period.from) - days(1), last};
}

}  // namespace monitor
