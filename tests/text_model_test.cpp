#include "classify/text_model.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "nlp/alphabet.h"
#include "nlp/analyzer.h"

namespace {

using classify::Bit;
using classify::Feature;
using classify::NamesOf;
using classify::TextModel;

const nlp::Analyzer& Analyzer() {
  static const nlp::Analyzer analyzer;
  return analyzer;
}

core::NormalizedText Analyze(std::string_view text) {
  nlp::Analyzer::Scratch scratch;
  core::NormalizedText analysis;
  Analyzer().AnalyzeAs(text, core::Language::kRu, scratch, analysis);
  return analysis;
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

void CheckNames(const std::vector<Feature>& features, const std::vector<std::string>& due) {
  const auto names = NamesOf(features);
  BOOST_CHECK_EQUAL_COLLECTIONS(names.begin(), names.end(), due.begin(), due.end());
}

std::string CodeOf(std::string_view lemma) {
  std::string code;
  nlp::Encode(lemma, code);
  return code;
}

TextModel ModelOf(std::string_view weights) {
  auto model = TextModel::Make(weights);
  BOOST_REQUIRE(model);
  return *std::move(model);
}

TextModel::Scratch ScratchOf(std::vector<Feature> features) {
  TextModel::Scratch scratch;
  scratch.features = std::move(features);
  return scratch;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(text_model_test)

BOOST_AUTO_TEST_CASE(words_of_a_sentence_are_weighed_by_lemma_and_numbers_alike) {
  std::vector<Feature> features;
  const Sample sample("Судьи взяли 15 и 300.", {0});
  features.clear();
  AddSentenceFeatures("article", sample.findings, sample.signs, 0, features);
  CheckNames(features, {"bias", "kind article", "lemma взять", "lemma и", "lemma судья", "number"});
}

BOOST_AUTO_TEST_CASE(signs_of_the_sentence_and_its_neighbours_are_weighed_but_decisive_ones) {
  const Sample sample(
      "Утро. Полдень. Вечер.",
      {Bit(classify::kActStated) | Bit(classify::kPostSign),
       Bit(classify::kActLikely) | Bit(classify::kSchemeStated) | Bit(core::Context::kConviction),
       Bit(classify::kElementSign)});
  std::vector<Feature> features;
  AddSentenceFeatures("article", sample.findings, sample.signs, 1, features);
  CheckNames(features,
             {"after element", "before post", "bias", "kind article", "lemma полдень",
              "sign act_likely", "sign stage_conviction", "signs act_likely stage_conviction"});
}

BOOST_AUTO_TEST_CASE(of_a_document_words_signs_and_the_verdict_of_rules_are_weighed) {
  const Sample sample("Утро. Вечер.", {Bit(classify::kPostSign), Bit(classify::kElementSign)});
  std::vector<Feature> features;
  AddRuleFeatures("appeal", classify::Lexicon(), sample.findings,
                  {true, false, core::Context::kAllegation, 2, 1.5F}, features);
  AddWords(sample.findings, sample.signs, 0, features);
  CheckNames(features, {"bias", "kind appeal", "lemma вечер", "lemma утро",
                        "rules context allegation", "rules corruption", "rules statements 2",
                        "rules strength strong", "sign element", "sign post", "size usual"});
}

BOOST_AUTO_TEST_CASE(of_a_long_text_the_words_around_its_strongest_sentence_are_weighed) {
  std::string text;
  for (const char* word : {"Один", "Два", "Три", "Дом", "Сад", "Лес", "Луг", "Пруд", "Мост"}) {
    text += std::string(word) + " стоит. ";
  }
  const Sample sample(text, std::vector<std::uint32_t>(9, 0));
  std::vector<Feature> features;
  AddWords(sample.findings, sample.signs, 5, features);
  const auto names = NamesOf(features);
  const auto has = [&names](const char* name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  BOOST_TEST(has("lemma лес"));
  BOOST_TEST(has("lemma мост"));
  BOOST_TEST(has("lemma три"));
  BOOST_TEST(!has("lemma два"));
}

BOOST_AUTO_TEST_CASE(odds_are_the_sum_of_the_weights_of_features_each_counted_once) {
  const TextModel model = ModelOf(
      "# a comment\n\nbias\tact -1.5\tcorruption -2\n"
      "lemma деньги\tact 2\tcorruption 0.5\tcontext.conviction 1.25\toffence.cc366 3\n");
  const std::string money = CodeOf("деньги"), house = CodeOf("дом");
  TextModel::Scratch scratch =
      ScratchOf({{"bias"}, {"lemma", money}, {"lemma", money}, {"lemma", house}});
  BOOST_TEST(!model.empty());
  BOOST_TEST(model.StatesAct(scratch) == 0.5F);
  model.Score(scratch);
  const TextModel::Scores& scores = scratch.scores;
  BOOST_TEST(scores.corruption == -1.5F);
  BOOST_TEST(scores.countable == 0.0F);
  BOOST_TEST(scores.contexts[static_cast<std::size_t>(core::Context::kConviction)] == 1.25F);
  BOOST_REQUIRE_EQUAL(model.topics().size(), 1U);
  BOOST_CHECK(model.topics()[0].kind == core::TagKind::kOffence);
  BOOST_TEST(model.topics()[0].id == "cc366");
  BOOST_REQUIRE_EQUAL(scores.topics.size(), 1U);
  BOOST_TEST(scores.topics[0] == 3.0F);
}

BOOST_AUTO_TEST_CASE(what_is_asked_of_any_topic_counts_for_its_kind_only) {
  const TextModel model = ModelOf(
      "topic taken\tsphere 0.5\tscheme 2\n"
      "rule a\tsphere.roads 1\tsphere.water -1\tscheme.kickback 4\n"
      "lemma дорога\tcorruption 1\tsphere.roads 0.25\n");
  const std::string road = CodeOf("дорога");
  TextModel::Scratch scratch = ScratchOf({{"lemma", road}});
  model.Score(scratch);
  scratch.features = {{"rule", "a"}, {"topic", "taken"}};
  model.ScoreTopics(scratch);
  const std::vector<float> due = {1.25F, -1, 4};
  BOOST_CHECK_EQUAL_COLLECTIONS(scratch.scores.topics.begin(), scratch.scores.topics.end(),
                                due.begin(), due.end());
  BOOST_TEST(scratch.scores.corruption == 1.0F);
  BOOST_TEST(model.ScoreAny(core::TagKind::kSphere, scratch) == 0.5F);
  BOOST_TEST(model.ScoreAny(core::TagKind::kScheme, scratch) == 2.0F);
  BOOST_TEST(model.ScoreAny(core::TagKind::kOffence, scratch) == 0.0F);
  BOOST_TEST(model.ScoreOf(1, scratch) == -1.0F);
}

BOOST_AUTO_TEST_CASE(one_scratch_serves_models_of_any_size) {
  const TextModel small = ModelOf("bias\tact 1\tcorruption 1\n");
  const TextModel large = ModelOf("kind x\tact 1\tcorruption 1\nbias\tact 2\tcorruption 1\n");
  TextModel::Scratch scratch = ScratchOf({{"bias"}});
  for (int i = 0; i < 3; ++i) {
    BOOST_TEST(small.StatesAct(scratch) == 1.0F);
    BOOST_TEST(large.StatesAct(scratch) == 2.0F);
  }
}

BOOST_AUTO_TEST_CASE(wrong_weights_are_told_with_their_line) {
  const auto message = [](std::string_view weights) {
    const auto model = TextModel::Make(weights);
    BOOST_REQUIRE(!model);
    return model.error().message;
  };
  const std::string not_a_pair =
      "weights of the verdict:2: not a target and a number between tabs; make the file anew";
  BOOST_TEST(message("bias\tact 1\nlemma а\tact much\n") == not_a_pair);
  BOOST_TEST(message("bias\tact 1\nlemma а\tmood 1\n") == not_a_pair);
  BOOST_TEST(message("bias\tact 1\nlemma а\tcontext.weather 1\n") == not_a_pair);
  BOOST_TEST(message("bias\tact 1\nlemma а\tbody.akimat 1\n") == not_a_pair);
  BOOST_TEST(message("bias\tact 1\nbias\tact 1\n") ==
             "weights of the verdict:2: the feature stands here twice; make the file anew");
  BOOST_TEST(message("\tact 1\n") ==
             "weights of the verdict:1: no feature before the first tab; make the file anew");
}

BOOST_AUTO_TEST_CASE(without_weights_there_is_nothing_to_say) {
  BOOST_TEST(ModelOf("").empty());
}

BOOST_AUTO_TEST_CASE(the_weights_of_the_program_can_be_read) {
  BOOST_TEST(!ModelOf(classify::BuiltInWeights()).empty());
}

BOOST_AUTO_TEST_SUITE_END()
