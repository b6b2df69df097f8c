// One byte per letter: what lemma tables are made of and read with. Private to nlp.
#pragma once

namespace nlp {

// The codes fit six bits; zero stands for every character that lemma tables do not know.
inline constexpr char kHyphenLetter = 33;
inline constexpr char kApostropheLetter = 34;
inline constexpr char kFirstLatinLetter = 35;

// The code of a folded character: Russian and Latin letters, hyphen and apostrophe.
constexpr char LetterOf(char32_t folded) {
  if (folded >= U'а' && folded <= U'я') return static_cast<char>(folded - U'а' + 1);
  if (folded >= U'a' && folded <= U'z') {
    return static_cast<char>(folded - U'a' + static_cast<unsigned char>(kFirstLatinLetter));
  }
  if (folded == U'-') return kHyphenLetter;
  if (folded == U'\'') return kApostropheLetter;
  return 0;
}

}  // namespace nlp
