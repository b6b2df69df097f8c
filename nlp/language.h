// The language of a piece of text, and how Kazakh is written in it, by the n-grams of its words.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "core/language.h"
#include "core/normalized_text.h"
#include "nlp/ngram_model.h"
#include "nlp/tokenizer.h"

namespace nlp {

// The script of text with so many letters of each: kMixed if a tenth or more of them belong to a
// second script.
core::Script ScriptOf(std::uint64_t cyrillic, std::uint64_t latin, std::uint64_t arabic);

// How Kazakh is written.
enum class KazakhWriting : std::uint8_t {
  kNone,  // the text is in another language
  kCyrillic,
  kRussianLetters,  // without the letters that a Russian keyboard lacks
  kDigits,          // with digits in their place: the same keys
  kLatin2021,       // ä, ğ, ñ, ş
  kLatin2018,       // á, ǵ, ń, sh, and its forerunner with apostrophes
  kLatinInformal,   // ASCII
  kArabic,
};

// What the model tells apart, in the order of scripts/train_language: the classes of each script
// follow one another.
enum class LanguageClass : std::uint8_t {
  kKk,
  kKkRussianLetters,
  kKkDigits,
  kRu,
  kKy,
  kTt,
  kBa,
  kUz,
  kTg,
  kUk,
  kBe,
  kBg,
  kMn,
  kKkLatin2021,
  kKkLatin2018,
  kKkLatinInformal,
  kEn,
  kTr,
  kUzLatin,
  kKkArabic,
  kAr,
  kFa,
  kUg,
};
inline constexpr std::size_t kLanguageClasses = 23;

// What speaks for each class in one piece of text. Pieces add up.
struct LanguageEvidence {
  std::array<float, kLanguageClasses> score{};        // NgramModel::kUnit to a nat
  std::uint32_t cyrillic = 0, latin = 0, arabic = 0;  // letters

  LanguageEvidence& operator+=(const LanguageEvidence& other);
  core::Script script() const { return ScriptOf(cyrillic, latin, arabic); }
};

struct LanguageVerdict {
  core::Language language = core::Language::kUnknown;
  float confidence = 0;  // 0..1: how often such a verdict is right
  KazakhWriting writing = KazakhWriting::kNone;
};

// Immutable after construction and thread-safe.
class LanguageDetector {
 public:
  // The first one reads the model that is part of the program, which all share.
  LanguageDetector();

  // The evidence of `tokens`, whose norms are in `words` and whose notes run parallel. Counts the
  // letters of a bounded number of words, and weighs some of them, spread evenly, until sure;
  // fewer are enough if they speak for the language `around` the tokens.
  LanguageEvidence Weigh(std::string_view words, std::span<const core::Token> tokens,
                         std::span<const TokenNote> notes, core::Language around,
                         WeightCache& cache) const;
  // The same of web addresses alone, for text that has no words.
  LanguageEvidence WeighAddresses(std::string_view words, std::span<const core::Token> tokens,
                                  std::span<const TokenNote> notes) const;

  // The language that leads in the evidence, however little.
  static core::Language Leader(const LanguageEvidence& evidence);

  // The language the evidence speaks for; `fallback` where it does not clearly speak for another.
  LanguageVerdict Decide(const LanguageEvidence& evidence, core::Language fallback) const;

 private:
  const NgramModel& model_;
};

}  // namespace nlp
