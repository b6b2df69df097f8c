// Which Cyrillic letters each letter of a Kazakh word in another script may stand for. Private to
// the reading of Kazakh.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "nlp/kazakh_letters.h"
#include "nlp/kazakh_script.h"

namespace nlp {

using kazakh::CharacterOf;
using kazakh::Letter;
using kazakh::LetterOf;
inline constexpr Letter kNoLetter = 0;
using LetterSet = std::uint64_t;

constexpr LetterSet SetOf(Letter letter) {
  return LetterSet{1} << letter;
}
constexpr LetterSet SetOf(std::u32string_view letters) {
  LetterSet set = 0;
  for (const char32_t c : letters) set |= SetOf(LetterOf(c));
  return set;
}
constexpr bool Has(LetterSet set, Letter letter) {
  return letter != kNoLetter && (set >> letter & 1U) != 0;
}

// The class of a letter in keys by which stems are found: letters that the alphabets confuse share
// one (а ә; е э; и й і ы; о ө; у ұ ү; к қ; г ғ; н ң; х һ; ш щ); soft and hard signs have none, and
// ц, я, ю, ё have two: `second` is kNoLetter for all others.
struct LetterClass {
  Letter first, second;
};
LetterClass ClassOf(Letter letter);

// One letter of the word, or two or three that stand for one.
struct Slot {
  LetterSet allowed = 0;
  LetterSet usual = 0;      // those that it stands for as often as for `best`
  Letter best = kNoLetter;  // what it stands for where nothing else is known
  bool maybe_two = false;   // ч that may be тш
  bool maybe_none = false;  // г that may only say that the н before it is ң
};

struct Slots {
  std::array<Slot, kMaxKazakhLetters> slots;
  std::size_t size = 0;
  bool upper_first = false, upper_all = false;
  bool front = false;  // a word of front vowels, as far as its letters tell

  std::span<const Slot> all() const { return {slots.data(), size}; }
};

// False if `word` is no word of the alphabet: other characters, capitals inside, too long.
bool ReadSlots(std::string_view word, KazakhAlphabet alphabet, Slots& out);

}  // namespace nlp
