// The Kazakh word that the letters of another alphabet stand for, by stems and suffixes. Private to
// the reading of Kazakh.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "nlp/kazakh_slots.h"

namespace nlp {

// A word in Cyrillic letters.
struct Spelled {
  static constexpr std::size_t kRoom = 2 * kMaxKazakhLetters;

  std::array<Letter, kRoom> letters;
  std::size_t size = 0;

  // False if there is no room.
  bool Append(Letter letter) {
    if (size == kRoom) return false;
    letters[size++] = letter;
    return true;
  }
};

// What is known of a word.
enum class Known : std::uint8_t {
  kNot,
  kStem,      // it begins with a known stem; the rest is spelled by rule
  kBorrowed,  // a Russian stem and the suffixes of Kazakh, and nothing else
  kKazakh,    // the same with a Kazakh stem
  kFrequent,  // the same with the stem of a frequent word
};

// Spells the word of `slots` as the stems of nlp/data do. kNot leaves `out` as it is. Linear time.
Known SpellKnown(const Slots& slots, Spelled& out);

// Spells the slots from `first` on by rule alone, behind the letters that `out` already has.
void SpellByRule(const Slots& slots, std::size_t first, Spelled& out);

}  // namespace nlp
