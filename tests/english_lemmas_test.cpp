#include "nlp/english_lemmas.h"

#include <boost/test/unit_test.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/lemma_words.h"

namespace {

void Check(const std::vector<fixture::Word>& words) {
  std::string out;
  fixture::CheckLemmas(words, [&](std::string_view form) { return nlp::EnglishLemma(form, out); });
}

}  // namespace

BOOST_AUTO_TEST_SUITE(english_lemmas_test)

BOOST_AUTO_TEST_CASE(nouns_go_to_the_singular) {
  Check({{"bribe", {"bribe", "bribes"}},
         {"company", {"companies"}},
         {"box", {"boxes"}},
         {"knife", {"knives"}},
         {"child", {"children"}},
         {"bus", {"bus", "buses"}},
         {"analysis", {"analyses"}}});
}

BOOST_AUTO_TEST_CASE(verbs_go_to_the_base_form) {
  Check({{"plan", {"planned", "planning", "plans"}},
         {"forge", {"forged", "forging"}},
         {"deny", {"denied", "denies"}},
         {"take", {"took", "taken", "taking"}},
         {"be", {"is", "were", "been"}},
         {"lie", {"lying"}},
         {"commit", {"committed"}}});
}

BOOST_AUTO_TEST_CASE(degrees_go_to_the_positive) {
  Check({{"good", {"better", "best"}},
         {"cheap", {"cheaper", "cheapest"}},
         {"big", {"bigger"}},
         {"dirty", {"dirtier"}}});
}

BOOST_AUTO_TEST_CASE(pronouns_go_to_the_subject_form) {
  Check({{"i", {"me"}}, {"they", {"them"}}, {"this", {"these"}}, {"his", {"his"}}});
}

BOOST_AUTO_TEST_CASE(what_only_looks_like_a_form_stays) {
  Check({{"bed", {"bed"}},
         {"this", {"this"}},
         {"always", {"always"}},
         {"spring", {"spring"}},
         {"during", {"during"}},
         {"news", {"news"}},
         {"texas", {"texas"}},
         {"thing", {"thing", "things"}}});
}

BOOST_AUTO_TEST_CASE(contractions_and_possessives_go_to_their_word) {
  Check({{"do", {"don't", "didn't"}}, {"mayor", {"mayor's"}}, {"can", {"can't"}}});
}

BOOST_AUTO_TEST_CASE(unknown_words_are_guessed_by_their_ending) {
  Check({{"blockchain", {"blockchains"}}, {"cryptobribe", {"cryptobribes"}}, {"xqz", {"xqz"}}});
}

BOOST_AUTO_TEST_CASE(the_last_part_of_a_compound_inflects) {
  Check({{"whistle-blower", {"whistle-blowers"}}, {"co-owner", {"co-owners"}}});
}

BOOST_AUTO_TEST_SUITE_END()
