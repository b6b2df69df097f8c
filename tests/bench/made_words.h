// Words of three made-up languages that look like Kazakh, Russian and English: built of syllables,
// with lemmas and inflected forms.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tests/bench/chance.h"

namespace bench {

enum class Tongue : std::uint8_t { kKazakh, kRussian, kEnglish };
inline constexpr std::size_t kTongues = 3;

// Folded UTF-8.
struct Spelling {
  std::string lemma, form;
};

// The words of one language. Function and content words have ids from 0, the frequent ones first;
// names and rare words are without end and spelled when they are drawn.
class Lexis {
 public:
  static constexpr std::uint32_t kFunctionWords = 160;
  static constexpr std::uint32_t kForms = 8;  // of a content word or name; 0 is the lemma

  Lexis(Tongue tongue, std::uint32_t content_words, std::uint64_t seed);

  std::string_view function(std::uint32_t id) const { return function_[id]; }
  std::uint32_t content_words() const { return static_cast<std::uint32_t>(content_.size()); }
  // All three overwrite `out`; `form` below kForms. Another rank gives another name or rare word.
  void Content(std::uint32_t id, std::uint32_t form, Spelling& out) const;
  void Name(std::uint32_t rank, std::uint32_t form, Spelling& out) const;
  void Rare(std::uint32_t rank, Spelling& out) const;

 private:
  struct Word {
    std::uint32_t stem_at;  // in stems_
    std::uint16_t stem_size;
    std::uint8_t kind, paradigm;
  };

  Tongue tongue_;
  std::vector<std::string> function_;
  std::vector<Word> content_;
  std::string stems_;
};

// Appends `word` with its first letter in upper case.
void AppendCapitalized(std::string_view word, std::string& out);

}  // namespace bench
