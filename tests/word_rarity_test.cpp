#include "classify/word_rarity.h"

#include <boost/test/unit_test.hpp>

#include "nlp/alphabet.h"

namespace {

double Rate(core::Language language, std::string_view literal) {
  std::string code;
  nlp::Encode(literal, code);
  return classify::WordRarity(language).RateOf(code);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(word_rarity_test)

BOOST_AUTO_TEST_CASE(frequent_words_come_before_rare_ones_whatever_their_length) {
  using enum core::Language;
  BOOST_TEST(Rate(kRu, " и ") > Rate(kRu, " год "));
  BOOST_TEST(Rate(kRu, " президент ") > Rate(kRu, " мзда "));
  BOOST_TEST(Rate(kKk, " қазақстан ") > Rate(kKk, " пара "));
  BOOST_TEST(Rate(kEn, " people ") > Rate(kEn, " fee "));
}

BOOST_AUTO_TEST_CASE(of_unknown_words_the_longer_one_is_rarer) {
  BOOST_TEST(Rate(core::Language::kRu, " жнвщц ") > Rate(core::Language::kRu, " жнвщцжнвщц "));
}

BOOST_AUTO_TEST_CASE(words_side_by_side_are_rarer_than_each) {
  const double both = Rate(core::Language::kRu, " новый год ");
  BOOST_TEST(both < Rate(core::Language::kRu, " новый "));
  BOOST_TEST(both < Rate(core::Language::kRu, " год "));
}

BOOST_AUTO_TEST_CASE(a_begin_is_as_frequent_as_the_words_that_have_it) {
  const double begin = Rate(core::Language::kRu, " президен");
  BOOST_TEST(begin >= Rate(core::Language::kRu, " президент "));
  BOOST_TEST(begin < Rate(core::Language::kRu, " пре"));
  BOOST_TEST(Rate(core::Language::kRu, " п") <= 1);
}

BOOST_AUTO_TEST_SUITE_END()
