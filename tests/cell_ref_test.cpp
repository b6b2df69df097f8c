#include "crawler/cell_ref.h"

#include <boost/test/unit_test.hpp>
#include <string>

BOOST_AUTO_TEST_SUITE(cell_ref_test)

BOOST_AUTO_TEST_CASE(reads_what_it_writes) {
  const struct {
    crawler::CellRef cell;
    const char* text;
  } kCases[] = {{{1, 1}, "A1"},       {{17, 3}, "C17"},          {{1, 26}, "Z1"},
                {{1, 27}, "AA1"},     {{99, 702}, "ZZ99"},       {{5, 703}, "AAA5"},
                {{2, 16384}, "XFD2"}, {{1048576, 1}, "A1048576"}};
  for (const auto& [cell, text] : kCases) {
    BOOST_TEST(crawler::ToString(cell) == text);
    BOOST_TEST((crawler::ParseCellRef(text) == cell), text);
  }
  BOOST_TEST((crawler::ParseCellRef("$c$17") == crawler::CellRef{17, 3}));
  BOOST_TEST(crawler::ColumnLetters(28) == "AB");
}

BOOST_AUTO_TEST_CASE(refuses_what_is_no_cell) {
  for (const char* const text : {"", "A", "1", "A0", "XFE1", "A1048577", "A99999999999999999999",
                                 "AAAAAAAAAAAAAAAA1", "A1B", "A-1", "1A", "A1 ", "A1:B2", "Б1"}) {
    BOOST_TEST(!crawler::ParseCellRef(text), text);
  }
}

BOOST_AUTO_TEST_CASE(reads_ranges_from_any_corner) {
  for (const char* const text : {"B2:D5", "D5:B2", "$B5:D$2"}) {
    const auto range = crawler::ParseCellRange(text);
    BOOST_REQUIRE(range);
    BOOST_TEST((range->first == crawler::CellRef{2, 2}), text);
    BOOST_TEST((range->last == crawler::CellRef{5, 4}), text);
  }
  BOOST_TEST((crawler::ParseCellRange("C3")->last == crawler::CellRef{3, 3}));
  for (const char* const text : {"", ":", "A1:", "A:B", "1:2", "A1:B2:C3", "A1-B2"}) {
    BOOST_TEST(!crawler::ParseCellRange(text), text);
  }
}

BOOST_AUTO_TEST_SUITE_END()
