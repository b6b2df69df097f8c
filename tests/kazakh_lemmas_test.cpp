#include "nlp/kazakh_lemmas.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

std::string Lemma(std::string_view word) {
  std::string lemma;
  nlp::LemmatizeKazakh(word, lemma);
  return lemma;
}

bool HasReading(std::string_view word, std::string_view lemma, bool is_verb) {
  const std::vector<nlp::KazakhReading> readings = nlp::ReadKazakh(word);
  return std::any_of(readings.begin(), readings.end(), [&](const nlp::KazakhReading& reading) {
    return reading.lemma == lemma && reading.is_verb == is_verb;
  });
}

}  // namespace

BOOST_AUTO_TEST_SUITE(kazakh_lemmas_test)

BOOST_AUTO_TEST_CASE(forms_of_the_paradigms_have_their_lemma) {
  std::ifstream file(SHOLU_TEST_DATA "/kazakh/forms.txt");
  std::size_t count = 0;
  for (std::string line; std::getline(file, line);) {
    const std::size_t colon = line.find(':');
    if (line[0] == '#' || colon == std::string::npos) continue;
    std::istringstream forms(line.substr(colon + 1));
    for (std::string form; forms >> form; ++count) {
      BOOST_TEST(Lemma(form) == line.substr(0, colon), form << " gives " << Lemma(form));
    }
  }
  BOOST_TEST(count > 500U);
}

BOOST_AUTO_TEST_CASE(all_readings_are_given_the_likeliest_first) {
  BOOST_TEST(HasReading("алды", "ал", true));
  BOOST_TEST(HasReading("жаста", "жас", false));
  BOOST_TEST(HasReading("атты", "ат", false));
  BOOST_TEST(HasReading("атты", "ат", true));
  const auto readings = nlp::ReadKazakh("қызметкерлеріміздің");
  BOOST_REQUIRE(!readings.empty());
  BOOST_TEST(readings[0].lemma == "қызметкер");
  BOOST_TEST(readings[0].suffixes == "леріміздің");
  BOOST_TEST(readings[0].is_known);
  BOOST_TEST(std::is_sorted(readings.begin(), readings.end(),
                            [](const auto& a, const auto& b) { return a.cost < b.cost; }));
}

BOOST_AUTO_TEST_CASE(the_first_reading_is_the_lemma) {
  for (const std::string_view word :
       {"мектебінде", "барғанмын", "халқымызға", "кызметкердин", "блокчейннің", "оқиды"}) {
    const auto readings = nlp::ReadKazakh(word);
    BOOST_REQUIRE(!readings.empty());
    BOOST_TEST(readings[0].lemma == Lemma(word));
  }
}

BOOST_AUTO_TEST_CASE(unknown_stems_are_guesses) {
  const auto readings = nlp::ReadKazakh("блокчейннің");
  BOOST_REQUIRE(!readings.empty());
  BOOST_TEST(!readings[0].is_known);
  BOOST_TEST(Lemma("блокчейнтің") == "блокчейнтің");  // тің follows no н
}

BOOST_AUTO_TEST_CASE(what_is_no_kazakh_word_is_its_own_lemma) {
  for (const std::string_view word :
       {"", "-", "а", "iphone", "covid-19", "2026", "-ның", "қр-", "\xD0", "мектеп\xFFтің"}) {
    BOOST_TEST(Lemma(word) == word);
    BOOST_TEST(nlp::ReadKazakh(word).size() <= 20U);
  }
}

BOOST_AUTO_TEST_CASE(long_words_are_their_own_lemma) {
  std::string word = "мектептер";
  while (word.size() <= 2 * 60) word += "лер";
  BOOST_TEST(Lemma(word) == word);
  BOOST_TEST(nlp::ReadKazakh(word).empty());
  std::string hyphens = "бар";
  for (int i = 0; i < 500; ++i) hyphens += "-ақ";
  BOOST_TEST(Lemma(hyphens) == hyphens);
}

BOOST_AUTO_TEST_CASE(particles_behind_a_hyphen_come_off) {
  BOOST_TEST(Lemma("көрмей-ақ") == "көр");
  BOOST_TEST(Lemma("кейін-ақ") == "кейін");
}

BOOST_AUTO_TEST_CASE(the_lemma_of_a_lemma_is_itself_for_nouns) {
  for (const std::string_view noun : {"мектеп", "халық", "ауыз", "орын", "жемқорлық", "комиссия",
                                      "қарағанды", "сайлау", "министрлік", "жаза"}) {
    BOOST_TEST(Lemma(noun) == noun);
  }
}

BOOST_AUTO_TEST_SUITE_END()
