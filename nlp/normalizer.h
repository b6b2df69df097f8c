// Repair of written text for reading and for search keys.
#pragma once

#include <string>
#include <string_view>

#include "core/normalized_text.h"

namespace nlp {

struct Repaired {
  std::string text;  // repaired and readable, case kept
  std::string fold;  // search key: lower case, and lost Kazakh letters folded onto the Russian ones
                     // they are typed as
  core::Script script = core::Script::kNone;  // of the text as given
};

// Repairs `text`: UTF-8, wrongly read encodings, NFC, invisible characters, look-alike letters
// within a word. Linear time. Thread-safe.
Repaired Normalize(std::string_view text);

}  // namespace nlp
