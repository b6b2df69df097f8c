#include "classify/code.h"

#include <boost/test/unit_test.hpp>

namespace {

using classify::CodeAt;
using classify::CountSpaces;

// A stream of `words` as the Analyzer writes them, without its begin.
std::string Stream(const std::vector<std::string>& words) {
  std::string stream;
  for (const std::string& word : words) stream += word + nlp::kSpaceByte;
  return stream;
}

// Words of 1 to 20 bytes, some of which begin with others, with codes above 0x7f.
std::vector<std::string> Words() {
  std::vector<std::string> words;
  for (std::size_t size = 1; size <= 20; ++size) {
    words.emplace_back(size, 'a');
    words.emplace_back(size, '\xa0');
    words.push_back(std::string(size, '\xff') + '!');
  }
  return words;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(code_test)

BOOST_AUTO_TEST_CASE(finds_the_end_of_a_code_anywhere_in_the_stream) {
  const std::vector<std::string> words = Words();
  const std::string stream = Stream(words);
  std::uint32_t at = 0;
  for (const std::string& word : words) {
    BOOST_TEST(CodeAt(stream, at) == word);
    at += static_cast<std::uint32_t>(word.size()) + 1;
  }
  BOOST_TEST(CodeAt("end", 0) == "end");
}

BOOST_AUTO_TEST_CASE(counts_spaces_of_any_stretch) {
  std::string bytes;
  for (int i = 0; i < 600; ++i) {
    bytes += i % 3 == 0 ? nlp::kSpaceByte : static_cast<char>(i % 256);
  }
  for (std::size_t begin = 0; begin < 20; ++begin) {
    for (std::size_t size = 0; begin + size <= bytes.size(); size += size < 40 ? 1 : 37) {
      const std::string_view stretch = std::string_view(bytes).substr(begin, size);
      const auto due = std::count(stretch.begin(), stretch.end(), nlp::kSpaceByte);
      BOOST_TEST(CountSpaces(stretch) == static_cast<std::uint32_t>(due));
    }
  }
  BOOST_TEST(CountSpaces(std::string(1000, nlp::kSpaceByte)) == 1000u);
}

BOOST_AUTO_TEST_SUITE_END()
