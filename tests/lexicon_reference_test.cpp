// The built-in rules, bodies and regions are found in texts exactly where a slow, obvious matcher
// finds them. Texts are our cases; a file of lines {"title": ..., "text": ...} as argument (behind
// "--") is read as a whole, of the cases a part.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "classify/matcher.h"
#include "config/lexicon_loader.h"
#include "tests/support/reference_matcher.h"

namespace {

constexpr std::size_t kStep = 46;  // of our cases one in so many: the reference is slow

struct Text {
  std::string title, text;
};

std::vector<Text> ReadTexts() {
  const auto& suite = boost::unit_test::framework::master_test_suite();
  const bool given = suite.argc > 1;
  std::ifstream file(given ? suite.argv[1] : SHOLU_TEST_DATA "/../eval/cases/tag.jsonl");
  std::vector<Text> texts;
  std::size_t number = 0;
  for (std::string line; std::getline(file, line); ++number) {
    if (!given && number % kStep != 0) continue;
    const auto json = nlohmann::json::parse(line);
    const auto title = json.find("title");
    texts.push_back({title != json.end() && title->is_string() ? title->get<std::string>() : "",
                     json.at("text")});
  }
  return texts;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(lexicon_reference_test)

BOOST_AUTO_TEST_CASE(the_product_agrees_with_the_reference_on_the_built_in_lexicon) {
  const nlp::Analyzer analyzer;
  const classify::Lexicon lexicon = config::BuiltInLexicon();
  std::vector<classify::PatternGroup> groups;
  for (const auto& rule : lexicon.rules) groups.push_back({rule.patterns, &rule.conditions});
  for (const auto& body : lexicon.bodies) groups.push_back({body.aliases});
  for (const auto& family : lexicon.families) groups.push_back({family.aliases});
  for (const auto& region : lexicon.regions) groups.push_back({region.aliases});
  const auto matcher = classify::Matcher::Compile(groups, lexicon.lists, analyzer, {});
  if (!matcher) BOOST_FAIL(matcher.error().front().message);

  const classify::Conditions none;
  auto scratch = matcher->MakeScratch();
  nlp::Analyzer::Scratch analyzer_scratch;
  fixture::ReferenceMatcher reference(analyzer, lexicon.lists);
  core::NormalizedText title_analysis, text_analysis;
  std::size_t matches = 0;
  for (const Text& text : ReadTexts()) {
    analyzer.Analyze(text.title, core::Language::kUnknown, analyzer_scratch, title_analysis);
    analyzer.Analyze(text.text, core::Language::kUnknown, analyzer_scratch, text_analysis);
    classify::DocumentView view;
    view.title.Fill(text.title, title_analysis);
    view.text.Fill(text.text, text_analysis);
    std::vector<classify::Match> of_product;
    matcher->Run(view, scratch, of_product);
    std::vector<fixture::ReferenceMatch> found, due;
    for (const classify::Match& match : of_product) found.push_back(fixture::OfProduct(match));
    const auto title = reference.Read(text.title, title_analysis);
    const auto body = reference.Read(text.text, text_analysis);
    std::size_t number = 0;
    for (const classify::PatternGroup& group : groups) {
      for (const classify::Pattern& pattern : group.patterns) {
        reference.Run(pattern, group.conditions ? *group.conditions : none, number++, title, body,
                      due);
      }
    }
    std::sort(found.begin(), found.end());
    std::sort(due.begin(), due.end());
    BOOST_CHECK_MESSAGE(found == due, "text: " << text.title << " / " << text.text
                                               << "\nfound:" << fixture::Describe(found)
                                               << "\ndue:" << fixture::Describe(due));
    matches += due.size();
  }
  BOOST_TEST_MESSAGE(matches << " matches");
  BOOST_TEST(matches >= 20u);
}

BOOST_AUTO_TEST_SUITE_END()
