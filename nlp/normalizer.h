// Repair of written text for reading and for search keys.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/normalized_text.h"

namespace nlp {

// Why something was changed, as bits.
enum RepairReason : std::uint16_t {
  kBadBytes = 1,         // bytes that are no UTF-8, now U+FFFD
  kWrongEncoding = 2,    // text that was read in a wrong encoding on its way
  kInvisible = 4,        // characters that nobody sees, left out
  kPlainSpace = 8,       // a special space, now a plain one
  kComposed = 16,        // a letter and its marks, now one character
  kStandardLetter = 32,  // another form of the letter that is meant (full width, ligatures, ӛ)
  kLookAlike = 64,       // letters of another script that look alike
  kDigitAsLetter = 128,  // digits that stand for letters
  kFromLatin = 256,      // Kazakh in Latin letters
  kFromArabic = 512,     // Kazakh in Arabic letters
};

// "Latin letters that look like Cyrillic ones", ... for a set of reasons, joined by "; ".
std::string DescribeReasons(unsigned reasons);

// One word or space that was changed. `begin`, `end`: bytes of the original, half-open.
struct Repair {
  std::size_t begin = 0, end = 0;
  std::string before, after;
  unsigned reasons = 0;  // RepairReason bits
};

struct Repaired {
  std::string text;  // repaired and readable, case kept; Kazakh in Cyrillic
  std::string fold;  // search key: lower case, lost Kazakh letters folded onto the Russian ones
                     // they are typed as, one kind of quotation mark and of dash
  core::Script script = core::Script::kNone;  // of the text as given
  std::vector<Repair> repairs;                // all changes, if they were asked for
};

enum class Explain : bool { kNo, kYes };

// Repairs `text`: UTF-8, wrongly read encodings, NFC, invisible characters, look-alike letters and
// digits within a word, Kazakh in other scripts. What is not sure to be damage stays. Linear time;
// works line by line, so that memory beside the result is bounded. Thread-safe.
Repaired Normalize(std::string_view text, Explain explain = Explain::kNo);

}  // namespace nlp
