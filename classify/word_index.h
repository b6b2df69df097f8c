// Where words are listed: by lemma, form or beginning to the numbers of what names them.
#pragma once

#include <cstdint>
#include <set>
#include <string_view>
#include <vector>

#include "nlp/flat_table.h"

namespace classify {

// Of a token, what a listed word must be equal to.
enum class WordPart : std::uint64_t { kLemma, kForm, kBeginning };

// Words in one writing, UTF-8 or codes of the streams: who inserts and who asks must agree. Filled
// first, then asked by any number of threads.
class WordIndex {
 public:
  // Numbers must not get smaller from one call to the next.
  void Insert(WordPart part, std::string_view word, std::uint32_t number);
  // Appends the numbers of the words that a token of this lemma and form has. Several words of one
  // number may give it more than once.
  void Find(std::string_view lemma, std::string_view form,
            std::vector<std::uint32_t>& numbers) const;

 private:
  nlp::FlatTable<std::uint32_t> list_of_;          // by part and word: in `lists_`, from 1
  std::vector<std::vector<std::uint32_t>> lists_;  // of numbers
  std::set<std::size_t> beginnings_;               // their sizes in bytes
};

}  // namespace classify
