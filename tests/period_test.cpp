#include "monitor/period.h"

#include <boost/test/unit_test.hpp>

namespace {

core::Period Of(std::string_view from, std::string_view to) {
  return {*core::ParseDay(from), *core::ParseDay(to)};
}

}  // namespace

namespace core {
std::ostream& operator<<(std::ostream& out, const Period& period) {
  return out << ToString(period.from) << ".." << ToString(period.to);
}
}  // namespace core

BOOST_AUTO_TEST_SUITE(period_test)

BOOST_AUTO_TEST_CASE(whole_months_compare_with_whole_months) {
  const struct {
    const char *from, *to, *before_from, *before_to;
  } kCases[] = {
      {"2025-01-01", "2025-12-31", "2024-01-01", "2024-12-31"},  // after a leap year
      {"2025-01-01", "2025-03-31", "2024-10-01", "2024-12-31"},  // 90 days against 92
      {"2024-03-01", "2024-03-31", "2024-02-01", "2024-02-29"},
      {"2025-07-01", "2025-12-31", "2025-01-01", "2025-06-30"},
      {"2025-02-01", "2025-04-30", "2024-11-01", "2025-01-31"},
      {"2026-01-08", "2026-01-14", "2026-01-01", "2026-01-07"},
      {"2026-01-15", "2026-01-15", "2026-01-14", "2026-01-14"},
      {"2026-01-01", "2026-01-30", "2025-12-02", "2025-12-31"},
      {"2026-01-02", "2026-01-31", "2025-12-03", "2026-01-01"},
  };
  for (const auto& [from, to, before_from, before_to] : kCases) {
    BOOST_TEST(monitor::PeriodBefore(Of(from, to)) == Of(before_from, before_to));
  }
}

BOOST_AUTO_TEST_CASE(counts_whole_months_only) {
  BOOST_TEST(monitor::WholeMonths(Of("2025-01-01", "2025-12-31")) == 12);
  BOOST_TEST(monitor::WholeMonths(Of("2024-02-01", "2024-02-29")) == 1);
  BOOST_TEST(monitor::WholeMonths(Of("2024-02-01", "2024-02-28")) == 0);
  BOOST_TEST(monitor::WholeMonths(Of("2024-02-02", "2024-03-01")) == 0);
}

BOOST_AUTO_TEST_CASE(a_month_is_touched_by_one_day_of_it) {
  BOOST_TEST(monitor::MonthsTouched(Of("2026-01-31", "2026-01-31")) == 1);
  BOOST_TEST(monitor::MonthsTouched(Of("2026-01-31", "2026-02-01")) == 2);
  BOOST_TEST(monitor::MonthsTouched(Of("2025-12-01", "2027-01-31")) == 14);
}

BOOST_AUTO_TEST_CASE(steps_follow_the_calendar_and_are_cut_to_the_period) {
  using monitor::Step;
  const auto names = [](const char* from, const char* to, Step step) {
    std::string all;
    for (const core::Period& each : monitor::Cut(Of(from, to), step)) {
      all += monitor::StepName(each.from, step) + " " + core::ToString(each.from) + ".." +
             core::ToString(each.to) + "\n";
    }
    return all;
  };
  BOOST_TEST(names("2024-02-28", "2024-03-01", Step::kDay) ==
             "2024-02-28 2024-02-28..2024-02-28\n2024-02-29 2024-02-29..2024-02-29\n"
             "2024-03-01 2024-03-01..2024-03-01\n");
  // 2027-01-01 is a Friday: still the last week of 2026.
  BOOST_TEST(names("2026-12-31", "2027-01-05", Step::kWeek) ==
             "2026-W53 2026-12-31..2027-01-03\n2027-W01 2027-01-04..2027-01-05\n");
  BOOST_TEST(names("2025-11-15", "2026-01-31", Step::kMonth) ==
             "2025-11 2025-11-15..2025-11-30\n2025-12 2025-12-01..2025-12-31\n"
             "2026-01 2026-01-01..2026-01-31\n");
  BOOST_TEST(names("2025-05-02", "2025-10-01", Step::kQuarter) ==
             "2025-Q2 2025-05-02..2025-06-30\n2025-Q3 2025-07-01..2025-09-30\n"
             "2025-Q4 2025-10-01..2025-10-01\n");
  BOOST_TEST(names("2024-12-31", "2025-12-31", Step::kYear) ==
             "2024 2024-12-31..2024-12-31\n2025 2025-01-01..2025-12-31\n");
  BOOST_TEST(names("2024-12-31", "2025-12-31", Step::kWhole) == " 2024-12-31..2025-12-31\n");
}

BOOST_AUTO_TEST_SUITE_END()
