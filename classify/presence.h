// Which of the words that patterns ask for stand in a sentence, and where.
#pragma once

#include <array>
#include <bit>
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

// Words of a PresenceIndex, which keeps them: a sentence is asked which of its tokens are one.
struct WordSet {
  // A bit of 64 for each word, see FilterOf: tells most tokens that they are not asked for.
  std::uint64_t filter = 0;
  std::uint32_t first = 0;       // the only word, or where its slots begin in the index
  std::uint32_t slot_count = 0;  // a power of two; 0: it has only one word

  static std::uint64_t FilterOf(std::uint32_t word) {
    return std::uint64_t{1} << (word * std::uint64_t{0x9E3779B97F4A7C15} >> 58);
  }
  bool operator==(const WordSet&) const = default;
};

// Words and witnesses by number. Filled first, then asked by any number of threads, each with its
// Scratch, which serves one index.
class PresenceIndex {
 public:
  // Memory of one thread. What a token has is kept, since tokens repeat.
  class Scratch {
   private:
    friend class Presence;
    friend class PresenceIndex;
    struct Slot {
      std::uint64_t token = 0;                 // the hash of its codes
      std::uint32_t first = 0;                 // in `kept`: its words, then its witnesses
      std::uint32_t words = 0, witnesses = 0;  // how many
    };
    std::vector<Slot> slots = std::vector<Slot>(kSlots);
    std::vector<std::uint32_t> kept;
  };

  // The set of the words of `witness`.
  WordSet AddWords(const Witness& witness);
  // The number of `witness`, which is normalized; the same for equal ones.
  std::uint32_t Add(const Witness& witness);

  // Whether `word` is one of `words`.
  bool Has(const WordSet& words, std::uint32_t word) const {
    if (words.slot_count == 0) return words.first == word;
    if ((words.filter & WordSet::FilterOf(word)) == 0) return false;
    const std::uint32_t* const slots = slots_.data() + words.first;
    std::uint32_t slot = word & (words.slot_count - 1);
    while (slots[slot] != word) {
      if (slots[slot] == kFreeSlot) return false;
      slot = (slot + 1) & (words.slot_count - 1);
    }
    return true;
  }

 private:
  friend class Presence;
  static constexpr std::size_t kSlots = 1 << 16;
  static constexpr std::size_t kMostKept = 1 << 20;
  static constexpr std::uint32_t kFreeSlot = UINT32_MAX;

  // The numbers of its words.
  std::vector<std::uint32_t> NumbersOf(const Witness& witness);
  // Where `scratch` keeps what a token has, by the hash of its codes.
  static std::uint64_t HashOf(const TokenView& view, std::uint32_t position);
  static void Prefetch(std::uint64_t token, const Scratch& scratch) {
    __builtin_prefetch(&scratch.slots[token % kSlots]);
  }
  // Makes room for that of a few tokens more: what was kept before is gone if there is none.
  static void MakeRoom(Scratch& scratch);
  const Scratch::Slot& Find(std::uint64_t token, const TokenView& view, std::uint32_t position,
                            Scratch& scratch) const;

  WordIndex words_;
  std::vector<std::uint32_t> slots_;  // of all word sets: hash tables, at most half of each taken
  std::uint32_t digits_ = words_.Add(WordPart::kForm, {});  // stands for any number in digits
  std::map<Witness, std::uint32_t> numbers_;
  std::vector<std::vector<std::uint32_t>> witnesses_of_ =
      std::vector<std::vector<std::uint32_t>>(words_.size());  // of each word
};

// What a sentence has of what an index knows: of words each token's, of witnesses whether any token
// has one. Tokens are looked up when they are first asked for, all together when the question is
// about all. Not thread-safe.
class Presence {
 public:
  // Begins the sentence `span` of `view`; borrows all.
  void Begin(const PresenceIndex& index, PresenceIndex::Scratch& scratch, const TokenView& view,
             TokenSpan span);

