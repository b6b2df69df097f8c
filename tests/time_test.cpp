#include "core/time.h"

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <string>

using namespace std::chrono_literals;

namespace {

core::Zone Almaty() {
  return *core::Zone::Find("Asia/Almaty");
}

std::chrono::local_seconds Local(int year, unsigned month, unsigned day,
                                 std::chrono::seconds time) {
  const std::chrono::local_days date(std::chrono::year(year) / std::chrono::month(month) /
                                     std::chrono::day(day));
  return date + time;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(time_test)

BOOST_AUTO_TEST_CASE(almaty_moved_to_plus_five_on_1_march_2024) {
  BOOST_TEST(Almaty().At(Local(2024, 2, 29, 12h)).ToIso() == "2024-02-29T12:00:00+06:00");
  BOOST_TEST(Almaty().At(Local(2024, 3, 1, 12h)).ToIso() == "2024-03-01T12:00:00+05:00");
}

BOOST_AUTO_TEST_CASE(keeps_the_zone_as_written) {
  for (const std::string text :
       {"2024-05-12T14:35:00+05:00", "2024-05-12T00:10:00-03:30", "2024-05-12"}) {
    const auto time = core::ParseIso(text);
    BOOST_REQUIRE(time);
    BOOST_TEST(time->ToIso() == text);
  }
}

BOOST_AUTO_TEST_CASE(reads_the_other_iso_forms) {
  BOOST_TEST(core::ParseIso("2024-05-12T14:35Z")->ToIso() == "2024-05-12T14:35:00+00:00");
  BOOST_TEST(core::ParseIso("2024-05-12 14:35:10.123+0500")->ToIso() ==
             "2024-05-12T14:35:10+05:00");
  BOOST_TEST(core::ParseIso("2024-05-12T14:35")->ToIso() == "2024-05-12T14:35:00+05:00");
  BOOST_TEST(core::ParseIso("2024-05-12T14:35:00", "Europe/London")->ToIso() ==
             "2024-05-12T14:35:00+01:00");
}

BOOST_AUTO_TEST_CASE(refuses_what_is_no_iso_time) {
  for (const char* text : {"", "2024", "2024-13-01", "2023-02-29", "2024-05-12T25:00",
                           "2024-05-12T14:61", "2024-05-12x", "2024-05-12T14:35:00+5", "12.05.2024",
                           "-024-05-12", "2024-05-12T14:35:00 PM"}) {
    BOOST_TEST(!core::ParseIso(text), text);
  }
}

BOOST_AUTO_TEST_CASE(a_day_begins_at_local_midnight) {
  const auto day = *core::ParseDay("2026-01-15");
  BOOST_TEST(core::ToUtcString(Almaty().StartOf(day)) == "2026-01-14T19:00:00Z");
  BOOST_TEST(core::ToString(Almaty().DayOf(Almaty().StartOf(day))) == "2026-01-15");
  BOOST_TEST(core::ToString(Almaty().DayOf(Almaty().StartOf(day) - 1s)) == "2026-01-14");
}

BOOST_AUTO_TEST_CASE(a_time_in_a_gap_moves_to_its_end) {
  const auto berlin = *core::Zone::Find("Europe/Berlin");
  BOOST_TEST(berlin.At(Local(2024, 3, 31, 2h + 30min)).ToIso() == "2024-03-31T03:00:00+02:00");
}

BOOST_AUTO_TEST_CASE(an_unknown_zone_is_none) {
  BOOST_TEST(!core::Zone::Find("Asia/Nowhere"));
}

BOOST_AUTO_TEST_SUITE_END()
