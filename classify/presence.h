// Which words that patterns must have stand in a sentence: what most candidates lack.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "classify/pattern_language.h"
#include "classify/token_view.h"
#include "classify/word_index.h"

namespace classify {

// Words of which every match of something has one, in codes of the streams. A token that merely
// looks like one of them may count as well.
struct Witness {
  std::vector<std::string> lemmas, forms, prefixes;
  bool number = false;  // a number in digits

  // Of either one.
  void Add(const Witness& other);
  // Sorted, each once, so that equal ones are alike.
  void Normalize();
  auto operator<=>(const Witness&) const = default;
};

// Witnesses by number, and which of them a sentence has. Filled first, then frozen; asked by any
// number of threads, each with its Scratch, which serves one index.
class PresenceIndex {
 public:
  // Of each witness, by number.
  using Bits = std::vector<std::uint64_t>;

  // Memory of one thread. What a word has is kept, since words repeat.
  class Scratch {
   private:
    friend class PresenceIndex;
    struct Slot {
      std::uint64_t word = 0;              // its hash
      std::uint32_t first = 0, count = 0;  // what it has, in `numbers`
    };
    std::vector<Slot> slots = std::vector<Slot>(kSlots);
    std::vector<std::uint32_t> numbers;
  };

  // The number of `witness`, which is normalized; the same for equal ones.
  std::uint32_t Add(const Witness& witness);
  void Freeze();

  // Replaces what `bits` has with what the tokens of `span` have.
  void Look(const TokenView& view, TokenSpan span, Scratch& scratch, Bits& bits) const;
  static bool Has(std::uint32_t number, const Bits& bits) {
    return (bits[number / 64] >> number % 64 & 1) != 0;
  }

 private:
  static constexpr std::size_t kSlots = 1 << 16;
  static constexpr std::size_t kMostNumbers = 1 << 20;  // kept at once

  std::map<Witness, std::uint32_t> numbers_;
  std::size_t bits_size_ = 1;
  WordIndex words_;
  std::vector<std::uint32_t> of_numbers_;  // those that a number in digits has
};

// What the sentences of one document after the other have: each is looked at when it is first asked
// for, and a few hundred are kept. Not thread-safe.
class SentencePresence {
 public:
  // Begins a document.
  void Begin() { ++document_; }
  // Of a sentence of `view`, which is that field, by `index`, which is of that pattern language:
  // the same each time. Valid until the next call.
  const PresenceIndex::Bits& Of(const PresenceIndex& index, std::size_t language,
                                const TokenView& view, core::Field field, std::uint32_t sentence);

 private:
  struct Slot {
    std::uint64_t document = 0;
    core::Field field = core::Field::kText;
    std::uint32_t sentence = 0;
    PresenceIndex::Bits bits;
  };
  static constexpr std::size_t kSlots = 256;

  std::uint64_t document_ = 1;
  std::array<PresenceIndex::Scratch, kPatternLanguages.size()> words_;
  std::vector<Slot> slots_ = std::vector<Slot>(kSlots);
};

}  // namespace classify
