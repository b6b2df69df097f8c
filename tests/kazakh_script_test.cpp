#include "nlp/kazakh_script.h"

#include <boost/test/unit_test.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "nlp/kazakh_text.h"

namespace {

using nlp::KazakhAlphabet;

struct Case {
  std::string_view written;
  std::string_view cyrillic;
};

void Check(KazakhAlphabet alphabet, const std::vector<Case>& cases) {
  std::string out;
  for (const Case& c : cases) {
    BOOST_TEST(nlp::KazakhToCyrillic(c.written, alphabet, out), c.written);
    BOOST_TEST(out == c.cyrillic, c.written << " is " << out);
  }
}

KazakhAlphabet AlphabetOf(const std::vector<std::string_view>& words,
                          KazakhAlphabet likely = KazakhAlphabet::kNone) {
  nlp::KazakhEvidence evidence;
  for (const std::string_view word : words) evidence.Add(word);
  return evidence.Verdict(likely);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(kazakh_script_test)

BOOST_AUTO_TEST_CASE(every_letter_of_2021_has_its_cyrillic_one) {
  Check(KazakhAlphabet::kLatin2021, {{"äjesı", "әжесі"},
                                     {"bağa", "баға"},
                                     {"dünie", "дүние"},
                                     {"fabrika", "фабрика"},
                                     {"halyq", "халық"},
                                     {"jūldyz", "жұлдыз"},
                                     {"köktem", "көктем"},
                                     {"qoñyrau", "қоңырау"},
                                     {"şegara", "шегара"},
                                     {"vagon", "вагон"}});
}

BOOST_AUTO_TEST_CASE(every_letter_of_2018_has_its_cyrillic_one) {
  Check(KazakhAlphabet::kLatin2018, {{"ájesi", "әжесі"},
                                     {"baǵa", "баға"},
                                     {"dúnıe", "дүние"},
                                     {"juldyz", "жұлдыз"},
                                     {"kóktem", "көктем"},
                                     {"qońyraý", "қоңырау"},
                                     {"shalqar", "шалқар"},
                                     {"chempıon", "чемпион"}});
}

BOOST_AUTO_TEST_CASE(every_letter_of_2017_has_its_cyrillic_one) {
  Check(KazakhAlphabet::kLatin2017, {{"a'jesi", "әжесі"},
                                     {"bag'a", "баға"},
                                     {"ko'ktem", "көктем"},
                                     {"qon'yray'", "қоңырау"},
                                     {"s'alqar", "шалқар"}});
}

BOOST_AUTO_TEST_CASE(informal_spellings_agree) {
  Check(KazakhAlphabet::kLatinInformal, {{"zhumys", "жұмыс"},
                                         {"jumys", "жұмыс"},
                                         {"bala", "бала"},
                                         {"kala", "қала"},
                                         {"qala", "қала"},
                                         {"balalargha", "балаларға"},
                                         {"engbek", "еңбек"},
                                         {"enbek", "еңбек"},
                                         {"mektepter", "мектептер"},
                                         {"koshelerde", "көшелерде"}});
}

BOOST_AUTO_TEST_CASE(dotted_i_is_a_vowel_or_a_glide) {
  Check(KazakhAlphabet::kLatin2021, {{"aimaq", "аймақ"},
                                     {"üi", "үй"},
                                     {"qiyn", "қиын"},
                                     {"aiaq", "аяқ"},
                                     {"qoiu", "қою"},
                                     {"politsiia", "полиция"},
                                     {"radio", "радио"}});
}

BOOST_AUTO_TEST_CASE(borrowed_words_are_spelled_as_in_dictionaries) {
  Check(KazakhAlphabet::kLatin2021, {{"ekonomika", "экономика"},
                                     {"premer", "премьер"},
                                     {"protsent", "процент"},
                                     {"eksport", "экспорт"}});
}

BOOST_AUTO_TEST_CASE(hamza_and_its_letters_make_front_vowels) {
  Check(KazakhAlphabet::kArabic, {{"مەكتەپ", "мектеп"},
                                  {"ٴتىل", "тіл"},
                                  {"تىل", "тіл"},
                                  {"ٴسوز", "сөз"},
                                  {"قالا", "қала"},
                                  {"كىتاپ", "кітап"},
                                  {"ٷي", "үй"},
                                  {"كٶشە", "көше"},
                                  {"تاۋ", "тау"},
                                  {"جۇمىس", "жұмыс"},
                                  {"باعا", "баға"},
                                  {"ەڭبەك", "еңбек"}});
}

BOOST_AUTO_TEST_CASE(case_is_kept) {
  Check(KazakhAlphabet::kLatin2021, {{"Şymkent", "Шымкент"}, {"ŞYMKENT", "ШЫМКЕНТ"}});
}

BOOST_AUTO_TEST_CASE(what_is_no_word_of_the_alphabet_is_refused_and_out_stays) {
  std::string out = "before";
  for (const std::string_view word : {"", "iPhone", "A4", "wax", "fox", "взятка", "a.b", "\xFF"}) {
    BOOST_TEST(!nlp::KazakhToCyrillic(word, KazakhAlphabet::kLatin2021, out), word);
  }
  BOOST_TEST(!nlp::KazakhToCyrillic(std::string(1000, 'a'), KazakhAlphabet::kLatin2021, out));
  BOOST_TEST(!nlp::KazakhToCyrillic("bala", KazakhAlphabet::kNone, out));
  BOOST_TEST(!nlp::KazakhToCyrillic("bala", KazakhAlphabet::kArabic, out));
  BOOST_TEST(out == "before");
}

BOOST_AUTO_TEST_CASE(known_words_are_told_from_others) {
  std::string out;
  BOOST_CHECK(nlp::SpellKazakh("balalarymyz", KazakhAlphabet::kLatinInformal, out) >=
              nlp::KazakhSpelling::kKnown);
  BOOST_CHECK(nlp::SpellKazakh("brtplk", KazakhAlphabet::kLatinInformal, out) ==
              nlp::KazakhSpelling::kByRule);
}

BOOST_AUTO_TEST_CASE(the_alphabet_of_a_sentence_is_seen_by_its_letters) {
  BOOST_CHECK(AlphabetOf({"Qalada", "jaña", "mektep", "salyndy"}) == KazakhAlphabet::kLatin2021);
  BOOST_CHECK(AlphabetOf({"Qalada", "jańa", "mektep", "salyndy"}) == KazakhAlphabet::kLatin2018);
  BOOST_CHECK(AlphabetOf({"Qalada", "jan'a", "mektep", "salyndy"}) == KazakhAlphabet::kLatin2017);
  BOOST_CHECK(AlphabetOf({"Qalada", "jana", "mektep", "salyndy"}) ==
              KazakhAlphabet::kLatinInformal);
  BOOST_CHECK(AlphabetOf({"قالادا", "جاڭا", "مەكتەپ", "سالىندى"}) == KazakhAlphabet::kArabic);
}

BOOST_AUTO_TEST_CASE(other_languages_are_not_kazakh) {
  const std::vector<std::vector<std::string_view>> sentences = {
      {"The", "mayor", "took", "a", "bribe"},
      {"Bir", "okul", "daha", "açıldı"},
      {"Bu", "yıl", "okullar", "ve", "yollar", "yapıldı"},
      {"Har", "bir", "inson", "huquqqa", "ega"},
      {"Das", "Haus", "ist", "groß"},
      {"Michael", "Koerner"},
      {"tender"},
      {"para"},
      {"إن", "المدرسة", "كبيرة"},
      {"مدرسه", "جدید", "باز", "شد"}};
  for (const auto& words : sentences) {
    BOOST_CHECK_MESSAGE(AlphabetOf(words) == KazakhAlphabet::kNone, words.front());
  }
}

BOOST_AUTO_TEST_CASE(names_of_things_stay_within_a_kazakh_sentence) {
  std::string out, part;
  const auto read = [&](std::string_view word) {
    const bool changed = nlp::KazakhWordToCyrillic(word, KazakhAlphabet::kLatin2021, out, part);
    return changed ? out : std::string(word);
  };
  const std::vector<Case> cases = {{"iPhone", "iPhone"},
                                   {"iPhone-ğa", "iPhone-ға"},
                                   {"COVID-19", "COVID-19"},
                                   {"COVID-19-dyñ", "COVID-19-дың"},
                                   {"KPI", "KPI"},
                                   {"M3", "M3"},
                                   {"A4", "A4"},
                                   {"Toyota", "Toyota"},
                                   {"5-şı", "5-ші"},
                                   {"talan-taraj", "талан-тараж"}};
  for (const Case& c : cases) BOOST_TEST(read(c.written) == c.cyrillic);
}

BOOST_AUTO_TEST_SUITE_END()
