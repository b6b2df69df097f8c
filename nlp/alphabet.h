// The one-byte alphabet of the streams: Kazakh, Russian and Latin lower case, digits and a few
// reserved codes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace nlp {

inline constexpr char kOtherByte = 1;     // any character that has no code of its own
inline constexpr char kSentenceByte = 2;  // begins every sentence
inline constexpr char kFieldByte = 3;     // reserved for streams of several fields
inline constexpr char kSpaceByte = ' ';   // before and after every token

// The code of a folded (lower case, repaired) character: ASCII letters, digits, '-' and ' ' stand
// for themselves, the Russian and Kazakh Cyrillic letters have codes from 0x80 on; kOtherByte for
// the rest.
char Encode(char32_t character);
// Encodes folded UTF-8, appending to `out`; one byte per character.
void Encode(std::string_view utf8, std::string& out);
// Encodes folded UTF-8 to `to`, where there is room for as many bytes, and returns the end.
char* Encode(std::string_view utf8, char* to);
// The character of a code; U+FFFD for the reserved ones.
char32_t Decode(char code);
// The same for a word, as UTF-8.
std::string DecodeWord(std::string_view codes);

}  // namespace nlp
