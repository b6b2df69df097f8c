// Keyphrases of a set of texts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/normalized_text.h"

namespace nlp {

struct Keyphrase {
  std::string text;   // as a reader wants to see it: a form that occurs, nominative if one does
  std::string lemma;  // of its words, with single spaces between them
  double score = 0;
  std::uint32_t count = 0;      // occurrences
  std::uint32_t documents = 0;  // texts with it
};

// Collects word sequences that may be terms (noun phrases of Kazakh, Russian and English, told by
// endings and lists of words), counted by their lemmas, and ranks them by C-value (Frantzi,
// Ananiadou, Mima 2000) with the length weighted by log2(n + 1), so that single words take part.
// Memory is bounded: beyond `max_candidates` rare ones are forgotten by lossy counting (Manku,
// Motwani 2002). Not thread-safe.
class KeyphraseCounter {
 public:
  static constexpr std::size_t kMaxWords = 4;

  explicit KeyphraseCounter(std::size_t max_candidates = 100'000);
  ~KeyphraseCounter();
  KeyphraseCounter(KeyphraseCounter&&) noexcept;
  KeyphraseCounter& operator=(KeyphraseCounter&&) noexcept;

  // Counts the phrases of `text`, which is what the Analyzer made of `original`. Linear time.
  void Add(std::string_view original, const core::NormalizedText& text);
  // Forgets all texts and keeps the memory.
  void Clear();
  std::uint32_t documents() const;

  // The best `limit` phrases, best first; equal scores in the order of first occurrence. With a
  // `background`, what is more frequent here than there scores higher: the score is multiplied by
  // log2(1 + ratio of the shares of texts), at most by 4.
  std::vector<Keyphrase> Top(std::size_t limit, const KeyphraseCounter* background = nullptr) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace nlp
