// Regular expressions over surface forms: their reference, and their translation for Hyperscan.
//
// Under `regex:` a rule has expressions in the dialect of Hyperscan, which is PCRE without
// backtracking, for what classify/pattern.h cannot say. They see the surface stream: the forms of
// a sentence in lower case, ё as е, Kazakh in Cyrillic, one space between tokens, no punctuation.
// A match covers whole tokens within one sentence; the leftmost counts, the longest of those.
//
//   abc абв 12 -          themselves, and a space: the end of one token and the begin of the next
//   .                     any character of a token; also what is neither letter, digit nor hyphen,
//                         and so cannot be written itself, as the comma of 2,5
//   [абв] [а-яәғқңөұүһі] [^0-9]     one of these; one character of a token that is none of these
//   \d \w \s  \D \W \S    digit, letter or digit, space; a character of a token that is not
//   \-                    a hyphen, also between characters in brackets: [а\-я]
//   (a|b) (?:a|b)         one of these
//   a? a{2} a{1,5}        none or one, two, one to five
//
// Nothing in it is unbounded: a*, a+, a{2,}, back references, looks around, anchors and inline
// options are refused, as are capitals, which the stream does not have.
#pragma once

#include <cstdint>
#include <string>

#include "classify/lexicon.h"
#include "core/expected.h"

namespace classify {

struct Regex {
  std::string expression;        // in bytes of the stream, for Hyperscan
  std::uint32_t max_bytes = 0;   // of a match
  std::uint32_t max_tokens = 0;  // of a match
};

inline constexpr std::uint32_t kMaxRegexBytes = 100;      // of the stream that a match may cover
inline constexpr std::uint32_t kMaxRegexPositions = 400;  // characters, repetitions written out
inline constexpr int kMaxRegexDepth = 20;                 // of brackets

// Reads `pattern.text`. The error names file, line and column of the place inside the expression,
// what is wrong and a hint; of what is too large also how large it is.
core::Expected<Regex> ParseRegex(const Pattern& pattern);

}  // namespace classify
