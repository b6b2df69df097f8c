#include "classify/act_model.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "classify/list_words.h"

namespace {

using core::Language;

const nlp::Analyzer& Analyzer() {
  static const nlp::Analyzer analyzer;
  return analyzer;
}

classify::WordList MakeList(std::string name, std::vector<classify::Pattern> words) {
  return {std::move(name), std::move(words), {}};
}

classify::Lexicon SmallLexicon() {
  classify::Lexicon lexicon;
  lexicon.lists = {
      MakeList("money", {{Language::kRu, "деньги", {}}, {Language::kKk, "ақша", {}}}),
      MakeList("take", {{Language::kRu, "(брать | \"взял\")", {}}, {Language::kRu, "вымога*", {}}}),
      MakeList("official", {{Language::kRu, "начальник", {}}, {Language::kRu, "судья суда", {}}}),
      MakeList("garden", {{Language::kRu, "сад", {}}, {Language::kRu, "деньги", {}}}),
      MakeList("broken", {{Language::kRu, "(", {}}}),
  };
  return lexicon;
}

core::NormalizedText Analyze(std::string_view text) {
  nlp::Analyzer::Scratch scratch;
  core::NormalizedText analysis;
  Analyzer().AnalyzeAs(text, Language::kRu, scratch, analysis);
  return analysis;
}

// The names of the lists of each word.
std::string ListsOf(std::string_view text) {
  const classify::Lexicon lexicon = SmallLexicon();
  const classify::ListWords words(lexicon.lists, Analyzer());
  const core::NormalizedText analysis = Analyze(text);
  std::string names;
  for (const core::Token& token : analysis.tokens) {
    std::vector<std::uint32_t> found;
    words.Find(analysis, token, found);
    for (const std::uint32_t list : found) names += lexicon.lists[list].name + " ";
    names += "|";
  }
  return names;
}

// A text, with signs given for its sentences.
struct Sample {
  std::string text;
  core::NormalizedText title_analysis, text_analysis;
  classify::Findings findings;
  std::vector<classify::SentenceSigns> signs;

  Sample(std::string own_text, std::vector<std::uint32_t> bits)
      : text(std::move(own_text)), title_analysis(Analyze("")), text_analysis(Analyze(text)) {
    findings.document.title.Fill("", title_analysis);
    findings.document.text.Fill(text, text_analysis);
    findings.sentences = static_cast<std::uint32_t>(text_analysis.sentences.size());
    for (const std::uint32_t sentence : bits) signs.push_back({sentence});
    BOOST_REQUIRE_EQUAL(signs.size(), findings.sentences);
  }
};

std::vector<std::string> FeaturesOf(const Sample& sample, std::uint32_t at) {
  const auto model = classify::ActModel::Make("", SmallLexicon(), Analyzer());
  BOOST_REQUIRE(model);
  std::vector<std::string> names;
  for (const auto& feature : model->FeaturesOf("article", sample.findings, sample.signs, at)) {
    std::string name(feature.question);
    for (const std::string_view part : {feature.first, feature.second}) {
      if (!part.empty()) name.append(" ").append(part);
    }
    names.push_back(std::move(name));
  }
  std::sort(names.begin(), names.end());
  return names;
}

void CheckFeatures(const Sample& sample, std::uint32_t at, const std::vector<std::string>& due) {
  const auto found = FeaturesOf(sample, at);
  BOOST_CHECK_EQUAL_COLLECTIONS(found.begin(), found.end(), due.begin(), due.end());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(act_model_test)

BOOST_AUTO_TEST_CASE(a_word_is_in_lists_by_lemma_form_or_beginning_in_any_language) {
  BOOST_TEST(ListsOf("Начальники брали") == "official |take |");
  BOOST_TEST(ListsOf("взял взяла") == "take ||");
  BOOST_TEST(ListsOf("вымогатель") == "take |");
  BOOST_TEST(ListsOf("денег ақша") == "money garden |money |");
  BOOST_TEST(ListsOf("судья суда") == "||");
}

BOOST_AUTO_TEST_CASE(lists_and_pairs_of_parts_of_an_act_are_weighed) {
  CheckFeatures({"Начальник взял в саду деньги.", {0}}, 0,
                {"bias", "kind article", "list garden", "list money", "list official", "list take",
                 "pair money official", "pair money take", "pair official take"});
}

BOOST_AUTO_TEST_CASE(a_pair_stands_within_a_few_words) {
  const auto found = FeaturesOf(
      {"Начальник вышел в сад и долго смотрел на старую яблоню, там были деньги.", {0}}, 0);
  BOOST_TEST(std::count(found.begin(), found.end(), "list official") == 1);
  BOOST_TEST(std::count(found.begin(), found.end(), "pair money official") == 0);
}

BOOST_AUTO_TEST_CASE(signs_of_the_sentence_and_its_neighbours_are_weighed_but_decisive_ones) {
  using classify::Bit;
  const Sample sample(
      "Утро. Полдень. Вечер.",
      {Bit(classify::kActStated) | Bit(classify::kPostSign),
       Bit(classify::kActLikely) | Bit(classify::kSchemeStated) | Bit(core::Context::kConviction),
       Bit(classify::kElementSign)});
  CheckFeatures(sample, 1,
                {"after element", "before post", "bias", "kind article", "sign act_likely",
                 "sign stage_conviction", "signs act_likely stage_conviction"});
}

BOOST_AUTO_TEST_CASE(log_odds_are_the_sum_of_weights) {
  const auto model = classify::ActModel::Make(
      "# a comment\n\nbias -1.5\nkind article 0.25\npair money take 2\nlist nowhere 9\n",
      SmallLexicon(), Analyzer());
  BOOST_REQUIRE(model);
  const Sample sample("Он взял деньги.", {0});
  BOOST_TEST(model->LogOdds("article", sample.findings, sample.signs, 0) == 0.75F);
  BOOST_TEST(model->LogOdds("letter", sample.findings, sample.signs, 0) == 0.5F);
}

BOOST_AUTO_TEST_CASE(the_weights_of_the_program_can_be_read) {
  BOOST_TEST(
      bool(classify::ActModel::Make(classify::BuiltInActWeights(), SmallLexicon(), Analyzer())));
}

BOOST_AUTO_TEST_SUITE_END()
