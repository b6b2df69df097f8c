// The rule language: its reference, one pattern as a tree, and the parser of patterns.
//
// A list and a rule in a lexicon file:
//
//   lists:
//     - {name: money, ru: [деньги, "крупный сумма"], kk: [ақша]}      # patterns without '&'
//   rules:
//     - id: act.official_took_money     # unique; evidence names it
//       title: An official took money   # for people
//       why: Money that an official takes from people is often a bribe.
//       version: 2                      # 1 if absent; goes along with evidence
//       weight: 0.75                    # 1 if absent; what it is worth, 0 to 10
//       emits: [{act: true}, {sphere: health}]      # see classify::Emission
//       match:                          # patterns, any of them
//         ru: ["<take> ~6 <money>"]     # kk, ru, en: in sentences of that language
//         any: [МВД]                    # in those of all three
//       regex: {ru: ['\d{3} тг']}       # the same, see classify/regex.h
//       field: title                    # or text; both if absent
//       same: paragraph                 # where the parts of a & b stand: sentence (if
//                                       # absent), paragraph or document
//       in_order: true                  # as written; in any order if absent
//       require:                        # each of these must stand near a match
//         - {within: 5, where: before, ru: [врач]}
//       forbid:                         # and none of these
//         - {within: sentence, ru: [карты, "<game>"], kk: [карта]}
//       examples: {match: ["Врач взял деньги."], no_match: ["Врач взял книгу."]}
//
// `within` is a number of tokens on each side of the match (1 to kMaxGuardTokens, across
// sentences of the field), or the sentence (if absent), paragraph or document of the match.
// `where`: before, after or around the match (if absent), which includes it. A guard holds if one
// of its patterns, which are without '&', lies as a whole within the window, in a sentence of its
// language. Paragraphs are parted by line breaks; a document is its title, then its text.
//
// Patterns see words and numbers, no punctuation, and none matches beyond a sentence. Of one
// pattern the leftmost match counts, the longest of those that begin there, and the next begins
// behind it; guards are asked then. A match of a & b is found where its first part is, at its
// longest:
//   - In one sentence it reaches over all parts: of each the one nearest to the first, at its
//     longest, the leftmost of those equally near, at most kMaxPartDistance tokens away. A part
//     may overlap the first.
//   - In one sentence and in order it is what a ~30 b would match, however long.
//   - Otherwise it is the first part alone; the others stand somewhere in the scope, in order
//     each behind the one before it.
//
// A pattern whose rarest words are frequent is refused, with its cost: how often it would have to
// be looked at in 1,000 words of ordinary text of its language (classify/sample_texts.h). The limit
// is 30, about what "and" would cost.
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

// A pattern: parts that must all be there. Each is a sequence.
struct PatternTree {
  std::vector<PatternNode> parts;
};

inline constexpr int kMaxGap = 20;            // ~20
inline constexpr int kMaxPatternDepth = 8;    // of brackets
inline constexpr int kMaxPatternWords = 200;  // of one pattern
inline constexpr int kMaxPatternParts = 8;    // a & b & ...
inline constexpr int kMaxPartDistance = 30;   // tokens between parts in one sentence
inline constexpr int kMaxGuardTokens = 100;   // within: 100

// Whether sentences of `language` are read by the pattern.
inline bool Reads(const Pattern& pattern, core::Language language) {
  return pattern.language == language || pattern.language == core::Language::kUnknown;
}

// Reads `pattern.text`:
//   word "exact form" prefix* ABBR #     see WordKind; Word, Word*: only where capitalized
//   (a | b c)                            one of these
//   item?                                or nothing
//   a ~3 b                               up to three tokens between a and b; none without it
//   <name>                               one of the words of that list
//   a & b                                a and b, each in one sentence; where, see above
// The error names file, line and column of the place inside the pattern, what is wrong and a hint.
core::Expected<PatternTree> ParsePattern(const Pattern& pattern);

}  // namespace classify
