// Tables of what is written and how it is read.
#pragma once

#include <boost/test/unit_test.hpp>
#include <string_view>
#include <vector>

namespace fixture {

struct ReadCase {
  std::string_view typed, read;
};

// Checks that `read` gives for each what stands beside it.
template <typename Reader>
void CheckReadings(const std::vector<ReadCase>& cases, const Reader& read) {
  for (const ReadCase& test : cases) {
    BOOST_TEST_CONTEXT(test.typed) {
      BOOST_TEST(read(test.typed) == test.read);
    }
  }
}

}  // namespace fixture
