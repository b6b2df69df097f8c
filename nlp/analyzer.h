// Text to NormalizedText: repaired, split into sentences and tokens, lemmatised, with the two
// one-byte streams.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "core/normalized_text.h"

namespace nlp {

// Changes whenever the same text may give other tokens, lemmas or streams.
inline constexpr std::uint32_t kNlpVersion = 3;

// Longer text is analysed up to here: the offsets into streams and words are 32 bits, and each may
// be up to three times as long as its text.
inline constexpr std::size_t kMaxTextBytes = std::size_t{1} << 30;

// Immutable after construction and thread-safe; each thread brings its own Scratch.
class Analyzer {
 public:
  // Memory that calls reuse. One per thread.
  class Scratch {
   public:
    Scratch();
    ~Scratch();
    Scratch(Scratch&&) noexcept;
    Scratch& operator=(Scratch&&) noexcept;

   private:
    friend class Analyzer;
    struct Impl;
    std::unique_ptr<Impl> impl_;
  };

  Analyzer();
  ~Analyzer();

  // Analyses `text`: UTF-8, invalid bytes count as U+FFFD, one byte each. `hint`: the language the
  // source declares; decides only where the text itself does not. Overwrites `out` and reuses its
  // memory. Linear time. Offsets in `out` are bytes of `text`. Kazakh sentences in Latin or Arabic
  // letters get Cyrillic norms, lemmas and streams.
  void Analyze(std::string_view text, core::Language hint, Scratch& scratch,
               core::NormalizedText& out) const;
  // The same for text of a known language, however it looks: the words of rules. Kazakh must be in
  // Cyrillic.
  void AnalyzeAs(std::string_view text, core::Language language, Scratch& scratch,
                 core::NormalizedText& out) const;

 private:
  struct Impl;
  std::unique_ptr<const Impl> impl_;
};

}  // namespace nlp
