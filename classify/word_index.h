// The words that something asks for, by number, and which of them a token is.
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
  // The number of the word, counted from 0; made if there is none.
  std::uint32_t Add(WordPart part, std::string_view word);
  // How many there are.
  std::uint32_t size() const { return size_; }
  // Appends the numbers of the words that a token of this lemma and form is.
  void Find(std::string_view lemma, std::string_view form,
            std::vector<std::uint32_t>& numbers) const;

 private:
  std::uint32_t size_ = 0;
  nlp::FlatTable<std::uint32_t> number_of_;  // by part and word, from 1
  std::set<std::size_t> beginnings_;         // their sizes in bytes
};

}  // namespace classify
