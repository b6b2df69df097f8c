// The lossy key under which text typed without Kazakh letters is found.
#pragma once

#include <string>
#include <string_view>

namespace nlp {

// The Russian letter that people type for a folded Kazakh one (ә for а, қ for к ...); the character
// itself if there is none.
char32_t WithoutKazakhLetters(char32_t folded);
// The same for folded UTF-8.
std::string WithoutKazakhLetters(std::string_view folded);
// The same for a word of a stream, in its one-byte alphabet.
std::string WordWithoutKazakhLetters(std::string_view codes);

}  // namespace nlp
