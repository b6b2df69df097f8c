// Which lists of the lexicon a word of a text stands in.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "classify/lexicon.h"
#include "classify/word_index.h"
#include "core/normalized_text.h"
#include "nlp/analyzer.h"

namespace classify {

// The single words of all lists, of all languages together: who writes Kazakh mixes in Russian
// words. Phrases and numbers are left out. Immutable and thread-safe.
class ListWords {
 public:
  // Lists that cannot be read give no words; the matcher tells of them.
  ListWords(const std::vector<WordList>& lists, const nlp::Analyzer& analyzer);

  // Appends the numbers of the lists that have the token's lemma, its form or its beginning; each
  // once, in ascending order.
  void Find(const core::NormalizedText& text, const core::Token& token,
            std::vector<std::uint32_t>& found) const;

 private:
  WordIndex words_;
};

}  // namespace classify
