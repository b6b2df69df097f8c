#include <boost/test/unit_test.hpp>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "nlp/lemmatizer.h"

namespace {

using core::Language;

std::string Lemma(std::string_view word, Language language, bool is_latin = false) {
  static nlp::Lemmatizer lemmatizer;
  return std::string(lemmatizer.Lemma(word, is_latin, language));
}

std::set<std::string> LemmasOf(const std::vector<std::string_view>& forms, Language language) {
  std::set<std::string> lemmas;
  for (const std::string_view form : forms) {
    lemmas.insert(Lemma(form, language, language == Language::kEn));
  }
  return lemmas;
}

void CheckTogether(const std::vector<std::vector<std::string_view>>& words, Language language) {
  for (const auto& forms : words) {
    BOOST_TEST(LemmasOf(forms, language).size() == 1U, forms.front());
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(lemma_test)

BOOST_AUTO_TEST_CASE(kazakh_forms_of_a_noun_share_a_stem) {
  CheckTogether({{"қызметкер", "қызметкердің", "қызметкерлер", "қызметкерлерге", "қызметкері",
                  "қызметкерлеріміз", "қызметкерімен"},
                 {"мектеп", "мектебі", "мектептің", "мектептер", "мектебінде", "мектебінен"},
                 {"қала", "қаланың", "қаласы", "қалада", "қаладан", "қалалар", "қаласында"},
                 {"жемқорлық", "жемқорлығы", "жемқорлықпен", "жемқорлыққа"},
                 {"жұмыс", "жұмысы", "жұмысқа", "жұмыста", "жұмысының"},
                 {"орын", "орны", "орнына"},
                 {"қазақстан", "қазақстанның", "қазақстанда"}},
                Language::kKk);
}

BOOST_AUTO_TEST_CASE(kazakh_forms_of_a_verb_share_a_stem) {
  CheckTogether({{"берді", "берген", "береді", "берсе", "беріп", "бермейді", "беру"},
                 {"келген", "келді", "келеді", "келмеген", "келгенде"},
                 {"құрылды", "құрылған", "құрды"}},
                Language::kKk);
}

BOOST_AUTO_TEST_CASE(kazakh_suffixes_obey_harmony_and_assimilation) {
  BOOST_TEST(Lemma("мұлтакдер", Language::kKk) == "мұлтакдер");  // дер follows no back vowel
  BOOST_TEST(Lemma("кітаплар", Language::kKk) == "кітаплар");    // тар would follow п
}

BOOST_AUTO_TEST_CASE(kazakh_endings_behind_a_hyphen_come_off) {
  CheckTogether({{"қр", "қр-ның", "қр-да"}}, Language::kKk);
  BOOST_TEST(Lemma("іс-қимыл", Language::kKk) == "іс-қимыл");
}

BOOST_AUTO_TEST_CASE(russian_forms_share_a_lemma) {
  CheckTogether({{"взятка", "взятки", "взятку", "взяткой", "взятками"},
                 {"человек", "люди", "людей"},
                 {"быть", "был", "будет"},
                 {"прийти", "пришел", "придут"}},
                Language::kRu);
}

BOOST_AUTO_TEST_CASE(english_forms_share_a_lemma) {
  CheckTogether({{"bribe", "bribes", "bribed"}, {"take", "took", "taken"}, {"person", "persons"}},
                Language::kEn);
}

BOOST_AUTO_TEST_CASE(latin_words_have_one_lemma_in_any_sentence) {
  BOOST_TEST(Lemma("tenders", Language::kRu, true) == Lemma("tenders", Language::kKk, true));
}

BOOST_AUTO_TEST_CASE(words_with_kazakh_letters_are_kazakh_in_any_sentence) {
  BOOST_TEST(Lemma("қаланың", Language::kRu) == Lemma("қаланың", Language::kKk));
}

BOOST_AUTO_TEST_CASE(words_of_other_scripts_stay) {
  BOOST_TEST(Lemma("الحق", Language::kAr) == "الحق");
}

BOOST_AUTO_TEST_CASE(the_cache_changes_nothing) {
  // More words than the cache has places, twice: whatever was overwritten is computed anew.
  nlp::Lemmatizer lemmatizer;
  std::vector<std::string> first;
  for (int round = 0; round < 2; ++round) {
    for (std::size_t i = 0; i < 50'000; ++i) {
      const std::string word = "слово" + std::to_string(i) + "ами";
      const std::string lemma(lemmatizer.Lemma(word, false, Language::kRu));
      if (round == 0) {
        first.push_back(lemma);
      } else if (lemma != first[i]) {
        BOOST_TEST(lemma == first[i]);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(long_words_and_single_letters_are_lemmatised_too) {
  const std::string word(500, 'a');
  BOOST_TEST(Lemma(word, Language::kEn, true) == word);
  BOOST_TEST(Lemma("а", Language::kKk) == "а");
  BOOST_TEST(!Lemma("я", Language::kRu).empty());
}

BOOST_AUTO_TEST_SUITE_END()
