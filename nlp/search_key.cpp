#include "nlp/search_key.h"

#include "nlp/alphabet.h"
#include "nlp/utf8.h"

namespace nlp {

char32_t WithoutKazakhLetters(char32_t folded) {
  switch (folded) {
    case U'ә':
      return U'а';
    case U'ғ':
      return U'г';
    case U'қ':
      return U'к';
    case U'ң':
      return U'н';
    case U'ө':
      return U'о';
    case U'ұ':
    case U'ү':
      return U'у';
    case U'һ':
      return U'х';
    case U'і':
      return U'и';
    default:
      return folded;
  }
}

std::string WithoutKazakhLetters(std::string_view folded) {
  std::string key;
  key.reserve(folded.size());
  for (std::size_t at = 0; at < folded.size();) {
    const Decoded next = DecodeAt(folded, at);
    AppendUtf8(WithoutKazakhLetters(next.character), key);
    at += next.size;
  }
  return key;
}

std::string WordWithoutKazakhLetters(std::string_view codes) {
  std::string key(codes);
  for (char& code : key) {
    const char32_t letter = Decode(code);
    const char32_t typed = WithoutKazakhLetters(letter);
    if (typed != letter) code = Encode(typed);
  }
  return key;
}

}  // namespace nlp
