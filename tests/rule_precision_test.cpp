#include "monitor/rule_precision.h"

#include <boost/test/unit_test.hpp>
#include <string>
#include <utility>

#include "classify/wording.h"

using monitor::RuleFloor;
using monitor::RulePrecision;
using monitor::RuleVerdict;
using monitor::Verdict;

namespace {

classify::Lexicon TwoRules() {
  classify::Lexicon lexicon;
  for (const char id : {'a', 'b'}) {
    classify::Rule rule;
    rule.id.assign(1, id);
    rule.version = id == 'a' ? 2 : 1;
    lexicon.rules.push_back(std::move(rule));
  }
  return lexicon;
}

RuleVerdict Said(std::string rule, std::uint32_t version, char text, Verdict verdict) {
  RuleVerdict said;
  said.rule = std::move(rule);
  said.rule_version = version;
  said.text_sha256 = std::string(64, text);
  said.verdict = verdict;
  return said;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(rule_precision_test)

BOOST_AUTO_TEST_CASE(the_last_verdict_on_a_text_counts_and_other_versions_do_not) {
  const auto precision = monitor::PrecisionOfRules(
      {Said("a", 2, '1', Verdict::kWrong), Said("a", 2, '1', Verdict::kRight),
       Said("a", 2, '2', Verdict::kWrong), Said("a", 2, '3', Verdict::kUnsure),
       Said("a", 1, '4', Verdict::kRight), Said("gone", 1, '1', Verdict::kRight)},
      TwoRules());
  BOOST_REQUIRE(precision.size() == 1u);
  const RulePrecision& a = precision.at("a");
  BOOST_TEST(a.right == 1u);
  BOOST_TEST(a.wrong == 1u);
  BOOST_TEST(a.unsure == 1u);
  BOOST_TEST(a.judged() == 2u);
}

BOOST_AUTO_TEST_CASE(verdicts_on_another_wording_of_a_version_are_counted_apart) {
  const classify::Lexicon lexicon = TwoRules();
  RuleVerdict same = Said("a", 2, '1', Verdict::kRight), other = Said("a", 2, '2', Verdict::kRight);
  same.rule_wording = classify::WordingOf(lexicon.rules[0]);
  other.rule_wording = std::string(16, '0');
  const auto precision =
      monitor::PrecisionOfRules({same, other, Said("a", 2, '3', Verdict::kWrong)}, lexicon);
  BOOST_TEST(precision.at("a").right == 1u);
  BOOST_TEST(precision.at("a").wrong == 1u);
  BOOST_TEST(precision.at("a").of_another_wording == 1u);
}

BOOST_AUTO_TEST_CASE(a_wording_is_what_a_rule_matches_and_emits) {
  const classify::Rule plain;
  const auto changed = [&](auto change) {
    classify::Rule rule = plain;
    change(rule);
    return classify::WordingOf(rule) != classify::WordingOf(plain);
  };
  using classify::Rule;
  BOOST_TEST(changed([](Rule& rule) { rule.weight = 0.5F; }));
  BOOST_TEST(changed([](Rule& rule) { rule.patterns.push_back({core::Language::kRu, "a", {}}); }));
  BOOST_TEST(changed([](Rule& rule) { rule.emits.emplace_back().act = true; }));
  BOOST_TEST(changed([](Rule& rule) { rule.conditions.guards.emplace_back(); }));
  BOOST_TEST(!changed([](Rule& rule) {
    rule.title = rule.why = "new";
    rule.version = 5;
    rule.place.line = 7;
    rule.examples.match = {"new"};
  }));
}

BOOST_AUTO_TEST_CASE(a_rule_is_below_the_floor_by_its_lower_bound_once_enough_is_judged) {
  const RuleFloor floor;
  BOOST_TEST(!RulePrecision{}.below(floor));
  BOOST_TEST((!RulePrecision{.right = 0, .wrong = 19}.below(floor)));
  BOOST_TEST((RulePrecision{.right = 0, .wrong = 20}.below(floor)));
  // The figures of sholu.yaml.
  BOOST_TEST((RulePrecision{.right = 14, .wrong = 6}.below(floor)));
  BOOST_TEST((!RulePrecision{.right = 15, .wrong = 5}.below(floor)));
  BOOST_TEST((RulePrecision{.right = 15, .wrong = 5}.below({.precision = 0.6, .judged = 20})));
  BOOST_TEST((!RulePrecision{.right = 0, .wrong = 20, .unsure = 9}.below({.precision = 0})));
  const std::set<std::string> below =
      monitor::RulesBelow(floor, {{"a", {.right = 20}}, {"b", {.right = 5, .wrong = 15}}});
  BOOST_CHECK((below == std::set<std::string>{"b"}));
}

BOOST_AUTO_TEST_CASE(verdicts_have_names) {
  for (const Verdict verdict : {Verdict::kRight, Verdict::kWrong, Verdict::kUnsure}) {
    BOOST_CHECK(monitor::VerdictOf(monitor::Name(verdict)) == verdict);
  }
  BOOST_CHECK(!monitor::VerdictOf("maybe"));
}

BOOST_AUTO_TEST_SUITE_END()
