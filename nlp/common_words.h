// Whether a string is a word at all, by the word lists of nlp/data.
#pragma once

#include <string_view>

namespace nlp {

// A form of an English word, in small letters. Thread-safe; the words are loaded by the first call.
bool IsEnglishWord(std::string_view word);

// A given name or surname of English, German, Polish, Uzbek, Turkish or Azerbaijani, in small
// letters. Likewise.
bool IsLatinName(std::string_view word);

// A form of a Russian or Kazakh word, or a name, folded as norms of tokens are. Letters that
// writers confuse (ы и, қ к) count as one. Thread-safe, likewise.
bool IsCyrillicWord(std::string_view word);

}  // namespace nlp
