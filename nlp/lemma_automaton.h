// A read-only table of words and what to do to them to get their lemmas. Private to nlp.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace nlp {

// How a lemma is made of a word: `cut` letters are taken off its end, `ending` is put there.
struct LemmaRule {
  std::uint8_t cut = 0;
  std::string_view ending;  // UTF-8
};

// `word` under `rule`: a view of `word` if nothing is put behind it, else of `out`.
std::string_view Apply(const LemmaRule& rule, std::string_view word, std::string& out);

// The letters of a folded word of at most kMaxBytes.
class Letters {
 public:
  static constexpr std::size_t kMaxBytes = 120;

  explicit Letters(std::string_view word);
  std::string_view all() const { return {letters_.data(), size_}; }
  // Whether a letter of another alphabet is among them.
  bool has_foreign() const { return has_foreign_; }

 private:
  std::array<char, kMaxBytes> letters_;
  std::size_t size_ = 0;
  bool has_foreign_ = false;
};

// Two minimal acyclic automata (Daciuk et al. 2000) over letters (lemma_letters.h) in one block of
// memory, which is used where it lies: one of words from their first letter, one of endings from
// their last letter. Immutable and thread-safe.
//
// Layout, little-endian, 32 bits each unless said otherwise: magic "SLM" and version; the numbers
// of rules R, of bytes of endings E (a multiple of 4), of cells C; the places of the first states
// of the two automata; R rules (cut 8 bits, size of ending 8, its place 16, in units of one byte);
// E bytes of endings; C cells. The cells are a double array (Aoe 1989), so that a letter costs one
// look: a state is a place in it, at place + letter lies the cell that the letter leads to, with
// the letter (6 bits) and the place of the next state (24 bits, from bit 8), and at the place
// itself one with letter 0 and the number of the state's rule, if it has one. Cells of no state
// have letter 63.
class LemmaAutomaton {
 public:
  static constexpr std::uint32_t kMagic = 0x024D4C53;  // "SLM" and version 2
  static constexpr std::uint32_t kLetterMask = 0x3F;
  static constexpr std::uint32_t kEmpty = 0x3F;
  static constexpr std::size_t kMaxCells = 0xFFFFFF;

  // Borrows `block`, which must be four-byte aligned. Throws std::runtime_error if it is no such
  // block of this version: the program was linked with a wrong file.
  explicit LemmaAutomaton(std::string_view block);

  // The rule of exactly this word.
  std::optional<LemmaRule> OfWord(std::string_view letters) const;

  // The rule of the longest known ending of the word; none if not even its last letter is known.
  std::optional<LemmaRule> OfEnding(std::string_view letters) const;

 private:
  static constexpr std::uint32_t kNoState = 0xFFFFFFFF;

  // The rule of a state, if it has one.
  std::optional<LemmaRule> RuleAt(std::uint32_t state) const;
  std::uint32_t Next(std::uint32_t state, char letter) const {
    const std::uint32_t cell = cells_[state + static_cast<unsigned char>(letter)];
    return (cell & kLetterMask) == static_cast<unsigned char>(letter) && letter != 0 ? cell >> 8
                                                                                     : kNoState;
  }

  std::span<const std::uint32_t> rules_, cells_;
  std::string_view endings_;
  std::uint32_t words_ = 0, suffixes_ = 0;  // first states
};

}  // namespace nlp
