// What sholu knows of a character: its kind, its script and the character it is matched as.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace nlp {

enum class Kind : std::uint8_t {
  kMark,       // punctuation and symbols
  kLetter,     //
  kDigit,      // decimal digits of any script
  kSpace,      //
  kNewline,    // ends a paragraph
  kIgnorable,  // soft hyphen, zero-width characters, direction marks: not there for matching
  kCombining,  // combining mark
};

// As bits, so that those of a word can be collected.
enum LetterScript : std::uint8_t {
  kNoScript = 0,
  kLatin = 1,
  kCyrillic = 2,
  kArabic = 4,
  kOtherScript = 8
};

struct Character {
  char32_t fold;  // lower case, ё as е, stray look-alikes of Kazakh letters as those
  Kind kind;
  LetterScript script;
  bool upper;
  bool joins_word;  // hyphen or apostrophe: belongs to the word if it stands between its letters
};

// The properties of characters. Immutable and thread-safe.
class CharacterTable {
 public:
  // The one table, built on first use.
  static const CharacterTable& Get();

  Character operator[](char32_t character) const {
    return character < kFlat ? flat_[character] : Lookup(character);
  }

 private:
  static constexpr std::size_t kFlat = 0x2500;  // Latin, Cyrillic, Arabic, dashes and quotes

  CharacterTable();
  static Character Lookup(char32_t character);

  std::array<Character, kFlat> flat_;
};

// `base` and a combining `mark` as one character (й, ё, ä), or 0 if there is none.
char32_t Compose(char32_t base, char32_t mark);

// The standard letter that `character` stands for in text as people type it, case kept: ӛ for ө,
// full-width forms for ASCII; most characters stand for themselves.
char32_t StandardForm(char32_t character);

// The capital of a small letter of Kazakh or Russian.
char32_t UpperCyrillic(char32_t lower);

// The Cyrillic letter that looks like a Latin (or Greek) one, case kept, and the reverse; 0 if none
// does.
char32_t CyrillicLookalike(char32_t character);
char32_t LatinLookalike(char32_t character);

}  // namespace nlp
