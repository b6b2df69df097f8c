// Kazakh written in Latin or Arabic letters, to Cyrillic.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace nlp {

enum class KazakhAlphabet : std::uint8_t {
  kNone,
  kLatin2021,  // the draft of 28 January 2021: ä ö ü ū ğ ñ ş ı, also as of 2019 and with ç
  kLatin2018,  // Decree 637 of 19 February 2018: á ǵ ń ó ú ý ı sh ch
  kLatin2017,  // Decree 569 of 26 October 2017: a' g' i' n' o' s' c' u' y'
  kLatinInformal,  // as people type it: q or k, zh or j, gh, ng, y, i; any letters of the others
  kArabic,         // töte jazu, the hamza written or not
};

enum class KazakhSpelling : std::uint8_t {
  kNone,      // no word of this alphabet
  kByRule,    // by the letters alone
  kBorrowed,  // a form of a word that Kazakh shares with Russian
  kKnown,     // a form of a Kazakh word or name
  kFrequent,  // a form of one of its frequent words
};

// Longer words are not read.
inline constexpr std::size_t kMaxKazakhLetters = 48;

// Writes `word` (UTF-8, case as written, one script, no hyphen) in Cyrillic to `out` with its case
// kept: by the table of the alphabet, and where that leaves a choice (u for у, ұ or ү) as the stems
// of nlp/data spell it, else by the rules of spelling and vowel harmony. kNone leaves `out` as it
// is. Linear time, no allocation once `out` has room; the stems are loaded by the first call.
// Thread-safe.
KazakhSpelling SpellKazakh(std::string_view word, KazakhAlphabet alphabet, std::string& out);

// Whether `word` could be read at all.
bool KazakhToCyrillic(std::string_view word, KazakhAlphabet alphabet, std::string& out);

}  // namespace nlp
