// The built-in lexicon: it compiles, and every rule matches its examples and no counter-example.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <set>

#include "classify/classifier.h"
#include "config/lexicon_loader.h"

namespace {

using classify::Classifier;

const nlp::Analyzer& Analyzer() {
  static const nlp::Analyzer analyzer;
  return analyzer;
}

const Classifier& BuiltIn() {
  static const auto classifier = [] {
    auto compiled = Classifier::Compile(config::BuiltInLexicon(), Analyzer(), {});
    if (!compiled) BOOST_FAIL(compiled.error().front().message);
    return std::move(*compiled);
  }();
  return *classifier;
}

core::Language LanguageOf(std::string_view text) {
  // Examples are short, so their language is told by their letters.
  for (const char* letter :
       {"ә", "ғ", "қ", "ң", "ө", "ұ", "ү", "һ", "і", "Ә", "Қ", "Ө", "Ұ", "Ү"}) {
    if (text.find(letter) != std::string_view::npos) return core::Language::kKk;
  }
  const bool latin =
      std::any_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  return latin ? core::Language::kEn : core::Language::kRu;
}

std::set<std::string_view> RulesIn(std::string_view text, core::Language language) {
  nlp::Analyzer::Scratch analyzer_scratch;
  core::NormalizedText analysis, no_title;
  Analyzer().AnalyzeAs(text, language, analyzer_scratch, analysis);
  Classifier::Scratch scratch(BuiltIn());
  std::set<std::string_view> rules;
  const classify::Input input{"sentence", std::nullopt, "", text, no_title, analysis};
  for (const auto& match : BuiltIn().Explain(input, scratch)) rules.insert(match.rule);
  return rules;
}

// Kazakh words without a letter of its own look Russian, so an example may be read as either.
bool Fires(const classify::Rule& rule, std::string_view text) {
  const core::Language language = LanguageOf(text);
  if (RulesIn(text, language).contains(rule.id)) return true;
  return language == core::Language::kRu && RulesIn(text, core::Language::kKk).contains(rule.id);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(lexicon_test)

BOOST_AUTO_TEST_CASE(every_rule_matches_its_examples_and_no_counter_example) {
  std::size_t examples = 0;
  for (const auto& rule : BuiltIn().lexicon().rules) {
    for (const auto& text : rule.examples.match) {
      ++examples;
      // An example of a scheme may be found by its statement or by its sign.
      const bool fires = Fires(rule, text);
      BOOST_TEST(fires, rule.id << " should match: " << text);
    }
    for (const auto& text : rule.examples.no_match) {
      ++examples;
      const bool fires = Fires(rule, text);
      BOOST_TEST(!fires, rule.id << " should not match: " << text);
    }
  }
  BOOST_TEST(examples > 400u);
}

BOOST_AUTO_TEST_CASE(schemes_and_judgements_have_examples) {
  for (const auto& rule : BuiltIn().lexicon().rules) {
    const bool judges = std::any_of(rule.emits.begin(), rule.emits.end(), [](const auto& emission) {
      return emission.act || emission.look_alike || emission.context != core::Context::kNone;
    });
    if (!judges) continue;
    BOOST_TEST(!rule.examples.match.empty(), rule.id);
    BOOST_TEST(!rule.examples.no_match.empty(), rule.id);
  }
}

BOOST_AUTO_TEST_CASE(the_ids_of_the_vocabularies_are_complete) {
  const auto& lexicon = BuiltIn().lexicon();
  const auto terms = [&lexicon](core::TagKind kind) {
    return std::count_if(lexicon.terms.begin(), lexicon.terms.end(),
                         [kind](const auto& term) { return term.kind == kind; });
  };
  BOOST_TEST(terms(core::TagKind::kSphere) == 43);
  BOOST_TEST(terms(core::TagKind::kScheme) == 78);
  BOOST_TEST(lexicon.regions.size() == 20u);
  BOOST_TEST(lexicon.bodies.size() >= 265u);
}

BOOST_AUTO_TEST_SUITE_END()
