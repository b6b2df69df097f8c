#include "crawler/office_number.h"

#include <boost/test/unit_test.hpp>
#include <string>

namespace {

using crawler::CellKind;
using crawler::DecimalStyle;

std::string Text(const crawler::OfficeNumber& number) {
  switch (number.kind) {
    case CellKind::kEmpty:
      return "empty";
    case CellKind::kNoFigure:
      return "no figure";
    case CellKind::kAmbiguous:
      return "ambiguous";
    case CellKind::kText:
      return "text";
    case CellKind::kNumber:
      break;
  }
  std::string text = std::to_string(number.value);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text + (number.unit.empty() ? "" : " " + number.unit);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(office_number_test)

BOOST_AUTO_TEST_CASE(reads_numbers_as_offices_write_them) {
  const struct {
    const char *cell, *number;
  } kCases[] = {
      {"", "empty"},
      {"  ", "empty"},
      {"\xC2\xA0", "empty"},
      {"0", "0"},
      {"17", "17"},
      {"1 234", "1234"},
      {"1\xC2\xA0"
       "234\xC2\xA0"
       "567",
       "1234567"},
      {"1\xE2\x80\xAF"
       "234",
       "1234"},
      {"12 345,5", "12345.5"},
      {"1234,56", "1234.56"},
      {"0,125", "0.125"},
      {"12.5", "12.5"},
      {"1.234", "ambiguous"},
      {"0.234", "0.234"},
      {"1234.567", "1234.567"},
      {"12.345%", "12.345 %"},
      {"1,234.5", "1234.5"},
      {"1.234,5", "1234.5"},
      {"1,234,567", "1234567"},
      {"1.234.567", "1234567"},
      {"1,234", "ambiguous"},
      {"12,345%", "12.345 %"},
      {"12,5%", "12.5 %"},
      {"12,5 %", "12.5 %"},
      {"-5", "-5"},
      {"−5", "-5"},
      {"–5", "-5"},
      {"- 5", "-5"},
      {"(5)", "-5"},
      {"(1 234,5)", "-1234.5"},
      {"+3", "3"},
      {"12*", "12"},
      {"12**", "12"},
      {"12¹", "12"},
      {"12,5 *", "12.5"},
      {"12%*", "12 %"},
      {"1.5e+20", "150000000000000000000"},
      {"15 чел.", "15 чел."},
      {"1,5 млн тенге", "1.5 млн тенге"},
      {"3 адам", "3 адам"},
      {"-", "no figure"},
      {"–", "no figure"},
      {"—", "no figure"},
      {"...", "no figure"},
      {"…", "no figure"},
      {"x", "no figure"},
      {"Х", "no figure"},
      {"н/д", "no figure"},
      {"Н.Д.", "no figure"},
      {"нет данных", "no figure"},
      {"n/a", "no figure"},
      {"дерек жоқ", "no figure"},
      {"д/ж", "no figure"},
      {"12a", "text"},
      {"1 23", "text"},
      {"12 34 567", "text"},
      {"1234 567", "text"},
      {"1,23,456", "text"},
      {"1.2.3", "text"},
      {"1,2.3,4", "text"},
      {"более 5", "text"},
      {"5-7", "text"},
      {"--5", "text"},
      {"1/2", "text"},
      {"01.02.2025", "text"},
      {"Всего", "text"},
      {"ст. 366", "text"},
      {"nan", "text"},
      {"1e999", "text"},
      {"()", "text"},
      {"%", "text"},
  };
  for (const auto& [cell, number] : kCases) {
    BOOST_TEST(Text(crawler::ReadOfficeNumber(cell, DecimalStyle::kUnknown)) == number, cell);
  }
}

BOOST_AUTO_TEST_CASE(other_cells_settle_what_a_mark_is) {
  const struct {
    const char* cell;
    DecimalStyle style;
  } kCases[] = {{"12,5", DecimalStyle::kComma},      {"1 234,56", DecimalStyle::kComma},
                {"0,125", DecimalStyle::kComma},     {"1.234,5", DecimalStyle::kComma},
                {"12.5", DecimalStyle::kPoint},      {"1,234.5", DecimalStyle::kPoint},
                {"1,234,567", DecimalStyle::kPoint}, {"1,234", DecimalStyle::kUnknown},
                {"1.234", DecimalStyle::kUnknown},   {"17", DecimalStyle::kUnknown},
                {"Всего", DecimalStyle::kUnknown},   {"", DecimalStyle::kUnknown}};
  for (const auto& [cell, style] : kCases) {
    BOOST_TEST((crawler::StyleOf(cell) == style), cell);
  }
  BOOST_TEST(Text(crawler::ReadOfficeNumber("1,234", DecimalStyle::kComma)) == "1.234");
  BOOST_TEST(Text(crawler::ReadOfficeNumber("1,234", DecimalStyle::kPoint)) == "1234");
  BOOST_TEST(Text(crawler::ReadOfficeNumber("1.234", DecimalStyle::kComma)) == "1234");
  BOOST_TEST(Text(crawler::ReadOfficeNumber("1.234", DecimalStyle::kPoint)) == "1.234");
}

BOOST_AUTO_TEST_CASE(knows_units) {
  for (const char* const unit :
       {"%", "чел.", "тыс. тенге", "млрд. тг", "адам", "people", "₸", "теңге", "в процентах"}) {
    BOOST_TEST(crawler::IsUnit(unit) == (std::string(unit) != "в процентах"), unit);
  }
  for (const char* const text : {"", "Всего", "дела суда", "тыс. домов", "."}) {
    BOOST_TEST(!crawler::IsUnit(text), text);
  }
}

BOOST_AUTO_TEST_SUITE_END()
