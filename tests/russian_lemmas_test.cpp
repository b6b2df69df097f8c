#include "nlp/russian_lemmas.h"

#include <boost/test/unit_test.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/lemma_words.h"

namespace {

void Check(const std::vector<fixture::Word>& words) {
  std::string out;
  fixture::CheckLemmas(
      words, [&](std::string_view form) { return nlp::RussianLemma(form, out).value_or("none"); });
}

}  // namespace

BOOST_AUTO_TEST_SUITE(russian_lemmas_test)

BOOST_AUTO_TEST_CASE(nouns_go_to_the_nominative_singular) {
  Check({{"взятка", {"взятка", "взятки", "взяткой", "взяток"}},
         {"договор", {"договора", "договоров", "договорам"}},
         {"больница", {"больницы", "больнице", "больниц"}},
         {"окно", {"окна", "окон"}},
         {"отец", {"отца", "отцами"}},
         {"учитель", {"учителя", "учителей"}}});
}

BOOST_AUTO_TEST_CASE(words_with_several_stems_have_one_lemma) {
  Check({{"человек", {"люди", "людьми", "человеку"}},
         {"ребенок", {"дети", "детей", "ребенка"}},
         {"год", {"лет", "года", "годах"}},
         {"идти", {"шел", "шли", "иду"}},
         {"хороший", {"хорошая", "лучше"}},
         {"плохой", {"хуже", "плохими"}},
         {"я", {"меня", "мне", "мной"}}});
}

BOOST_AUTO_TEST_CASE(verbs_go_to_their_infinitive_and_keep_the_reflexive) {
  Check({{"украсть", {"украл", "украдут", "украли"}},
         {"разобрать", {"разберу", "разобрали"}},
         {"подписать", {"подпишет", "подписала"}},
         {"называться", {"называется", "назывались"}},
         {"заявить", {"заявил", "заявят"}},
         {"прийти", {"пришел", "придут"}}});
}

BOOST_AUTO_TEST_CASE(participles_and_gerunds_go_to_the_infinitive) {
  Check({{"построить", {"построенный", "построенного", "построен", "построены"}},
         {"похитить", {"похищенные", "похищен"}},
         {"работать", {"работавшего", "работая"}},
         {"являться", {"являющийся", "являющихся"}},
         {"рассматривать", {"рассматриваемых"}},
         {"найти", {"найденный", "нашедший"}}});
}

BOOST_AUTO_TEST_CASE(participles_that_became_other_words_are_their_own_lemmas) {
  Check({{"следующий", {"следующие"}}, {"бывший", {"бывшего"}}, {"ученый", {"ученым"}}});
}

BOOST_AUTO_TEST_CASE(comparatives_go_to_the_positive_and_superlatives_stay) {
  Check({{"красивый", {"красивее"}}, {"дорогой", {"дороже"}}, {"важнейший", {"важнейшие"}}});
}

BOOST_AUTO_TEST_CASE(of_several_lemmas_the_most_usual_one_is_taken) {
  Check({{"стать", {"стали"}}, {"сесть", {"сели"}}, {"дорога", {"дороги"}}, {"мера", {"мер"}}});
}

BOOST_AUTO_TEST_CASE(words_of_kazakhstan_are_known) {
  Check({{"акимат", {"акиматов", "акимату"}},
         {"маслихат", {"маслихатом"}},
         {"госзакупка", {"госзакупках"}},
         {"тенге", {"тенге"}},
         {"антикор", {"антикору"}},
         {"казахстан", {"казахстане"}},
         {"шымкент", {"шымкенте"}},
         {"казахстанец", {"казахстанцев"}}});
}

BOOST_AUTO_TEST_CASE(names_are_declined) {
  Check({{"абдрахманов", {"абдрахманова", "абдрахмановым"}},
         {"айдар", {"айдара", "айдаром"}},
         {"мария", {"марии", "марию"}}});
}

BOOST_AUTO_TEST_CASE(unknown_words_are_guessed_by_their_ending) {
  Check({{"флюгельгорн", {"флюгельгорн"}},
         {"зурбагановский", {"зурбагановского", "зурбагановскими"}},
         {"цифровизировать", {"цифровизировали", "цифровизирует"}},
         {"экскурсоводность", {"экскурсоводностью"}}});
}

BOOST_AUTO_TEST_CASE(the_last_part_of_a_compound_inflects) {
  Check({{"премьер-министр", {"премьер-министра"}},
         {"экс-аким", {"экс-акимом"}},
         {"псевдоаудитор", {"псевдоаудиторами"}},
         {"кто-то", {"кого-то", "кому-то"}},
         {"по-новому", {"по-новому"}},
         {"14-й", {"14-го", "14-му"}}});
}

BOOST_AUTO_TEST_CASE(abbreviations_and_particles_stay) {
  Check({{"тоо", {"тоо"}}, {"гкб", {"гкб"}}, {"в", {"в"}}, {"при", {"при"}}, {"или", {"или"}}});
}

BOOST_AUTO_TEST_CASE(a_word_with_foreign_letters_is_not_russian) {
  std::string out;
  BOOST_TEST(!nlp::RussianLemma("қаланың", out).has_value());
  BOOST_TEST(nlp::RussianLemma("слово1", out).value_or("none") == "слово1");
}

BOOST_AUTO_TEST_CASE(odd_words_are_no_trouble) {
  std::string out;
  for (const std::string_view word : {"-", "--", "а-", "-то", "-го", "5-", "по-", "ь", "ьь-ьь"}) {
    nlp::RussianLemma(word, out);
  }
  std::string longest;
  while (longest.size() < 120) longest += "я";
  BOOST_TEST(nlp::RussianLemma(longest, out).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
