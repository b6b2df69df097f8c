#include <boost/test/unit_test.hpp>
#include <string_view>
#include <vector>

#include "nlp/analyzer.h"

namespace {

using core::Language;

core::NormalizedText Analyze(std::string_view text, Language hint = Language::kUnknown) {
  static const nlp::Analyzer analyzer;
  static nlp::Analyzer::Scratch scratch;
  core::NormalizedText out;
  analyzer.Analyze(text, hint, scratch, out);
  return out;
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

BOOST_AUTO_TEST_CASE(script_is_that_of_nine_letters_of_ten) {
  BOOST_CHECK(Analyze("Только кириллица").script == core::Script::kCyrillic);
  BOOST_CHECK(Analyze("Only Latin").script == core::Script::kLatin);
  BOOST_CHECK(Analyze("الحق").script == core::Script::kArabic);
  BOOST_CHECK(Analyze("Слово and words").script == core::Script::kMixed);
}

BOOST_AUTO_TEST_SUITE_END()