  bool knows_all() const { return knows_all_; }
  // Looks all tokens up.
  void LookAtAll() {
    if (!knows_all_) LookAtUnknown();
  }
  // Whether a token is a word of that witness.
  bool Has(std::uint32_t witness) {
    LookAtAll();
    return (witnesses_[witness / 64] >> witness % 64 & 1) != 0;
  }
  // The bits of the words, see WordSet::FilterOf: of all tokens; of one; of those in `set`, bits of
  // the tokens from the one at `offset` of the sentence on.
  std::uint64_t Filter() {
    LookAtAll();
    return filter_;
  }
  std::uint64_t FilterAt(std::uint32_t token) { return At(token).filter; }
  std::uint64_t FilterOf(std::uint64_t set, std::uint32_t offset) {
    std::uint64_t filter = 0;
    for (; set != 0; set &= set - 1) {
      const std::uint32_t token = offset + static_cast<std::uint32_t>(std::countr_zero(set));
      if (token >= tokens_.size()) break;
      filter |= At(token).filter;
    }
    return filter;
  }
  // Of `set`, the same, those that are one of `words`.
  std::uint64_t Those(const WordSet& words, std::uint64_t set, std::uint32_t offset) {
    if (knows_all_ && (words.filter & filter_) == 0) return 0;
    std::uint64_t those = 0;
    for (std::uint64_t rest = set; rest != 0; rest &= rest - 1) {
      const std::uint32_t token = offset + static_cast<std::uint32_t>(std::countr_zero(rest));
      if (token >= tokens_.size()) break;
      if ((words.filter & At(token).filter) != 0 && IsOneOf(words, tokens_[token])) {
        those |= rest & -rest;
      }
    }
    return those;
  }

 private:
  struct TokenWords {
    static constexpr std::uint32_t kUnknown = UINT32_MAX;

    std::uint64_t filter = 0;                   // of them all
    std::uint32_t first = kUnknown, count = 0;  // in `words_`
  };

  const TokenWords& At(std::uint32_t token) {
    if (tokens_[token].first == TokenWords::kUnknown) LookAt(token);
    return tokens_[token];
  }
  void LookAt(std::uint32_t token);
  void LookAtUnknown();
  // Takes over the words of a token.
  void Take(std::uint32_t token, const PresenceIndex::Scratch::Slot& slot);
  bool IsOneOf(const WordSet& words, const TokenWords& token) const {
    for (std::uint32_t i = 0; i < token.count; ++i) {
      if (index_->Has(words, words_[token.first + i])) return true;
    }
    return false;
  }

  const PresenceIndex* index_ = nullptr;
  PresenceIndex::Scratch* scratch_ = nullptr;
  const TokenView* view_ = nullptr;
  std::uint32_t begin_ = 0;  // of the sentence, in `view_`
  bool knows_all_ = false;   // else neither `filter_` nor `witnesses_` are known
  std::uint64_t filter_ = 0;
  std::vector<TokenWords> tokens_;
  std::vector<std::uint32_t> words_;
  std::vector<std::uint64_t> witnesses_;
};

// What the sentences of one document after the other have; a few hundred are kept. Not thread-safe.
class SentencePresence {
 public:
  // Begins a document.
  void Begin() { ++document_; }
  // Of a sentence of `view`, which is that field, by `index`, which is of that pattern language:
  // the same each time. Valid until the next call.
  Presence& Of(const PresenceIndex& index, std::size_t language, const TokenView& view,
               core::Field field, std::uint32_t sentence);

 private:
  struct Slot {
    std::uint64_t document = 0;
    core::Field field = core::Field::kText;
    std::uint32_t sentence = 0;
    Presence presence;
  };
  static constexpr std::size_t kSlots = 256;

  std::uint64_t document_ = 1;
  std::array<PresenceIndex::Scratch, kPatternLanguages.size()> words_;
  std::vector<Slot> slots_ = std::vector<Slot>(kSlots);
};

}  // namespace classify
