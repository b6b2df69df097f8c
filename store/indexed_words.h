// The words of a document as the index takes them in.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/normalized_text.h"

namespace store {

struct IndexedWords {
  struct Word {
    std::uint32_t key_end = 0;  // of its key, in `keys`
    std::uint32_t payload = 0;
    std::uint32_t positions_end = 0;  // in `positions`
  };

  // Keys of postings back to back, ascending, each with room for its segment at the end.
  std::string keys;
  std::string positions;
  std::vector<Word> words;
  std::uint32_t tokens = 0;  // how many the words stand for: the length that BM25 wants
};

IndexedWords IndexWords(const core::NormalizedText& title, const core::NormalizedText& text);

}  // namespace store
