// Words that belong to classes, by lists with marks for their endings. Private to the masker.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

#include "nlp/flat_table.h"
#include "nlp/name_key.h"

namespace nlp {

// A file of nlp/data has lines "class: words"; behind a word * lets Russian endings follow, ~
// Kazakh ones. Of several entries that fit, the longest counts.
class WordClasses {
 public:
  using Name = std::pair<std::string_view, std::uint32_t>;  // of a class, and its bit

  WordClasses(std::string_view file, std::span<const Name> names);

  std::uint32_t Of(const NameKey& key) const;

 private:
  struct Entry {
    std::uint32_t exact = 0, russian = 0, kazakh = 0;
  };

  void Add(std::string_view word, std::uint32_t bit);

  FlatTable<Entry> entries_;
};

// A Kazakh stem, as a key, as it is before a vowel: алаяқ, алаяғы; "" if it stays.
std::string SoftenedStem(std::string key);
// UTF-8 folded as norms of tokens are.
std::string FoldedWord(std::string_view word);

}  // namespace nlp
