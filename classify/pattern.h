// The rule language: one pattern as a tree, and its parser.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "classify/lexicon.h"
#include "core/expected.h"

namespace classify {

// What the writing of a word asks of a token.
enum class WordKind : std::uint8_t {
  kLemma,         // взятка       any form of the word
  kForm,          // "взятку"     exactly this form, in any case of letters
  kPrefix,        // взятк*       forms that begin so
  kAbbreviation,  // МВД          these capitals, perhaps with an ending: МВД-ға
  kNumber,        // #            a number in digits
  kName,          // Орал         in Kazakh: exactly this form, perhaps with endings of a noun
};

struct PatternNode {
  enum class Kind : std::uint8_t { kWord, kSequence, kChoice, kList };
  Kind kind = Kind::kSequence;
  bool optional = false;  // kWord, kChoice, kList: may be absent
  // Up to so many tokens may stand between this item and the one before it in its sequence.
  std::uint8_t gap = 0;
  WordKind word = WordKind::kLemma;
  bool capitalized = false;           // only where the text has a capital first letter
  std::string text;                   // the word, or the name of the list
  std::vector<PatternNode> children;  // of a sequence: items; of a choice: sequences
  int column = 0;                     // in the pattern, characters from 1
};

// A pattern: parts that must all stand in one sentence. The first is a sequence; the others stand
// near it, in any order.
struct PatternTree {
  std::vector<PatternNode> parts;
};

inline constexpr int kMaxGap = 20;            // ~20
inline constexpr int kMaxPatternDepth = 8;    // of brackets
inline constexpr int kMaxPatternWords = 200;  // of one pattern
inline constexpr int kMaxPartDistance = 30;   // tokens between the first part and another

// Reads `pattern.text`:
//   word "exact form" prefix* ABBR #     see WordKind; Word, Word*: only where capitalized
//   (a | b c)                            one of these
//   item?                                or nothing
//   a ~3 b                               up to three tokens between a and b; none without it
//   <name>                               one of the words of that list
//   a & b                                a and b in one sentence, in any order, at most
//                                        kMaxPartDistance tokens apart
// The error names file, line and column of the place inside the pattern, what is wrong and a hint.
core::Expected<PatternTree> ParsePattern(const Pattern& pattern);

}  // namespace classify
