// Readings of Kazakh words by a model. Private to nlp and its tools.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "nlp/kazakh_model.h"

namespace nlp::kazakh {

inline constexpr std::size_t kMaxLetters = 60;

struct Spelling {
  std::array<Letter, kMaxLetters + 1> letters;
  std::size_t size = 0;
};

// A stem and what follows it. A lemma is letters that the model keeps, or, for a guessed stem, the
// word's first `kept` letters of which the last is replaced, or behind which one is put.
struct Reading {
  Class part = Class::kNominal;
  bool is_known = false;       // its stem is in the lexicon
  std::size_t stem_size = 0;   // letters of the word before its suffixes
  std::uint32_t cost = 0;      // quarters of -log probability, up to a constant
  std::uint32_t lemma = 0;     // place in the lexicon; 0 for a guess
  std::uint8_t kept = 0;       // of a guess
  Letter last = 0, added = 0;  // of a guess; 0: none
};

class Morphology {
 public:
  // `model` must outlive it. Throws std::runtime_error if it is no model of this version.
  explicit Morphology(std::string_view model);

  enum class Mode { kAsWritten, kAsTyped };  // as typed: Kazakh letters are folded on both sides

  // Calls visit(Reading) for each reading with a stem of the lexicon.
  template <typename Visit>
  void ForEachKnown(const Spelling& word, Mode mode, Visit visit) const {
    Walk<true>(word, mode, visit);
  }

  // The same for stems that nobody knows but the suffixes suggest, the whole word among them.
  template <typename Visit>
  void ForEachGuess(const Spelling& word, Visit visit) const {
    Walk<false>(word, Mode::kAsWritten, visit);
  }

  // Whether the letters from `begin` on are suffixes of a noun, whatever the noun.
  bool IsNominalTail(const Spelling& word, std::size_t begin) const;

  // Letters of the lexicon's lemma.
  std::string_view LemmaAt(std::uint32_t lemma) const {
    return {lemmas_ + lemma + 1, static_cast<unsigned char>(lemmas_[lemma])};
  }

 private:
  struct Prefix {
    std::uint64_t hash;
    Harmony harmony;
    std::uint8_t syllables;
  };
  using Prefixes = std::array<Prefix, kMaxLetters + 1>;
  static void ReadPrefixes(const Spelling& word, Mode mode, Prefixes& prefixes);

  template <typename Visit>
  void VisitKnown(std::size_t size, std::size_t word_size, const Prefix& prefix, Mode mode,
                  std::uint32_t state, std::uint32_t cost, Visit& visit) const {
    const Automaton& suffixes = mode == Mode::kAsWritten ? suffixes_ : folded_suffixes_;
    const StemTable& stems = mode == Mode::kAsWritten ? stems_ : folded_stems_;
    stems.Find(HashEnd(prefix.hash), [&](const Stem& stem) {
      if (stem.before == Before::kNothing) {
        if (size == word_size) visit(Known(stem, size, stem.cost));
        return;
      }
      std::uint32_t best = Automaton::kNone;
      for (std::uint32_t i = suffixes.tags_begin[state]; i < suffixes.tags_begin[state + 1]; ++i) {
        const Tag tag = UnpackTag(suffixes.tags[i]);
        if (tag.part != stem.part || tag.final != stem.final) continue;
        if (stem.before == Before::kVowel && !tag.before_vowel) continue;
        if (stem.before == Before::kNoVowel && tag.before_vowel) continue;
        // Borrowed stems may take either row of vowels; folded ones have lost theirs.
        const bool is_out =
            size < word_size && mode == Mode::kAsWritten && tag.harmony != prefix.harmony;
        const std::uint32_t total = cost + tag.cost + (is_out ? kDisharmony : 0);
        if (total < best) best = total;
      }
      if (best != Automaton::kNone) visit(Known(stem, size, best + stem.cost));
    });
  }

  static Reading Known(const Stem& stem, std::size_t size, std::uint32_t cost) {
    Reading reading;
    reading.part = stem.part;
    reading.is_known = true;
    reading.stem_size = size;
    reading.cost = cost;
    reading.lemma = stem.lemma;
    return reading;
  }

  // False if no such stem is likely.
  static bool Guess(const Spelling& word, std::size_t size, const Prefix& prefix, const Tag& tag,
                    std::uint32_t cost, Reading& reading);

  template <bool kLexicon, typename Visit>
  void Walk(const Spelling& word, Mode mode, Visit visit) const {
    const Automaton& suffixes = mode == Mode::kAsWritten ? suffixes_ : folded_suffixes_;
    Prefixes prefixes;
    ReadPrefixes(word, mode, prefixes);
    std::uint32_t state = 0, cost = 0;
    for (std::size_t size = word.size; size > 0; --size) {
      if constexpr (kLexicon) {
        if (suffixes.tags_begin[state] != suffixes.tags_begin[state + 1]) {
          VisitKnown(size, word.size, prefixes[size], mode, state, cost, visit);
        }
      } else {
        for (std::uint32_t i = suffixes.tags_begin[state]; i < suffixes.tags_begin[state + 1];
             ++i) {
          Reading reading;
          if (Guess(word, size, prefixes[size], UnpackTag(suffixes.tags[i]), cost, reading)) {
            visit(reading);
          }
        }
      }
      const Letter letter = word.letters[size - 1];
      const std::uint32_t next =
          suffixes.Step(state, mode == Mode::kAsWritten ? letter : FoldedOf(letter));
      if (next == Automaton::kNone) return;
      cost += next & 63;
      state = next >> 6;
    }
  }

  static constexpr std::uint32_t kDisharmony = 16;

  Automaton suffixes_, folded_suffixes_;
  StemTable stems_, folded_stems_;
  const char* lemmas_ = nullptr;
};

}  // namespace nlp::kazakh
