#include "monitor/period.h"

namespace monitor {
namespace {

using std::chrono::days;
using std::chrono::year_month_day;

}  // namespace

core::Day MonthBegin(core::Day day) {
  const year_month_day date(day);
  return core::Day(date.year() / date.month() / 1);
}

core::Day AddMonths(core::Day month_begin, int months) {
  const year_month_day date(month_begin);
  return core::Day((date.year() / date.month() + std::chrono::months(months)) / 1);
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

}  // namespace monitor
