#include "classify/pattern.h"

#include <boost/test/unit_test.hpp>

namespace {

using classify::PatternNode;
using classify::WordKind;

classify::Pattern Ru(std::string text) {
  return {core::Language::kRu, std::move(text), {"rules.yaml", 3, 7}};
}

classify::PatternTree Parse(std::string text) {
  const auto tree = classify::ParsePattern(Ru(std::move(text)));
  if (!tree) BOOST_FAIL(tree.error().message);
  return *tree;
}

std::string ErrorOf(std::string text) {
  const auto tree = classify::ParsePattern(Ru(std::move(text)));
  return tree ? "" : tree.error().message;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(pattern_test)

BOOST_AUTO_TEST_CASE(the_writing_of_a_word_says_its_kind) {
  const auto tree = Parse("брать \"взятку\" взят* МВД # Даму");
  const auto& items = tree.parts.front().children;
  BOOST_REQUIRE_EQUAL(items.size(), 6u);
  const WordKind due[] = {WordKind::kLemma,        WordKind::kForm,   WordKind::kPrefix,
                          WordKind::kAbbreviation, WordKind::kNumber, WordKind::kLemma};
  for (std::size_t i = 0; i < 6; ++i) BOOST_CHECK(items[i].word == due[i]);
  BOOST_TEST(items[2].text == "взят");
  BOOST_TEST(!items[0].capitalized);
  BOOST_TEST(items[5].capitalized);
}

BOOST_AUTO_TEST_CASE(kazakh_capitals_are_capitals) {
  BOOST_CHECK(Parse("ҰҚК").parts[0].children[0].word == WordKind::kAbbreviation);
  BOOST_CHECK(Parse("ҚазМұнайГаз").parts[0].children[0].word == WordKind::kLemma);
}

BOOST_AUTO_TEST_CASE(gaps_choices_options_and_lists_are_read) {
  const auto tree = Parse("(брать | получать ~2 деньги)? ~3 <money> & мзда");
  BOOST_REQUIRE_EQUAL(tree.parts.size(), 2u);
  const auto& items = tree.parts[0].children;
  BOOST_REQUIRE_EQUAL(items.size(), 2u);
  BOOST_CHECK(items[0].kind == PatternNode::Kind::kChoice);
  BOOST_TEST(items[0].optional);
  BOOST_REQUIRE_EQUAL(items[0].children.size(), 2u);
  BOOST_TEST(items[0].children[1].children[1].gap == 2);
  BOOST_CHECK(items[1].kind == PatternNode::Kind::kList);
  BOOST_TEST(items[1].text == "money");
  BOOST_TEST(items[1].gap == 3);
}

BOOST_AUTO_TEST_CASE(several_quoted_forms_stay_together) {
  const auto tree = Parse("\"в законе\"");
  const auto& choice = tree.parts[0].children[0];
  BOOST_CHECK(choice.kind == PatternNode::Kind::kChoice);
  BOOST_TEST(choice.children[0].children.size() == 2u);
}

BOOST_AUTO_TEST_CASE(a_wrong_pattern_is_named_with_place_and_hint) {
  const std::pair<const char*, const char*> cases[] = {
      {"", "rules.yaml:3:7: a part without words"},
      {"дать & ", "rules.yaml:3:14: a part without words"},
      {"(дать | взять", "rules.yaml:3:7: an open bracket"},
      {"дать)", "rules.yaml:3:11: an unexpected ')'"},
      {"(дать | )", "rules.yaml:3:14: an empty alternative"},
      {"дать \"взятку", "rules.yaml:3:12: an open quote"},
      {"дать \"\"", "rules.yaml:3:12: empty quotes"},
      {"~3 дать", "rules.yaml:3:7: a gap without a word before it"},
      {"дать ~3", "rules.yaml:3:14: a gap without a word after it"},
      {"дать ~0 взятка", "rules.yaml:3:12: a wrong gap"},
      {"дать ~99 взятка", "rules.yaml:3:12: a wrong gap"},
      {"дать <money", "rules.yaml:3:12: a list without a name"},
      {"в*", "rules.yaml:3:7: a prefix of one letter"},
      {"дать? взятку?", "rules.yaml:3:7: nothing in it is required"},
      {"дать ? взятку", "rules.yaml:3:12: an unexpected '?'"},
  };
  for (const auto& [pattern, start] : cases) {
    BOOST_TEST(ErrorOf(pattern).starts_with(start), pattern << " gave: " << ErrorOf(pattern));
  }
  BOOST_TEST(ErrorOf("дать ~99 взятка") ==
             "rules.yaml:3:12: a wrong gap in the pattern 'дать ~99 взятка'; write ~1 to ~20");
}

BOOST_AUTO_TEST_CASE(absurd_patterns_are_refused_not_followed) {
  BOOST_TEST(ErrorOf(std::string(100'000, '(')) != "");
  std::string words;
  for (int i = 0; i < 1'000; ++i) words += "слово ";
  BOOST_TEST(ErrorOf(words).find("more than 200 words") != std::string::npos);
  BOOST_TEST(ErrorOf("\xFF\xFE\x01") != "");
}

BOOST_AUTO_TEST_SUITE_END()
