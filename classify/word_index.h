// The words that something asks for, by number, and which of them a token is.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "nlp/flat_table.h"

namespace classify {

// Of a token, what a listed word must be equal to.
enum class WordPart : std::uint64_t { kLemma, kForm, kBeginning };

// Words in one writing, UTF-8 or codes of the streams: who adds and who asks must agree. Filled
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
  static constexpr std::size_t kPlaces = 1u << 12;
  static constexpr std::size_t kLong = 63;  // bytes

  // Of words of at least two bytes, which begin with these two.
  static std::size_t PlaceOf(std::string_view word) {
    const auto first = static_cast<unsigned char>(word[0]);
    return (first * 61u + static_cast<unsigned char>(word[1])) % kPlaces;
  }

  std::uint32_t size_ = 0;
  nlp::FlatTable<std::uint32_t> number_of_;  // by part and word, from 1
  // The sizes of the beginnings there are, in bytes: a bit each, the last of all long ones; of
  // those with two bytes and more by how they begin.
  std::uint64_t short_sizes_ = 0;
  std::vector<std::uint64_t> sizes_ = std::vector<std::uint64_t>(kPlaces);
};

}  // namespace classify
