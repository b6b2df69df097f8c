// Word to lemma.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "core/language.h"

namespace nlp {

// Gives the forms of a word one lemma: by RussianLemma, EnglishLemma and LemmatizeKazakh. A pure
// function of norm and language, so that rules and texts agree on a word whatever stands beside it;
// the object holds a cache of bounded size. Not thread-safe.
class Lemmatizer {
 public:
  Lemmatizer();
  ~Lemmatizer();
  Lemmatizer(const Lemmatizer&) = delete;
  Lemmatizer& operator=(const Lemmatizer&) = delete;

  // The lemma of a folded word in a sentence of `language`. A word in Latin letters is taken for
  // English whatever its sentence is, so that rules and texts agree on it. A beginning of `norm`
  // itself, or valid until the next call.
  std::string_view Lemma(std::string_view norm, bool is_latin, core::Language language) {
    return Lemma(norm, Prepare(norm, is_latin, language));
  }

  // The same in two steps, the first of which fetches the place in the cache: a caller who prepares
  // some words ahead does not wait for memory.
  struct Prepared {
    std::uint64_t hash = 0;
    std::uint8_t method = 0;
  };
  Prepared Prepare(std::string_view norm, bool is_latin, core::Language language) const;
  std::string_view Lemma(std::string_view norm, Prepared prepared);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace nlp
