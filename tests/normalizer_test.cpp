#include "nlp/normalizer.h"

#include <boost/test/unit_test.hpp>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace {

struct Case {
  std::string_view text;
  std::string_view repaired;
};

void Check(const std::vector<Case>& cases) {
  for (const Case& c : cases) BOOST_TEST(nlp::Normalize(c.text).text == c.repaired, c.text);
}

std::string Fold(std::string_view text) {
  return nlp::Normalize(text).fold;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(normalizer_test)

BOOST_AUTO_TEST_CASE(look_alikes_are_repaired_within_a_word) {
  Check({{"Пapa", "Пара"},
         {"PECПУБЛИКА", "РЕСПУБЛИКА"},
         {"кӛше", "көше"},
         {"Tender", "Tender"},
         {"КPMG-дің", "KPMG-дің"}});  // Cyrillic К; М, G have no Cyrillic look-alike
}

BOOST_AUTO_TEST_CASE(letters_peculiar_to_both_scripts_change_only_into_known_words) {
  Check({{"iPhone-ға", "iPhone-ға"},
         {"из-за", "из-за"},
         {"Sбер", "Sбер"},
         {"дeпутaтoв", "депутатов"},
         {"wифи", "wифи"}});
}

BOOST_AUTO_TEST_CASE(digits_become_letters_in_words_of_the_lists_only) {
  Check({{"к0рыто", "корыто"},
         {"6алабақша", "балабақша"},
         {"К0РРУПЦИЯ", "КОРРУПЦИЯ"},
         {"Т9р5ындар", "Тұрғындар"},
         {"қызмет3", "қызмет3"}});
  for (const std::string_view kept :
       {"3-й", "5кг", "2025ж", "10кВт", "М3", "А4", "COVID-19", "КА1234", "3D", "21-ші", "2025жылы",
        "а1б2в3", "3этажа", "6рублей", "8августа", "цех4"}) {
    BOOST_TEST(nlp::Normalize(kept).text == kept);
  }
}

BOOST_AUTO_TEST_CASE(kazakh_in_other_letters_becomes_cyrillic) {
  Check({{"Qalada jaña mektep salyndy.", "Қалада жаңа мектеп салынды."},
         {"Qalada jańa mektep salyndy.", "Қалада жаңа мектеп салынды."},
         {"Qalada jana mektep salyndy.", "Қалада жаңа мектеп салынды."},
         {"قالادا جاڭا مەكتەپ سالىندى.", "қалада жаңа мектеп салынды."}});
}

BOOST_AUTO_TEST_CASE(addresses_brands_and_other_languages_stay) {
  Check({{"The mayor took a bribe.", "The mayor took a bribe."},
         {"Well you say Karatal I say Kapal.", "Well you say Karatal I say Kapal."},
         {"Хат: bala@mektep.kz", "Хат: bala@mektep.kz"},
         {"Mektep saityna kirıñız: www.qala.kz", "Мектеп сайтына кіріңіз: www.qala.kz"},
         {"«Egemen Qazaqstan» газеті жазды", "«Egemen Qazaqstan» газеті жазды"},
         {"Okullar ve yollar yapıldı.", "Okullar ve yollar yapıldı."}});
}

BOOST_AUTO_TEST_CASE(words_of_one_script_stay) {
  Check({{"IT-хаб, KEGOC", "IT-хаб, KEGOC"}, {"copy", "copy"}, {"сор", "сор"}});
}

BOOST_AUTO_TEST_CASE(what_cannot_be_seen_goes) {
  Check({{"\uFEFFкор\u00ADруп\u200Bция", "коррупция"},
         {"5\u00A0000", "5 000"},
         {"a\tb\nc", "a\tb\nc"},
         {"a\x01"
          "b",
          "ab"}});
}

BOOST_AUTO_TEST_CASE(text_is_composed) {
  Check({{"ﬁnal", "final"},
         {"ＡＢ１", "AB1"},
         {"и\u0306", "й"},
         {"Е\u0308", "Ё"},
         {"e\u0301", "é"},
         {"№ 5", "№ 5"}});
}

BOOST_AUTO_TEST_CASE(invalid_bytes_become_replacement_characters) {
  Check({{"а\xFF\xD0", "а\uFFFD\uFFFD"}, {"\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD"}});
}

BOOST_AUTO_TEST_CASE(wrong_encodings_are_undone) {
  Check({{"РќРµС‚ РґРµРЅРµРі", "Нет денег"},    // UTF-8 as windows-1251
         {"Ïðîâåðêà", "Проверка"},              // windows-1251 as ISO 8859-1
         {"ќала", "қала"},                      // KZ-1048 as windows-1251
         {"Ð¨ÐºÐ¾Ð»Ð°", "Школа"},               // UTF-8 as ISO 8859-1
         {"рТПЧЕТЛБ ЫЛПМЩ", "Проверка школы"},  // KOI8-R as windows-1251
         {"оПНБЕПЙЮ ЬЙНКШ", "Проверка школы"},  // windows-1251 as KOI8-R
         {"Р\xC2\xA0"
          "Р†Р\xC2\xA0"
          "В·РЎРЏРЎвЂљР\xC2\xA0"
          "С”Р\xC2\xA0"
          "В° РЎвЂљРЎС“РЎвЂљ",
          "взятка тут"}});  // UTF-8 as windows-1251, twice
}

BOOST_AUTO_TEST_CASE(a_wrong_encoding_within_good_text_is_undone) {
  Check({{"Ответ: РќРµС‚ РґРµРЅРµРі. Точка…", "Ответ: Нет денег. Точка…"}});
}

BOOST_AUTO_TEST_CASE(right_text_is_not_taken_for_a_wrong_encoding) {
  Check({{"Café déjà vu", "Café déjà vu"},
         {"їжак", "їжак"},
         {"Рс", "Рс"},
         {"СІЗГЕ Сіз Рі", "СІЗГЕ Сіз Рі"},
         {"ПРОВЕРКА ШКОЛЫ", "ПРОВЕРКА ШКОЛЫ"},
         {"äöüß", "äöüß"},
         {"Łódź, Ærø, São", "Łódź, Ærø, São"}});
}

BOOST_AUTO_TEST_CASE(the_key_ignores_case_and_lost_letters) {
  BOOST_TEST(Fold("Құрылыс") == Fold("курылыс"));
  BOOST_TEST(Fold("өтініш") == Fold("ОТИНИШ"));
  BOOST_TEST(Fold("отчёт") == Fold("Отчет"));
  BOOST_TEST(Fold("курс") != Fold("урок"));
}

BOOST_AUTO_TEST_CASE(the_key_draws_spaced_letters_together) {
  BOOST_TEST(Fold("д.е.н.ь.г.и") == "деньги");
  BOOST_TEST(Fold("дай д е н ь г и!") == "дай деньги!");
  BOOST_TEST(Fold("А. Б. и В.") == "а. б. и в.");
  BOOST_TEST(Fold("т.е. я") == "т.е. я");
}

BOOST_AUTO_TEST_CASE(the_key_has_one_quotation_mark_and_one_dash) {
  BOOST_TEST(Fold("«Дом» — 5") == Fold("\"дом\" - 5"));
}

BOOST_AUTO_TEST_CASE(repairs_name_their_bytes_and_reasons) {
  const std::string_view text = "Дал\u00A0взяткa, кӛп\u200B.";
  const nlp::Repaired repaired = nlp::Normalize(text, nlp::Explain::kYes);
  BOOST_REQUIRE(repaired.repairs.size() == 3U);
  const auto& [space, word, last] =
      std::tie(repaired.repairs[0], repaired.repairs[1], repaired.repairs[2]);
  BOOST_TEST(space.reasons == unsigned{nlp::kPlainSpace});
  BOOST_TEST(word.after == "взятка,");
  BOOST_TEST(word.reasons == unsigned{nlp::kLookAlike});
  BOOST_TEST(last.after == "көп.");
  BOOST_TEST(last.reasons == unsigned{nlp::kStandardLetter | nlp::kInvisible});
  for (const nlp::Repair& repair : repaired.repairs) {
    BOOST_TEST(text.substr(repair.begin, repair.end - repair.begin) == repair.before);
    BOOST_TEST(!nlp::DescribeReasons(repair.reasons).empty());
  }
  BOOST_TEST(nlp::Normalize("Чистый текст.", nlp::Explain::kYes).repairs.empty());
}

BOOST_AUTO_TEST_CASE(script_is_that_of_the_text_as_given) {
  BOOST_CHECK(nlp::Normalize("Әкім").script == core::Script::kCyrillic);
  BOOST_CHECK(nlp::Normalize("5 %").script == core::Script::kNone);
  BOOST_CHECK(nlp::Normalize("Пapa").script == core::Script::kMixed);
}

BOOST_AUTO_TEST_CASE(endless_marks_are_cut) {
  std::string text = "а";
  for (int i = 0; i < 100'000; ++i) text += i % 2 == 0 ? "\u0306" : "\u0327";
  BOOST_TEST(nlp::Normalize(text).text.size() < 100U);
}

BOOST_AUTO_TEST_CASE(long_lines_are_repaired_as_short_ones) {
  std::string text, due;
  for (int i = 0; i < 20'000; ++i) {
    text += "взяткa ";
    due += "взятка ";
  }
  BOOST_TEST((nlp::Normalize(text).text == due));
  const std::string word(1'000'000, 'q');
  BOOST_TEST((nlp::Normalize(word).text == word));
}

BOOST_AUTO_TEST_SUITE_END()
