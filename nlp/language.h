// The language of a piece of text, from a weighted table of letters, endings and frequent words.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <unordered_map>

#include "core/normalized_text.h"
#include "nlp/character.h"
#include "nlp/tokenizer.h"

namespace nlp {

// The script of text with so many letters of each: kMixed if a tenth or more of them belong to a
// second script.
core::Script ScriptOf(std::uint64_t cyrillic, std::uint64_t latin, std::uint64_t arabic);

// What speaks for each language in one piece of text. Pieces add up.
struct LanguageEvidence {
  std::array<float, core::kLanguages> score{};
  std::uint32_t cyrillic = 0, latin = 0, arabic = 0;  // letters

  LanguageEvidence& operator+=(const LanguageEvidence& other);
  core::Script script() const { return ScriptOf(cyrillic, latin, arabic); }
};

struct LanguageVerdict {
  core::Language language = core::Language::kUnknown;
  float confidence = 0;  // 0..1
};

// Immutable after construction and thread-safe.
class LanguageDetector {
 public:
  LanguageDetector();

  // The evidence of `tokens`, whose norms are in `words` and whose notes run parallel. Looks at a
  // bounded number of letters and words.
  LanguageEvidence Weigh(std::string_view words, std::span<const core::Token> tokens,
                         std::span<const TokenNote> notes) const;

  // The language the evidence speaks for; `fallback` where it does not clearly speak for another.
  LanguageVerdict Decide(const LanguageEvidence& evidence, core::Language fallback) const;

 private:
  using Weights = std::array<float, core::kLanguages>;
  struct Tally;
  static constexpr std::size_t kFlat = 0x700;  // letters of the Latin, Cyrillic and Arabic blocks

  std::array<std::uint8_t, kFlat> row_of_letter_{};  // 0: says nothing
  std::array<LetterScript, kFlat> script_of_letter_{};
  std::array<bool, kFlat> combines_{};  // may be the middle letter of a combination
  std::array<Weights, 64> letter_rows_{};
  std::unordered_map<std::uint64_t, Weights> words_;  // by hash of the norm
};

}  // namespace nlp
