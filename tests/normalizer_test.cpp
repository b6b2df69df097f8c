#include "nlp/normalizer.h"

#include <boost/test/unit_test.hpp>
#include <string>
#include <string_view>
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
  Check({{"и\u0306", "й"}, {"Е\u0308", "Ё"}, {"e\u0301", "é"}, {"№ 5", "№ 5"}});
}

BOOST_AUTO_TEST_CASE(invalid_bytes_become_replacement_characters) {
  Check({{"а\xFF\xD0", "а\uFFFD\uFFFD"}, {"\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD"}});
}

BOOST_AUTO_TEST_CASE(wrong_encodings_are_undone) {
  Check({{"РќРµС‚ РґРµРЅРµРі", "Нет денег"},  // UTF-8 as windows-1251
         {"Ïðîâåðêà", "Проверка"},            // windows-1251 as ISO 8859-1
         {"ќала", "қала"}});                  // KZ-1048 as windows-1251
}

BOOST_AUTO_TEST_CASE(right_text_is_not_taken_for_a_wrong_encoding) {
  Check({{"Café déjà vu", "Café déjà vu"}, {"їжак", "їжак"}, {"Рс", "Рс"}});
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

BOOST_AUTO_TEST_SUITE_END()
