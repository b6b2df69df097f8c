// Text made comparable: what the Analyzer gives for one field, and all that later stages need of
// it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/language.h"

namespace core {

enum class Script : std::uint8_t { kNone, kCyrillic, kLatin, kArabic, kMixed };
// "cyrl", "latn", "arab", "mixed"; "" for kNone (ISO 15924, lower case).
std::string_view Code(Script script);

// Traits of a token, as bits.
enum TokenTrait : std::uint8_t {
  kWord = 1,         // has a letter
  kNumber = 2,       // has a digit
  kCapitalized = 4,  // first letter is upper case
  kAllCaps = 8,      // two or more letters, all upper case
  kSentenceStart = 16,
  kPunctuation = 32,  // neither letter nor digit: not in the streams
};

// One token. `begin`, `end`: bytes in the original field, half-open. The other numbers index
// NormalizedText.
struct Token {
  std::uint32_t begin = 0, end = 0;
  std::uint32_t norm_at = 0, lemma_at = 0;      // in `words`
  std::uint16_t norm_size = 0, lemma_size = 0;  // bytes
  std::uint32_t lemma_stream_at = 0;            // first byte of the token in the lemma stream
  std::uint32_t surface_stream_at = 0;          // first byte of the token in the surface stream
  std::uint8_t traits = 0;                      // TokenTrait bits
};

// One sentence. `begin`, `end`: bytes in the original field, half-open. Tokens and streams likewise
// half-open.
struct Sentence {
  std::uint32_t begin = 0, end = 0;
  std::uint32_t first_token = 0, end_token = 0;
  std::uint32_t lemma_stream_begin = 0, lemma_stream_end = 0;
  std::uint32_t surface_stream_begin = 0, surface_stream_end = 0;
  Language language = Language::kUnknown;
};

// The streams hold one byte per character in the alphabet of nlp/alphabet.h: every sentence is
// SENTENCE ' ' token ' ' token ' ' ... token ' ', so that a pattern with its spaces matches whole
// tokens only.
struct NormalizedText {
  std::string words;  // UTF-8: norms and lemmas of the tokens, back to back
  std::vector<Token> tokens;
  std::vector<Sentence> sentences;
  std::string lemma_stream;
  std::string surface_stream;
  Language language = Language::kUnknown;  // of the whole field
  float confidence = 0;                    // of `language`, 0..1
  Script script = Script::kNone;
  std::uint32_t nlp_version = 0;  // changes when the same text may give other streams

  std::string_view norm(const Token& token) const {
    return std::string_view(words).substr(token.norm_at, token.norm_size);
  }
  std::string_view lemma(const Token& token) const {
    return std::string_view(words).substr(token.lemma_at, token.lemma_size);
  }
  // The lemma as it stands in the lemma stream, one byte a character; empty for punctuation.
  std::string_view lemma_code(const Token& token) const {
    if ((token.traits & kPunctuation) != 0) return {};
    const std::string_view rest = std::string_view(lemma_stream).substr(token.lemma_stream_at);
    return rest.substr(0, rest.find(' '));
  }
  std::span<const Token> tokens_of(const Sentence& sentence) const {
    return std::span(tokens).subspan(sentence.first_token,
                                     sentence.end_token - sentence.first_token);
  }
  void Clear();  // empties it and keeps the memory
};

}  // namespace core
