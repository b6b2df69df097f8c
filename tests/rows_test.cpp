#include "store/rows.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <iterator>
#include <random>
#include <set>

BOOST_AUTO_TEST_SUITE(rows_test)

namespace {

using Rows = std::vector<std::uint16_t>;

// Up to `most` of the first `range` rows.
Rows DrawRows(std::mt19937& random, std::size_t most, std::uint32_t range) {
  std::set<std::uint16_t> rows;
  for (std::size_t count = random() % (most + 1); count > 0; --count) {
    rows.insert(static_cast<std::uint16_t>(random() % range));
  }
  return {rows.begin(), rows.end()};
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_first_row_that_is_not_before_another_is_found_from_anywhere) {
  std::mt19937 random(3);
  for (int round = 0; round < 2000; ++round) {
    const Rows rows = DrawRows(random, round % 2 == 0 ? 30 : 2000, 0x10000);
    const std::size_t at = random() % (rows.size() + 1);
    for (std::uint32_t row : {0u, 0x7fffu, 0x8000u, 0xffffu, static_cast<unsigned>(random())}) {
      row &= 0xffffu;
      const auto expected =
          std::lower_bound(rows.begin() + static_cast<std::ptrdiff_t>(at), rows.end(), row);
      BOOST_REQUIRE(store::SeekRow(rows, at, static_cast<std::uint16_t>(row)) ==
                    static_cast<std::size_t>(expected - rows.begin()));
    }
  }
}

BOOST_AUTO_TEST_CASE(rows_are_combined_as_sets_are) {
  std::mt19937 random(5);
  Rows out = {1, 2, 3};  // is replaced
  for (int round = 0; round < 2000; ++round) {
    const std::uint32_t range = round % 3 == 0 ? 100 : 0x10000;
    const Rows a = DrawRows(random, round % 2 == 0 ? 20 : 3000, range);
    const Rows b = DrawRows(random, round % 5 == 0 ? 20 : 3000, range);
    Rows expected;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(expected));
    store::Intersect(a, b, out);
    BOOST_REQUIRE(out == expected);
    expected.clear();
    std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(expected));
    store::Unite(a, b, out);
    BOOST_REQUIRE(out == expected);
    expected.clear();
    std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(expected));
    store::Subtract(a, b, out);
    BOOST_REQUIRE(out == expected);
  }
}

BOOST_AUTO_TEST_SUITE_END()
