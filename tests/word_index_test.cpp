#include "classify/word_index.h"

#include <algorithm>
#include <array>
#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

namespace {

using classify::WordIndex;
using classify::WordPart;

std::vector<std::uint32_t> Found(const WordIndex& index, std::string_view lemma,
                                 std::string_view form) {
  std::vector<std::uint32_t> numbers;
  index.Find(lemma, form, numbers);
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(word_index_test)

BOOST_AUTO_TEST_CASE(a_word_has_one_number_in_each_part) {
  WordIndex index;
  BOOST_TEST(index.Add(WordPart::kLemma, "bribe") == 0u);
  BOOST_TEST(index.Add(WordPart::kForm, "bribe") == 1u);
  BOOST_TEST(index.Add(WordPart::kBeginning, "bribe") == 2u);
  BOOST_TEST(index.Add(WordPart::kForm, "bribe") == 1u);
  BOOST_TEST(index.size() == 3u);
  using Numbers = std::vector<std::uint32_t>;
  BOOST_TEST(Found(index, "bribe", "bribes") == (Numbers{0, 2}));
  BOOST_TEST(Found(index, "bribe", "bribe") == (Numbers{0, 1, 2}));
  BOOST_TEST(Found(index, "other", "bribe") == (Numbers{1, 2}));
  BOOST_TEST(Found(index, "brib", "brib") == Numbers{});
}

BOOST_AUTO_TEST_CASE(a_form_is_found_by_each_of_its_beginnings) {
  // Of one byte and of more than fit a set of sizes.
  const std::string form = [] {
    std::string word;
    for (int i = 0; i < 90; ++i) word += static_cast<char>('a' + i * i % 26);
    return word;
  }();
  WordIndex index;
  for (std::size_t size = 1; size <= form.size(); ++size) {
    index.Add(WordPart::kBeginning, form.substr(0, size));
    // Others that begin alike, and are no beginnings of it.
    index.Add(WordPart::kBeginning, form.substr(0, size) + "!");
  }
  for (std::size_t size = 1; size <= form.size(); ++size) {
    const auto found = Found(index, "lemma", form.substr(0, size));
    BOOST_TEST(found.size() == size);
    for (std::size_t i = 0; i < found.size(); ++i) BOOST_TEST(found[i] == 2 * i);
  }
  BOOST_TEST(Found(index, "lemma", "").empty());
}

BOOST_AUTO_TEST_CASE(no_short_word_is_taken_for_another_of_another_part) {
  constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz";
  constexpr std::array kParts = {WordPart::kLemma, WordPart::kForm, WordPart::kBeginning};
  WordIndex index;
  std::vector<std::string> words;
  for (const char first : kLetters) {
    for (const char second : kLetters) {
      for (const char* rest : {"", "n", "name"}) words.push_back(std::string{first, second} + rest);
    }
  }
  for (const std::string& word : words) {
    for (const WordPart part : kParts) index.Add(part, word);
  }
  BOOST_TEST(index.size() == words.size() * kParts.size());
}

BOOST_AUTO_TEST_SUITE_END()
