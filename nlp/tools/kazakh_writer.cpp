#include "nlp/tools/kazakh_writer.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <map>
#include <stdexcept>
#include <utility>

#include "nlp/tools/kazakh_suffixes.h"

namespace nlp::kazakh {
namespace {

constexpr double kUnseen = 0.4;         // count of a stem that is in a dictionary only
constexpr double kWritten = 3;          // of one in the project's own list, at least
constexpr std::uint8_t kWholeCost = 4;  // forms of the list come before any reading

void Put(std::uint64_t value, std::size_t bytes, std::string& out) {
  for (std::size_t i = 0; i < bytes; ++i) out += static_cast<char>(value >> 8 * i & 0xFF);
}

void PutAutomaton(const SuffixAutomaton& automaton, std::string& out) {
  for (const auto* array :
       {&automaton.arcs_begin, &automaton.tags_begin, &automaton.arcs, &automaton.tags}) {
    for (const std::uint32_t word : *array) Put(word, 4, out);
  }
}

class Lemmas {
 public:
  std::uint32_t PlaceOf(const Letters& lemma) {
    const auto [at, is_new] = places_.emplace(lemma, static_cast<std::uint32_t>(bytes_.size()));
    if (is_new) {
      bytes_ += static_cast<char>(lemma.size());
      bytes_.append(reinterpret_cast<const char*>(lemma.data()), lemma.size());
    }
    return at->second;
  }
  const std::string& bytes() const { return bytes_; }

 private:
  std::map<Letters, std::uint32_t> places_;
  std::string bytes_ = std::string(1, '\0');
};

// Stems by their letters; of those that differ in the cost alone the cheapest.
class Stems {
 public:
  void Add(const Letters& written, const Stem& stem, bool is_folded) {
    std::uint64_t hash = kHashSeed;
    for (const Letter letter : written)
      hash = HashNext(hash, is_folded ? FoldedOf(letter) : letter);
    Stem key = stem;
    key.cost = 0;
    const auto [at, is_new] = stems_.emplace(std::pair(HashEnd(hash), PackStem(0, key)), stem);
    if (!is_new && stem.cost < at->second.cost) at->second = stem;
  }

  std::vector<std::uint64_t> Slots() const {
    std::vector<std::uint64_t> slots(std::bit_ceil(stems_.size() * 4 / 3 + 1), 0);
    const std::size_t mask = slots.size() - 1;
    for (const auto& [key, stem] : stems_) {
      std::size_t at = key.first & mask;
      while (slots[at] != 0) at = (at + 1) & mask;
      slots[at] = PackStem(key.first, stem);
    }
    return slots;
  }

 private:
  std::map<std::pair<std::uint64_t, std::uint64_t>, Stem> stems_;
};

}  // namespace

std::string WriteModel(const Lexicon& lexicon, std::string_view grammar) {
  const SuffixAutomaton suffixes = CompileSuffixes(grammar, false);
  const SuffixAutomaton folded = CompileSuffixes(grammar, true);
  Lemmas lemmas;
  Stems stems, folded_stems;
  const auto add = [&](const Letters& written, const Stem& stem) {
    stems.Add(written, stem, false);
    folded_stems.Add(written, stem, true);
  };
  double total = 0;
  for (const auto& [lexeme, evidence] : lexicon.lexemes()) total += evidence.count + kUnseen;
  const auto cost_of = [total](double count) {
    return static_cast<std::uint8_t>(
        std::clamp(std::lround(4 * std::log(total / count)), 1L, 255L));
  };
  for (const auto& [lexeme, evidence] : lexicon.lexemes()) {
    const std::uint8_t cost =
        cost_of(std::max(evidence.count, evidence.is_written ? kWritten : kUnseen));
    const std::uint32_t lemma = lemmas.PlaceOf(lexeme.lemma);
    for (const WrittenStem& stem : lexicon.WrittenOf(lexeme)) {
      add(stem.written, {lexeme.part, stem.final, stem.before, cost, lemma});
    }
  }
  for (const Lexicon::Other& other : lexicon.others()) {
    add(other.written, {other.part, FinalOf(other.written.back()),
                        other.is_whole ? Before::kNothing : Before::kAny,
                        other.is_whole ? kWholeCost : cost_of(100), lemmas.PlaceOf(other.lemma)});
  }
  if (lemmas.bytes().size() >= 1U << 24) throw std::runtime_error("too many Kazakh lemmas");
  const auto slots = stems.Slots(), folded_slots = folded_stems.Slots();
  std::string model;
  const auto put_size = [&model](std::size_t size) { Put(size, 4, model); };
  Put(kMagic, 4, model);
  Put(kVersion, 4, model);
  for (const SuffixAutomaton* automaton : {&suffixes, &folded}) {
    put_size(automaton->arcs_begin.size() - 1);
    put_size(automaton->arcs.size());
    put_size(automaton->tags.size());
  }
  put_size(slots.size());
  put_size(folded_slots.size());
  put_size(lemmas.bytes().size());
  PutAutomaton(suffixes, model);
  PutAutomaton(folded, model);
  for (const auto* table : {&slots, &folded_slots}) {
    for (const std::uint64_t slot : *table) Put(slot, 8, model);
  }
  return model + lemmas.bytes();
}

}  // namespace nlp::kazakh
