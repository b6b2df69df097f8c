#include "nlp/word_list.h"

#include "nlp/search_key.h"

namespace nlp {

WordList::WordList(std::string_view words) {
  ForEachWord(words, [&](std::string_view word) { keys_.insert(WithoutKazakhLetters(word)); });
}

bool WordList::Has(std::string_view word) const {
  return !word.empty() && keys_.contains(WithoutKazakhLetters(word));
}

}  // namespace nlp
