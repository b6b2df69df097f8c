#include "monitor/schedule.h"

#include <boost/test/unit_test.hpp>

using monitor::Due;
using monitor::DueBetween;
using monitor::NextDue;
using monitor::Step;
using namespace std::chrono_literals;

namespace {

core::Instant At(std::string_view iso) {
  const auto time = core::ParseIso(iso);
  BOOST_REQUIRE(time);
  return time->instant;
}

core::Zone Zone(const char* name) {
  const auto zone = core::Zone::Find(name);
  BOOST_REQUIRE(zone);
  return *zone;
}

std::string Next(Step every, std::chrono::minutes at, const core::Zone& zone,
                 std::string_view after) {
  const Due due = NextDue(every, at, zone, At(after));
  return due.name + " " + core::ToUtcString(due.at);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(schedule_test)

BOOST_AUTO_TEST_CASE(a_period_is_due_in_the_morning_after_it) {
  const core::Zone zone = Zone("Asia/Almaty");
  BOOST_TEST(Next(Step::kDay, 8h, zone, "2026-03-10T09:00:00+05:00") ==
             "2026-03-10 2026-03-11T03:00:00Z");
  BOOST_TEST(Next(Step::kDay, 8h, zone, "2026-03-10T07:59:59+05:00") ==
             "2026-03-09 2026-03-10T03:00:00Z");
  BOOST_TEST(Next(Step::kDay, 8h, zone, "2026-03-10T08:00:00+05:00") ==
             "2026-03-10 2026-03-11T03:00:00Z");
  BOOST_TEST(Next(Step::kWeek, 8h, zone, "2026-03-10T09:00:00+05:00") ==
             "2026-W11 2026-03-16T03:00:00Z");
  BOOST_TEST(Next(Step::kMonth, 0h, zone, "2026-12-31T23:59:59+05:00") ==
             "2026-12 2026-12-31T19:00:00Z");
  BOOST_TEST(Next(Step::kQuarter, 23h + 59min, zone, "2026-04-01T12:00:00+05:00") ==
             "2026-Q1 2026-04-01T18:59:00Z");
}

BOOST_AUTO_TEST_CASE(almaty_changed_its_offset_on_1_march_2024) {
  const core::Zone zone = Zone("Asia/Almaty");
  BOOST_TEST(Next(Step::kDay, 8h, zone, "2024-02-29T08:00:00+06:00") ==
             "2024-02-29 2024-03-01T03:00:00Z");
  BOOST_TEST(Next(Step::kDay, 8h, zone, "2024-02-28T08:00:00+06:00") ==
             "2024-02-28 2024-02-29T02:00:00Z");
  // 23:30 came twice on 29 February: once at +06, once at +05.
  BOOST_TEST(Next(Step::kDay, 23h + 30min, zone, "2024-02-29T12:00:00+06:00") ==
             "2024-02-28 2024-02-29T17:30:00Z");
  BOOST_TEST(Next(Step::kDay, 23h + 30min, zone, "2024-02-29T23:30:00+06:00") ==
             "2024-02-29 2024-03-01T18:30:00Z");
}

BOOST_AUTO_TEST_CASE(a_time_that_summer_time_leaves_out_comes_behind_the_gap) {
  const core::Zone zone = Zone("Europe/Berlin");  // 02:00 became 03:00 on 29 March 2026
  BOOST_TEST(Next(Step::kDay, 2h + 30min, zone, "2026-03-28T12:00:00+01:00") ==
             "2026-03-28 2026-03-29T01:00:00Z");
  BOOST_TEST(Next(Step::kDay, 2h + 30min, zone, "2026-03-29T12:00:00+02:00") ==
             "2026-03-29 2026-03-30T00:30:00Z");
  // 02:30 comes twice on 25 October 2026: the earlier one counts, once.
  BOOST_TEST(Next(Step::kDay, 2h + 30min, zone, "2026-10-24T12:00:00+02:00") ==
             "2026-10-24 2026-10-25T00:30:00Z");
  BOOST_TEST(Next(Step::kDay, 2h + 30min, zone, "2026-10-25T02:30:00+02:00") ==
             "2026-10-25 2026-10-26T01:30:00Z");
}

BOOST_AUTO_TEST_CASE(what_was_missed_is_the_newest_in_order) {
  const core::Zone zone = Zone("Asia/Almaty");
  const auto due = DueBetween(Step::kDay, 8h, zone, At("2026-03-01T12:00:00+05:00"),
                              At("2026-03-10T08:00:00+05:00"), 3);
  BOOST_REQUIRE(due.size() == 3u);
  BOOST_TEST(due[0].name == "2026-03-07");
  BOOST_TEST(due[2].name == "2026-03-09");
  BOOST_TEST(core::ToUtcString(due[2].at) == "2026-03-10T03:00:00Z");
  BOOST_TEST(DueBetween(Step::kDay, 8h, zone, At("2026-03-09T08:00:00+05:00"),
                        At("2026-03-10T07:59:59+05:00"), 3)
                 .empty());
}

BOOST_AUTO_TEST_CASE(steps_of_two_years_are_each_due_once_in_every_zone) {
  for (const char* name : {"Asia/Almaty", "Asia/Qyzylorda", "Europe/Berlin", "Pacific/Apia"}) {
    const core::Zone zone = Zone(name);
    for (const Step every : {Step::kDay, Step::kWeek, Step::kMonth, Step::kQuarter}) {
      for (const auto at : {0min, 150min, 1439min}) {
        const core::Instant begin = At("2023-12-05T00:00:00+00:00");
        const core::Instant end = At("2025-12-05T00:00:00+00:00");
        std::vector<Due> one_by_one;
        for (Due due = NextDue(every, at, zone, begin); due.at <= end;
             due = NextDue(every, at, zone, due.at)) {
          one_by_one.push_back(due);
        }
        BOOST_CHECK(one_by_one == DueBetween(every, at, zone, begin, end, 10'000));
        for (std::size_t i = 1; i < one_by_one.size(); ++i) {
          BOOST_TEST((one_by_one[i].period.from - one_by_one[i - 1].period.to).count() == 1);
        }
      }
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
