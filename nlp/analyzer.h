// Text to NormalizedText: repaired, split into sentences and tokens, lemmatised, with the two
// one-byte streams.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "core/normalized_text.h"

namespace nlp {

// Changes whenever the same text may give other tokens, lemmas or streams.
inline constexpr std::uint32_t kNlpVersion = 1;

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

  // Analyses `text`: UTF-8, invalid bytes count as U+FFFD, one byte each. At most 4 GiB minus one
  // byte. `hint`: the language the source declares; decides only where the text itself does not.
  // Overwrites `out` and reuses its memory. Linear time. Offsets in `out` are bytes of `text`.
  void Analyze(std::string_view text, core::Language hint, Scratch& scratch,
               core::NormalizedText& out) const;

 private:
  struct Impl;
  std::unique_ptr<const Impl> impl_;
};

}  // namespace nlp
