#include "monitor/numerals.h"

#include <boost/test/unit_test.hpp>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/plain_spaces.h"

using core::Language;
using test::Plain;

namespace {

core::Day Day(std::string_view iso) {
  return *core::ParseDay(iso);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(numerals_test)

BOOST_AUTO_TEST_CASE(counted_nouns_take_the_right_form) {
  const monitor::CountedNoun noun = {"случай", "случая", "случаев"};
  const std::vector<std::pair<std::uint64_t, std::string>> kRussian = {
      {0, "0 случаев"},     {1, "1 случай"},       {2, "2 случая"},    {4, "4 случая"},
      {5, "5 случаев"},     {11, "11 случаев"},    {12, "12 случаев"}, {14, "14 случаев"},
      {21, "21 случай"},    {22, "22 случая"},     {25, "25 случаев"}, {111, "111 случаев"},
      {112, "112 случаев"}, {1001, "1 001 случай"}};
  for (const auto& [number, text] : kRussian) {
    BOOST_TEST(Plain(monitor::Counted(Language::kRu, number, noun)) == text);
  }
  const monitor::CountedNoun english = {"item", "items", "items"};
  BOOST_TEST(Plain(monitor::Counted(Language::kEn, 1, english)) == "1 item");
  BOOST_TEST(Plain(monitor::Counted(Language::kEn, 21, english)) == "21 items");
  const monitor::CountedNoun kazakh = {"оқиға", "оқиға", "оқиға"};
  BOOST_TEST(Plain(monitor::Counted(Language::kKk, 1'000'000, kazakh)) == "1 000 000 оқиға");
}

BOOST_AUTO_TEST_CASE(thousands_do_not_break) {
  BOOST_TEST(monitor::Number(Language::kRu, 1234567) == "1\u00A0234\u00A0567");
  BOOST_TEST(monitor::Number(Language::kEn, 1234567) == "1,234,567");
  BOOST_TEST(monitor::Number(Language::kKk, 999) == "999");
}

BOOST_AUTO_TEST_CASE(periods_are_named_as_people_name_them) {
  const struct {
    const char *from, *to, *kk, *ru, *en;
  } kCases[] = {
      {"2026-01-01", "2026-12-31", "2026 жыл", "2026 год", "2026"},
      {"2026-01-01", "2026-03-31", "2026 жылғы I тоқсан", "I квартал 2026 года", "Q1 2026"},
      {"2026-10-01", "2026-12-31", "2026 жылғы IV тоқсан", "IV квартал 2026 года", "Q4 2026"},
      {"2024-02-01", "2024-02-29", "2024 жылғы ақпан", "февраль 2024 года", "February 2024"},
      {"2026-01-15", "2026-01-15", "2026 жылғы 15 қаңтар", "15 января 2026 года",
       "15 January 2026"},
      {"2026-01-01", "2026-06-30", "2026 жылғы I жартыжылдық", "I полугодие 2026 года", "H1 2026"},
      {"2026-01-02", "2026-01-08", "2026 жылғы 2–8 қаңтар", "со 2 по 8 января 2026 года",
       "2–8 January 2026"},
      {"2026-02-02", "2026-03-05", "2026 жылғы 2 ақпан – 5 наурыз",
       "со 2 февраля по 5 марта 2026 года", "2 February – 5 March 2026"},
      {"2025-12-01", "2026-01-31", "2025 жылғы 1 желтоқсан – 2026 жылғы 31 қаңтар",
       "с 1 декабря 2025 года по 31 января 2026 года", "1 December 2025 – 31 January 2026"},
      {"2026-02-01", "2026-04-30", "2026 жылғы 1 ақпан – 30 сәуір",
       "с 1 февраля по 30 апреля 2026 года", "1 February – 30 April 2026"},
  };
  for (const auto& [from, to, kk, ru, en] : kCases) {
    BOOST_TEST(monitor::PeriodInWords(Language::kKk, Day(from), Day(to)) == kk);
    BOOST_TEST(monitor::PeriodInWords(Language::kRu, Day(from), Day(to)) == ru);
    BOOST_TEST(monitor::PeriodInWords(Language::kEn, Day(from), Day(to)) == en);
  }
}

BOOST_AUTO_TEST_CASE(decimals_and_shares_follow_the_language) {
  BOOST_TEST(Plain(monitor::Decimal(Language::kRu, 1234.56, 1)) == "1 234,6");
  BOOST_TEST(Plain(monitor::Decimal(Language::kKk, -0.5, 1)) == "−0,5");
  BOOST_TEST(monitor::Decimal(Language::kEn, 1234567.891, 2) == "1,234,567.89");
  BOOST_TEST(monitor::Decimal(Language::kRu, -0.01, 1) == "0,0");
  BOOST_TEST(monitor::Decimal(Language::kRu, std::numeric_limits<double>::infinity(), 1) == "–");
  BOOST_TEST(Plain(monitor::Percent(Language::kRu, 0.125)) == "12,5 %");
  BOOST_TEST(Plain(monitor::Percent(Language::kKk, 1)) == "100,0 %");
  BOOST_TEST(monitor::Percent(Language::kEn, 0.125) == "12.5%");
  BOOST_TEST(monitor::Difference(Language::kRu, 5, 2) == "+3");
  BOOST_TEST(monitor::Difference(Language::kRu, 2, 5) == "−3");
  BOOST_TEST(monitor::Difference(Language::kRu, 2, 2) == "0");
}

BOOST_AUTO_TEST_CASE(rates_keep_three_digits_and_figures_what_they_have) {
  BOOST_TEST(monitor::Rate(Language::kRu, 0) == "0");
  BOOST_TEST(monitor::Rate(Language::kRu, 0.1234) == "0,12");
  BOOST_TEST(monitor::Rate(Language::kRu, 12.34) == "12,3");
  BOOST_TEST(Plain(monitor::Rate(Language::kRu, 6521.7)) == "6 522");
  BOOST_TEST(monitor::Measured(Language::kRu, 41, "") == "41");
  BOOST_TEST(Plain(monitor::Measured(Language::kRu, 61.5, "%")) == "61,5 %");
  BOOST_TEST(monitor::Measured(Language::kEn, 61.25, "%") == "61.25%");
  BOOST_TEST(Plain(monitor::Measured(Language::kKk, 12, "млн")) == "12 млн");
}

BOOST_AUTO_TEST_CASE(short_days_and_months_fit_a_column) {
  BOOST_TEST(monitor::ShortDay(Language::kRu, Day("2026-02-03")) == "03.02.2026");
  BOOST_TEST(monitor::ShortDay(Language::kEn, Day("2026-02-03")) == "3 Feb 2026");
  BOOST_TEST(monitor::ShortMonth(Language::kKk, "2026-12") == "жел");
  BOOST_TEST(monitor::ShortMonth(Language::kKk, "whenever") == "whenever");
}

BOOST_AUTO_TEST_SUITE_END()
