// Text to tokens with their folded, repaired norms.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/normalized_text.h"
#include "nlp/character.h"
#include "nlp/mark.h"

namespace nlp {

// What stands before a token, as bits.
enum Gap : std::uint8_t { kGapNone = 0, kGapSpace = 1, kGapNewline = 2 };

// What the later steps need of a token beside core::Token.
struct TokenNote {
  std::uint8_t gap = kGapNone;
  std::uint8_t scripts = kNoScript;  // LetterScript bits of its letters after repair
  bool is_address = false;           // e-mail, URL or @handle
  Mark mark = Mark::kNone;           // of punctuation
  std::uint16_t letters = 0;         // of a word
};

// A longer run of letters is cut into several tokens, so that sizes fit their fields and no later
// step sees a word without bounds.
inline constexpr std::size_t kMaxNormBytes = 1000;

// Splits text into words, numbers and marks:
// - a hyphen or an apostrophe between letters or digits belongs to the word (ҚР-ның, COVID-19);
// - so does a dot, comma or colon between digits (1,5; 12.05.2024; 10:30);
// - an e-mail address, a URL or an @handle is one word;
// - a run of one punctuation mark is one token whose norm is that mark once;
// - soft hyphens, zero-width characters and stress marks vanish from norms, combining marks that
//   make a letter with their base are composed.
// Keeps its memory from call to call.
class Tokenizer {
 public:
  // Appends norms to `words` and tokens to `tokens`; `notes` runs parallel to `tokens`. Linear
  // time.
  void Tokenize(std::string_view text, std::string& words, std::vector<core::Token>& tokens,
                std::vector<TokenNote>& notes);

 private:
  std::u32string repaired_;  // the word under repair
};

}  // namespace nlp
