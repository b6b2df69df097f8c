// Words with their forms, as suites of lemmas list them.
#pragma once

#include <boost/test/unit_test.hpp>
#include <string_view>
#include <vector>

namespace fixture {

struct Word {
  std::string_view lemma;
  std::vector<std::string_view> forms;
};

// Checks that `lemma_of(form)` is the lemma of each form.
template <typename LemmaOf>
void CheckLemmas(const std::vector<Word>& words, LemmaOf lemma_of) {
  for (const Word& word : words) {
    for (const std::string_view form : word.forms) BOOST_TEST(lemma_of(form) == word.lemma, form);
  }
}

}  // namespace fixture
