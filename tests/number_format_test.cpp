#include "crawler/number_format.h"

#include <boost/test/unit_test.hpp>
#include <string>

namespace {

using crawler::Epoch;
using crawler::NumberFormat;
using enum crawler::NumberKind;

std::string Text(std::string_view value, NumberFormat format = {}, Epoch epoch = Epoch::k1900) {
  std::string scratch = "left over";
  const auto text = crawler::NumberText(value, format, epoch, scratch);
  return text ? std::string(*text) : "no number";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(number_format_test)

BOOST_AUTO_TEST_CASE(knows_dates_by_their_format_code) {
  const struct {
    const char* code;
    NumberFormat format;
  } kCases[] = {
      {"General", {}},
      {"@", {}},
      {"0", {}},
      {"0.00", {}},
      {"# ##0,00", {}},
      {"0.00E+00", {}},
      {"#,##0.00\\ \"сом\"", {}},
      {"0\" days\"", {}},
      {"0\\d", {}},
      {"[Red]0;[Blue]-0", {}},
      {"[$₸-43F]#,##0", {}},
      {"0;dd.mm.yyyy", {}},
      {"dd.mm.yyyy", {kDate}},
      {"DD/MM/YY", {kDate}},
      {"yyyy\\-mm\\-dd;@", {kDate}},
      {"[$-43F]d mmmm yyyy \"ж.\"", {kDate}},
      {"[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", {kDate}},
      {"dd.mm.yyyy hh:mm", {kDate}},
      {"m/d/yy h:mm AM/PM", {kDate}},
      {"mmm\\ yy", {kMonth}},
      {"[$-419]mmmm\\ yyyy;@", {kMonth}},
      {"mm.yyyy", {kMonth}},
      {"mmmm", {kMonth}},
      {"yyyy", {kYear}},
      {"yyyy\" год\"", {kYear}},
      {"h:mm", {kTimeOfDay}},
      {"h:mm AM/PM", {kTimeOfDay}},
      {"mm:ss.0", {kTimeOfDay}},
      {"[h]:mm", {}},
      {"[mm]:ss", {}},
      {"[h]:mm:ss;@", {}},
      {"0%", {kPercent}},
      {"0.0 %", {kPercent}},
      {"0\"%\"", {}},
      {"00000", {kPadded, 5}},
      {"\"unclosed", {}},
      {"[unclosed", {}},
      {"\\", {}},
      {"", {}},
  };
  for (const auto& [code, format] : kCases) {
    BOOST_TEST((crawler::ReadFormatCode(code) == format), code);
  }
}

BOOST_AUTO_TEST_CASE(knows_built_in_formats) {
  const struct {
    std::uint32_t id;
    NumberFormat format;
  } kCases[] = {{0, {}},          {1, {}},        {9, {kPercent}},
                {10, {kPercent}}, {11, {}},       {14, {kDate}},
                {16, {kDate}},    {17, {kMonth}}, {20, {kTimeOfDay}},
                {22, {kDate}},    {30, {kDate}},  {33, {kTimeOfDay}},
                {37, {}},         {46, {}},       {49, {}}};
  for (const auto& [id, format] : kCases) {
    BOOST_TEST((crawler::BuiltInFormat(id) == format), id);
  }
}

BOOST_AUTO_TEST_CASE(writes_dates_in_iso_8601) {
  BOOST_TEST(Text("45730", {kDate}) == "2025-03-14");
  BOOST_TEST(Text("45730.395833333336", {kDate}) == "2025-03-14T09:30:00");
  BOOST_TEST(Text("45730.99999999", {kDate}) == "2025-03-15");
  BOOST_TEST(Text("1", {kDate}) == "1900-01-01");
  BOOST_TEST(Text("59", {kDate}) == "1900-02-28");
  BOOST_TEST(Text("61", {kDate}) == "1900-03-01");
  BOOST_TEST(Text("2958465", {kDate}) == "9999-12-31");
  BOOST_TEST(Text("45658", {kMonth}) == "2025-01");
  BOOST_TEST(Text("45658", {kYear}) == "2025");
  BOOST_TEST(Text("0.395833333333333", {kTimeOfDay}) == "09:30:00");
  BOOST_TEST(Text("45730.5", {kTimeOfDay}) == "2025-03-14T12:00:00");
  BOOST_TEST(Text("0", {kDate}, Epoch::k1904) == "1904-01-01");
  BOOST_TEST(Text("44268", {kDate}, Epoch::k1904) == "2025-03-14");
}

BOOST_AUTO_TEST_CASE(a_date_that_there_is_not_stays_a_number) {
  for (const char* const value : {"-1", "0.25", "2958466", "1e300", "2958465.999999999"}) {
    BOOST_TEST(Text(value, {kDate}).find('-', 1) == std::string::npos, value);
  }
  BOOST_TEST(Text("-1", {kDate}) == "-1");
  BOOST_TEST(Text("2958466", {kDate}) == "2958466");
}

BOOST_AUTO_TEST_CASE(writes_numbers_in_their_shortest_form) {
  const struct {
    const char *stored, *text;
  } kCases[] = {
      {"0", "0"},
      {"-0", "0"},
      {"5.0", "5"},
      {"1E2", "100"},
      {"100000", "100000"},
      {"20250000123", "20250000123"},
      {"2.0250000123E10", "20250000123"},
      {"12345678901234567890", "12345678901234567890"},
      {"-17", "-17"},
      {"0.1", "0.1"},
      {"1.2300000000000001E-2", "0.0123"},
      {"0.30000000000000004", "0.3"},
      {"1234.5600000000001", "1234.56"},
      {"99999.999999999985", "100000"},
      {"1.5e300", "1.5e+300"},
      {" 7 ", "7"},
  };
  for (const auto& [stored, text] : kCases) BOOST_TEST(Text(stored) == text);
  for (const char* const value : {"", "abc", "1,5", "1 2", "nan", "inf", "0x10", "1e999", "--1"}) {
    BOOST_TEST(Text(value) == "no number", value);
  }
}

BOOST_AUTO_TEST_CASE(writes_percent_and_leading_zeros_as_they_are_shown) {
  BOOST_TEST(Text("0.125", {kPercent}) == "12.5%");
  BOOST_TEST(Text("7.0000000000000007E-2", {kPercent}) == "7%");
  BOOST_TEST(Text("0.07", {kPercent}) == "7%");
  BOOST_TEST(Text("17", {kPadded, 5}) == "00017");
  BOOST_TEST(Text("1234567", {kPadded, 5}) == "1234567");
  BOOST_TEST(Text("1.5", {kPadded, 5}) == "1.5");
}

BOOST_AUTO_TEST_SUITE_END()
