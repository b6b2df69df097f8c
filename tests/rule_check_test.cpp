#include "classify/rule_check.h"

#include <boost/test/unit_test.hpp>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "config/lexicon_loader.h"

namespace {

classify::Lexicon Parse(const std::string& rules) {
  auto lexicon = config::ParseLexicon({{"rules.yaml", rules}});
  if (!lexicon) BOOST_FAIL(lexicon.error().front().message);
  return std::move(*lexicon);
}

std::vector<std::pair<std::string, std::string>> Idle(const std::string& patterns) {
  const classify::Lexicon lexicon =
      Parse("rules:\n  - {id: a, title: A, why: So it is., emits: {episode: true}, match: {" +
            patterns + "}}\n");
  std::vector<std::pair<std::string, std::string>> idle;
  for (const auto& [rule, pattern, by] : classify::FindIdlePatterns(lexicon)) {
    const auto& all = lexicon.rules[rule].patterns;
    idle.emplace_back(all[pattern].text, all[by].text);
  }
  return idle;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(rule_check_test)

BOOST_AUTO_TEST_CASE(examples_that_do_not_hold_are_named) {
  const std::string kRules = R"(rules:
  - id: bribe
    title: A bribe
    why: So it is.
    emits: {act: true}
    match: {kk: ["пара"], ru: ["взятка"], en: ["bribe"]}
    forbid:
      - {ru: ["никакой"]}
    examples:
      match: ["Он взял взятку.", "Он взял подарок.", "Ол параны алды.", "Ол сыйлық алды.", "A bribe.", "A gift."]
      no_match: ["Он взял подарок.", "Он дал взятку.", "Никакой взятки."]
  - id: cards
    title: A trick of a card game
    why: It is won, not given.
    emits: {look_alike: true}
    match: {ru: ["взятка & преферанс"]}
    examples: {match: ["Взятка в преферансе."]}
)";
  const nlp::Analyzer analyzer;
  const auto classifier = classify::Classifier::Compile(Parse(kRules), analyzer, {});
  BOOST_REQUIRE(classifier);
  std::vector<std::pair<std::string, bool>> found;
  for (const auto& failure : classify::CheckExamples(**classifier, analyzer)) {
    BOOST_TEST(failure.rule == 0u);
    found.emplace_back(failure.text, failure.due);
  }
  BOOST_CHECK((found == std::vector<std::pair<std::string, bool>>{{"Он взял подарок.", true},
                                                                  {"Ол сыйлық алды.", true},
                                                                  {"A gift.", true},
                                                                  {"Он дал взятку.", false}}));
}

BOOST_AUTO_TEST_CASE(a_pattern_is_idle_if_another_one_finds_all_its_texts) {
  using Pairs = std::vector<std::pair<std::string, std::string>>;
  BOOST_CHECK(
      (Idle(R"(ru: ["взятк*", "взятк* ~3 крупн*"])") == Pairs{{"взятк* ~3 крупн*", "взятк*"}}));
  BOOST_CHECK((Idle(R"(ru: ["дал взяткой*", "взятк*"])") == Pairs{{"дал взяткой*", "взятк*"}}));
  BOOST_CHECK((Idle(R"(ru: ["суд & взятка", "взятка"])") == Pairs{{"суд & взятка", "взятка"}}));
  BOOST_CHECK(
      (Idle(R"(ru: ["дать деньги", "дать деньги"])") == Pairs{{"дать деньги", "дать деньги"}}));
  BOOST_CHECK((Idle(R"(ru: ["взятка"], any: ["взятка"])") == Pairs{{"взятка", "взятка"}}));
}

BOOST_AUTO_TEST_CASE(a_pattern_that_finds_more_is_not_idle) {
  // The lemma has forms without the prefix (взяток), a choice or an optional item may be another
  // word, and a word of another language is read in other sentences.
  for (const char* patterns :
       {R"(ru: ["взятка", "взятк*"])", R"(ru: ["взятк*", "(взятк* | откат*) ~3 дать"])",
        R"(ru: ["взятк*", "взятк*? дать"])", R"(ru: ["пара"], kk: ["пара"])",
        R"(ru: ["Взятк*", "взяткой*"])", R"(ru: ["дать деньги", "взять деньги"])"}) {
    BOOST_TEST(Idle(patterns).empty(), patterns);
  }
}

BOOST_AUTO_TEST_SUITE_END()
