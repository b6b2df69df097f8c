#include "nlp/keyphrases.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "nlp/analyzer.h"

namespace {

void Add(nlp::KeyphraseCounter& counter, std::string_view text) {
  static const nlp::Analyzer analyzer;
  static nlp::Analyzer::Scratch scratch;
  core::NormalizedText out;
  analyzer.Analyze(text, core::Language::kUnknown, scratch, out);
  counter.Add(text, out);
}

std::vector<std::string> Texts(const nlp::KeyphraseCounter& counter, std::size_t limit) {
  std::vector<std::string> texts;
  for (const nlp::Keyphrase& phrase : counter.Top(limit)) texts.push_back(phrase.text);
  return texts;
}

bool Has(const std::vector<std::string>& texts, std::string_view text) {
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(keyphrases_test)

BOOST_AUTO_TEST_CASE(forms_of_a_phrase_count_as_one_and_show_the_nominative) {
  nlp::KeyphraseCounter counter;
  Add(counter, "Подозрения вызвала районная больница.");
  Add(counter, "О районной больнице писали. К районной больнице есть вопросы.");
  const auto best = counter.Top(1);
  BOOST_REQUIRE(best.size() == 1U);
  BOOST_TEST(best[0].text == "районная больница");
  BOOST_TEST(best[0].count == 3U);
  BOOST_TEST(best[0].documents == 2U);
  BOOST_TEST(counter.documents() == 2U);
}

BOOST_AUTO_TEST_CASE(without_a_nominative_the_most_frequent_form_is_shown) {
  nlp::KeyphraseCounter counter;
  Add(counter, "Нет горячей воды. Ждём горячую воду. Дайте горячую воду.");
  BOOST_TEST(Texts(counter, 1)[0] == "горячую воду");
}

BOOST_AUTO_TEST_CASE(parts_of_a_longer_phrase_lose_what_they_owe_to_it) {
  nlp::KeyphraseCounter counter;
  for (int i = 0; i < 3; ++i) Add(counter, "The road repair contract is void.");
  const auto texts = Texts(counter, 10);
  BOOST_TEST(texts[0] == "road repair contract");
  BOOST_TEST(!Has(texts, "repair contract"));
  BOOST_TEST(!Has(texts, "repair"));
}

BOOST_AUTO_TEST_CASE(verbs_and_words_of_grammar_bound_phrases) {
  nlp::KeyphraseCounter counter;
  for (int i = 0; i < 2; ++i) {
    Add(counter,
        "Комиссия проверяет школы и больницы. Аудандық әкімдік тексеруді бастады, бірақ "
        "аяқтаған жоқ.");
  }
  for (const std::string& text : Texts(counter, 50)) {
    for (const std::string_view stop : {"проверяет", "больницы школы", "бірақ", "жоқ", "бастады"}) {
      BOOST_TEST(text.find(stop) == std::string::npos, text);
    }
  }
  BOOST_TEST(Has(Texts(counter, 50), "Аудандық әкімдік"));
}

BOOST_AUTO_TEST_CASE(a_preposition_may_stand_inside) {
  nlp::KeyphraseCounter counter;
  Add(counter, "Идёт борьба с коррупцией. Нужна борьба с коррупцией.");
  BOOST_TEST(Texts(counter, 1)[0] == "борьба с коррупцией");
}

BOOST_AUTO_TEST_CASE(a_capital_from_the_beginning_of_a_sentence_is_not_shown) {
  nlp::KeyphraseCounter counter;
  Add(counter, "Районная больница закрыта. О районной больнице писали.");
  BOOST_TEST(Texts(counter, 1)[0] == "районная больница");
}

BOOST_AUTO_TEST_CASE(what_the_background_lacks_comes_first) {
  nlp::KeyphraseCounter background, counter;
  for (int i = 0; i < 20; ++i) Add(background, "Районный акимат сообщил новости.");
  for (int i = 0; i < 3; ++i) Add(counter, "Районный акимат молчит.");
  for (int i = 0; i < 2; ++i) Add(counter, "Насосная станция под водой.");
  BOOST_TEST(counter.Top(1)[0].text == "Районный акимат");
  BOOST_TEST(counter.Top(1, &background)[0].text == "Насосная станция");
}

BOOST_AUTO_TEST_CASE(memory_is_bounded_and_frequent_phrases_stay) {
  constexpr std::size_t kMost = 200;
  nlp::KeyphraseCounter counter(kMost);
  for (int i = 0; i < 3000; ++i) {
    std::string rare = "слово";
    for (int n = i; n > 0; n /= 26) rare += static_cast<char>('a' + n % 26);
    Add(counter, "Ищут " + rare + ". Стоит насосная станция.");
  }
  const auto best = counter.Top(1000);
  BOOST_TEST(best.size() <= kMost);
  BOOST_TEST(best[0].text == "насосная станция");
  BOOST_TEST(best[0].count == 3000U);
}

BOOST_AUTO_TEST_CASE(nothing_is_left_of_texts_that_were_cleared) {
  nlp::KeyphraseCounter counter;
  Add(counter, "Районная больница. Районная больница.");
  counter.Clear();
  BOOST_TEST(counter.Top(5).empty());
  BOOST_TEST(counter.documents() == 0U);
  Add(counter, "");
  BOOST_TEST(counter.Top(5).empty());
}

BOOST_AUTO_TEST_SUITE_END()
