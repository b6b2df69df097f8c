// What a page says and what its bytes suggest about its character encoding.
#pragma once

#include <string_view>

namespace crawler {

// The charset parameter of a Content-Type header as written; empty if there is none.
std::string_view CharsetOf(std::string_view content_type);

// The encoding that an XML declaration or a <meta> among the first bytes names, as written; empty
// if there is none. Reads as the WHATWG HTML Standard prescans (13.2.3.2), but further than its
// 1,024 bytes, since real pages put much before <meta>.
std::string_view DeclaredInMarkup(std::string_view bytes);

// How much the bytes look like Cyrillic text in one encoding.
struct CyrillicGuess {
  std::string_view encoding;  // empty if the bytes are not Cyrillic in any
  double score = 0;           // of that encoding, per byte beyond ASCII
};
// Compares the Cyrillic encodings of one byte per letter by the frequencies of Russian and Kazakh
// letters and by the place of capitals in words.
CyrillicGuess GuessCyrillic(std::string_view bytes);
// The score that GuessCyrillic would give to `encoding`, one of the same encodings or any other of
// one byte per character.
double CyrillicScore(std::string_view bytes, std::string_view encoding);

// ICU's guess as a name of EncodingOf; empty if it has none.
std::string_view GuessByIcu(std::string_view bytes);

}  // namespace crawler
