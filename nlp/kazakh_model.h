// The file that nlp/tools/kazakh_model writes: what may follow Kazakh stems, and the stems. Private
// to nlp and its tools. All numbers are little-endian; arrays stand one after another.
//
//   kHeaderWords words of 32 bits: see Header
//   suffixes as written, then as typed without Kazakh letters, each an automaton that reads a word
//   from its end (Mohri 1997: weights pushed and determinised):
//     arcs_begin[states + 1], tags_begin[states + 1], arcs[] of 32 bits, tags[] of 32 bits
//   stems as written, then as typed: open hashing, slots of 64 bits
//   lemmas: each a byte for its length, then its letters
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "nlp/hash.h"
#include "nlp/kazakh_letters.h"

namespace nlp::kazakh {

inline constexpr std::uint32_t kMagic = 0x4D4B4B53;  // "SKKM"
inline constexpr std::uint32_t kVersion = 1;

struct Header {
  std::uint32_t magic = kMagic, version = kVersion;
  std::uint32_t states = 0, arcs = 0, tags = 0;                       // as written
  std::uint32_t folded_states = 0, folded_arcs = 0, folded_tags = 0;  // as typed
  std::uint32_t slots = 0, folded_slots = 0;                          // powers of two
  std::uint32_t lemma_bytes = 0;
};
inline constexpr std::size_t kHeaderWords = sizeof(Header) / 4;

enum class Class : std::uint8_t { kNominal, kVerb };

// Arc: letter 6 bits, cost 6 bits, target 20 bits.
struct Arc {
  Letter letter;
  std::uint8_t cost;
  std::uint32_t target;
};
inline constexpr std::uint32_t kMaxArcCost = 63;

// What stands before the letters read so far: a stem of this class, harmony and end; and whether
// the suffixes begin with a vowel. `cost` comes on top of the arcs' costs.
struct Tag {
  Class part;
  Harmony harmony;
  Final final;
  bool before_vowel;
  std::uint8_t cost;
};

constexpr std::uint32_t PackTag(const Tag& tag) {
  return static_cast<std::uint32_t>(tag.part) | static_cast<std::uint32_t>(tag.harmony) << 1 |
         static_cast<std::uint32_t>(tag.final) << 2 |
         static_cast<std::uint32_t>(tag.before_vowel) << 6 |
         static_cast<std::uint32_t>(tag.cost) << 8;
}

constexpr Tag UnpackTag(std::uint32_t bits) {
  return {static_cast<Class>(bits & 1), static_cast<Harmony>(bits >> 1 & 1),
          static_cast<Final>(bits >> 2 & 15), (bits >> 6 & 1) != 0,
          static_cast<std::uint8_t>(bits >> 8)};
}

// Which suffixes a written stem goes with.
enum class Before : std::uint8_t { kAny, kVowel, kNoVowel, kNothing };

// A stem as it is written before some suffixes, and its lemma. Slot: 24 bits of the hash, 8 of
// class, final and before; 8 of cost, 24 of the lemma's place, which is never 0.
struct Stem {
  Class part;
  Final final;
  Before before;
  std::uint8_t cost;
  std::uint32_t lemma;
};

constexpr std::uint64_t PackStem(std::uint64_t hash, const Stem& stem) {
  return (hash >> 40) << 40 | static_cast<std::uint64_t>(stem.part) << 32 |
         static_cast<std::uint64_t>(stem.final) << 33 |
         static_cast<std::uint64_t>(stem.before) << 37 |
         static_cast<std::uint64_t>(stem.cost) << 24 | stem.lemma;
}

constexpr Stem UnpackStem(std::uint64_t bits) {
  return {static_cast<Class>(bits >> 32 & 1), static_cast<Final>(bits >> 33 & 15),
          static_cast<Before>(bits >> 37 & 3), static_cast<std::uint8_t>(bits >> 24),
          static_cast<std::uint32_t>(bits & 0xFFFFFF)};
}

// Hash of a stem, letter by letter.
constexpr std::uint64_t kHashSeed = 0x9E3779B97F4A7C15ULL;
constexpr std::uint64_t HashNext(std::uint64_t hash, Letter letter) {
  return (hash ^ letter) * 0x100000001B3ULL;
}
constexpr std::uint64_t HashEnd(std::uint64_t hash) {
  return Mix(hash);
}

// Read-only views of the parts of such a file.
template <typename Word>
class Words {
 public:
  Words() = default;
  explicit Words(const char* data) : data_(data) {}
  Word operator[](std::size_t i) const {
    Word value;
    std::memcpy(&value, data_ + i * sizeof(Word), sizeof(Word));
    if constexpr (std::endian::native == std::endian::big) {
      Word swapped = 0;
      for (std::size_t byte = 0; byte < sizeof(Word); ++byte) {
        swapped = swapped << 8 | (value >> 8 * byte & 0xFF);
      }
      return swapped;
    }
    return value;
  }

 private:
  const char* data_ = nullptr;
};

struct Automaton {
  Words<std::uint32_t> arcs_begin, tags_begin, arcs, tags;
  static constexpr std::uint32_t kNone = ~0U;

  // The target packed with its cost; kNone if the letter leads nowhere.
  std::uint32_t Step(std::uint32_t state, Letter letter) const {
    for (std::uint32_t i = arcs_begin[state], end = arcs_begin[state + 1]; i < end; ++i) {
      const std::uint32_t arc = arcs[i];
      if ((arc & 63) == letter) return arc >> 6;
    }
    return kNone;
  }
};

struct StemTable {
  Words<std::uint64_t> slots;
  std::size_t mask = 0;

  // Calls visit(Stem) for each stem of that hash.
  template <typename Visit>
  void Find(std::uint64_t hash, Visit visit) const {
    for (std::size_t at = hash & mask;; at = (at + 1) & mask) {
      const std::uint64_t slot = slots[at];
      if (slot == 0) return;
      if (slot >> 40 == hash >> 40) visit(UnpackStem(slot));
    }
  }
};

}  // namespace nlp::kazakh
