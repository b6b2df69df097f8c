#include "nlp/language.h"

#include <boost/test/unit_test.hpp>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "nlp/analyzer.h"
#include "nlp/tokenizer.h"

namespace {

using core::Language;
using nlp::KazakhWriting;

core::NormalizedText Analyze(std::string_view text, Language hint = Language::kUnknown) {
  static const nlp::Analyzer analyzer;
  static nlp::Analyzer::Scratch scratch;
  core::NormalizedText out;
  analyzer.Analyze(text, hint, scratch, out);
  return out;
}

// The verdict on `text` as one piece.
nlp::LanguageVerdict Decide(std::string_view text, Language fallback = Language::kUnknown) {
  static const nlp::LanguageDetector detector;
  static nlp::WeightCache cache;
  std::string words;
  std::vector<core::Token> tokens;
  std::vector<nlp::TokenNote> notes;
  nlp::Tokenizer().Tokenize(text, words, tokens, notes);
  return detector.Decide(detector.Weigh(words, tokens, notes, fallback, cache), fallback);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(language_test)

BOOST_AUTO_TEST_CASE(sentences_of_each_language_are_recognised) {
  struct Case {
    Language language;
    std::string_view text;
  };
  const std::vector<Case> cases = {
      {Language::kKk, "Әкімдік қызметкері пара алды деп күдіктелуде."},
      {Language::kRu, "Чиновника задержали при получении взятки."},
      {Language::kEn, "The officer was detained when he took the bribe."},
      {Language::kKy, "Биз өлкөбүздө коррупцияга каршы күрөшүү үчүн чогулдук."},
      {Language::kTt, "Без бу эш өчен җавап бирергә тиеш һәм әзер."},
      {Language::kBa, "Беҙ был эш өсөн яуап бирергә тейеш һәм әҙер."},
      {Language::kUk, "Чиновника затримали під час отримання хабаря, повідомляє поліція."},
      {Language::kBe, "Чыноўніка затрымалі падчас атрымання хабару."},
      {Language::kTg, "Барои ҳар як шахс ҳуқуқ ба озодӣ аст."},
      {Language::kUz, "Har bir inson erkinlik huquqiga ega va bu uchun kurashadi."},
      {Language::kTr, "Bu iş için herkes çok çalıştı ve sonuç iyi oldu."},
      {Language::kMn, "Хүн бүр эрх чөлөөтэй байх нь чухал юм."},
      {Language::kAr, "هذا هو الحق في حرية كل شخص على الأرض"},
      {Language::kFa, "هر کس حق دارد که از این آزادی استفاده کند"},
      {Language::kKk, "Qazaqstan ükımetı jäne halyq üşın"},
  };
  for (const Case& c : cases) {
    BOOST_TEST(core::Code(Analyze(c.text).language) == core::Code(c.language), c.text);
  }
}

BOOST_AUTO_TEST_CASE(the_hint_decides_only_where_the_text_does_not) {
  BOOST_CHECK(Analyze("банк", Language::kKk).language == Language::kKk);
  BOOST_CHECK(Analyze("банк", Language::kRu).language == Language::kRu);
  BOOST_CHECK(Analyze("123", Language::kKk).language == Language::kKk);
  BOOST_CHECK(Analyze("Суд вынес решение по делу.", Language::kEn).language == Language::kRu);
  BOOST_CHECK(Analyze("Сот үкім шығарды.", Language::kRu).language == Language::kKk);
}

BOOST_AUTO_TEST_CASE(text_without_letters_has_no_language) {
  const core::NormalizedText out = Analyze("12.05.2024 — 15 %");
  BOOST_CHECK(out.language == Language::kUnknown);
  BOOST_TEST(out.confidence == 0.0F);
  BOOST_CHECK(out.script == core::Script::kNone);
}

BOOST_AUTO_TEST_CASE(web_addresses_say_something_where_there_are_no_words) {
  const core::NormalizedText out = Analyze("http://www.cityhousing.example/news/water-supply");
  BOOST_CHECK(out.language == Language::kEn);
  BOOST_CHECK(out.script == core::Script::kNone);
  BOOST_CHECK(Analyze("http://www.cityhousing.example/", Language::kKk).language == Language::kKk);
  BOOST_CHECK(Analyze("@somebody").language == Language::kUnknown);
}

BOOST_AUTO_TEST_CASE(each_sentence_has_its_own_language) {
  const core::NormalizedText out =
      Analyze("Бұл іс бойынша тергеу жүріп жатыр. Следствие продолжается, и его итоги огласят.");
  BOOST_REQUIRE(out.sentences.size() == 2U);
  BOOST_CHECK(out.sentences[0].language == Language::kKk);
  BOOST_CHECK(out.sentences[1].language == Language::kRu);
}

BOOST_AUTO_TEST_CASE(a_short_sentence_takes_the_language_around_it) {
  const core::NormalizedText out =
      Analyze("Бұл іс бойынша тергеу жүріп жатыр. Банк. Үкім ертең шығады.");
  BOOST_REQUIRE(out.sentences.size() == 3U);
  BOOST_CHECK(out.sentences[1].language == Language::kKk);
}

BOOST_AUTO_TEST_CASE(kazakh_is_kazakh_in_every_writing) {
  struct Case {
    KazakhWriting writing;
    std::string_view text;
  };
  const std::vector<Case> cases = {
      {KazakhWriting::kCyrillic, "Әкімдік құрылысқа бөлінген ақшаны түсіндіре алмады."},
      {KazakhWriting::kRussianLetters, "Акимдик курылыска болинген акшаны тусиндире алмады."},
      {KazakhWriting::kDigits, "2к3мд3к 09рылыс0а б-л3нген а0шаны т8с3нд3ре алмады."},
      {KazakhWriting::kLatin2021, "Äkımdık qūrylysqa bölıngen aqşany tüsındıre almady."},
      {KazakhWriting::kLatin2018, "Ákimdik qurylysqa bólingen aqshany túsindire almady."},
      {KazakhWriting::kLatinInformal, "Akimdik qurylysqa bolingen aqshany tusindire almady."},
      {KazakhWriting::kArabic, "ٵكٸمدٸك قۇرىلىسقا بٶلٸنگەن اقشانى تٷسٸندٸرە المادى."},
      {KazakhWriting::kArabic, "اكىمدىك قۇرىلىسقا ٴبولىنگەن اقشانى تۇسىندىرە المادى."},
  };
  for (const Case& c : cases) {
    const nlp::LanguageVerdict verdict = Decide(c.text);
    BOOST_TEST(core::Code(verdict.language) == "kk", c.text);
    BOOST_CHECK_MESSAGE(verdict.writing == c.writing, c.text);
  }
  BOOST_CHECK(Decide("Районный акимат не ответил.").writing == KazakhWriting::kNone);
}

BOOST_AUTO_TEST_CASE(two_words_are_enough_for_the_usual_languages) {
  for (const std::string_view text :
       {"қайда барасың", "кайда барасын", "qaida barasyñ", "рахмет саған"}) {
    BOOST_TEST(core::Code(Decide(text).language) == "kk", text);
  }
  for (const std::string_view text : {"спасибо большое", "ничего нового", "куда идёшь"}) {
    BOOST_TEST(core::Code(Decide(text).language) == "ru", text);
  }
  for (const std::string_view text : {"thank you", "where are you"}) {
    BOOST_TEST(core::Code(Decide(text).language) == "en", text);
  }
}

BOOST_AUTO_TEST_CASE(confidence_tells_sure_from_unsure) {
  BOOST_TEST(Decide("Бұл іс бойынша тергеу жүріп жатыр.").confidence > 0.99F);
  BOOST_TEST(Decide("The investigation is still going on.").confidence > 0.99F);
  BOOST_TEST(Decide("банк").confidence < 0.9F);
  // What stands around it makes a verdict surer, and never decides against clear text.
  BOOST_TEST(Decide("банк", Language::kRu).confidence > Decide("банк").confidence);
  BOOST_CHECK(Decide("Следствие продолжается.", Language::kKk).language == Language::kRu);
}

BOOST_AUTO_TEST_CASE(names_of_others_do_not_change_the_language_of_a_sentence) {
  BOOST_TEST(
      core::Code(Decide("Директора ТОО «Құрылысшы» Әлібекова задержали за взятку.").language) ==
      "ru");
  BOOST_TEST(core::Code(Decide("Компания Google открыла офис в городе.").language) == "ru");
  BOOST_TEST(core::Code(Decide("Әкім «Строительный трест» серіктестігін тексерді.").language) ==
             "kk");
}

BOOST_AUTO_TEST_CASE(writings_of_one_text_may_change_from_sentence_to_sentence) {
  const core::NormalizedText out = Analyze(
      "Аким келмеди, сондыктан жиналыс болмады. The meeting was put off. Жиналыс келесі аптада "
      "өтеді. Собрание перенесли на следующую неделю.");
  BOOST_REQUIRE(out.sentences.size() == 4U);
  BOOST_CHECK(out.sentences[0].language == Language::kKk);
  BOOST_CHECK(out.sentences[1].language == Language::kEn);
  BOOST_CHECK(out.sentences[2].language == Language::kKk);
  BOOST_CHECK(out.sentences[3].language == Language::kRu);
}

BOOST_AUTO_TEST_CASE(a_hundred_megabytes_of_one_letter_are_looked_at_in_part) {
  std::string text;
  text.reserve(100'000'000);
  while (text.size() < 100'000'000) text += "ұ";
  BOOST_CHECK(Decide(text).language == Language::kKk);
}

BOOST_AUTO_TEST_CASE(a_damaged_model_is_refused) {
  BOOST_CHECK_THROW(nlp::NgramModel(""), std::invalid_argument);
  BOOST_CHECK_THROW(nlp::NgramModel("sholu-ngrams-1\n"), std::invalid_argument);
  BOOST_CHECK_THROW(nlp::NgramModel(std::string(1000, 'x')), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(script_is_that_of_nine_letters_of_ten) {
  BOOST_CHECK(Analyze("Только кириллица").script == core::Script::kCyrillic);
  BOOST_CHECK(Analyze("Only Latin").script == core::Script::kLatin);
  BOOST_CHECK(Analyze("الحق").script == core::Script::kArabic);
  BOOST_CHECK(Analyze("Слово and words").script == core::Script::kMixed);
}

BOOST_AUTO_TEST_SUITE_END()
