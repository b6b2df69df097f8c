#include "classify/presence.h"

#include <algorithm>

#include "classify/code.h"
#include "nlp/hash.h"

namespace classify {
namespace {

constexpr std::size_t kMostNumbers = 1 << 20;  // kept at once

void Sort(std::vector<std::string>& codes) {
  std::sort(codes.begin(), codes.end());
  codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
}

void Append(const std::vector<std::string>& more, std::vector<std::string>& codes) {
  codes.insert(codes.end(), more.begin(), more.end());
}

}  // namespace

void Witness::Add(const Witness& other) {
  Append(other.lemmas, lemmas);
  Append(other.forms, forms);
  Append(other.prefixes, prefixes);
  number = number || other.number;
}

void Witness::Normalize() {
  for (auto* codes : {&lemmas, &forms, &prefixes}) Sort(*codes);
}

std::uint32_t PresenceIndex::Add(const Witness& witness) {
  const auto [entry, added] =
      numbers_.try_emplace(witness, static_cast<std::uint32_t>(witnesses_.size()));
  if (added) witnesses_.push_back(&entry->first);
  return entry->second;
}

void PresenceIndex::Freeze() {
  for (std::uint32_t number = 0; number < witnesses_.size(); ++number) {
    const Witness& witness = *witnesses_[number];
    for (const std::string& code : witness.lemmas) words_.Insert(WordPart::kLemma, code, number);
    for (const std::string& code : witness.forms) words_.Insert(WordPart::kForm, code, number);
    for (const std::string& code : witness.prefixes)
      words_.Insert(WordPart::kBeginning, code, number);
    if (witness.number) of_numbers_.push_back(number);
  }
}

void PresenceIndex::Look(const TokenView& view, TokenSpan span, Scratch& scratch) const {
  scratch.bits.assign(witnesses_.size() / 64 + 1, 0);
  const auto set = [&](std::uint32_t number) {
    scratch.bits[number / 64] |= std::uint64_t{1} << number % 64;
  };
  for (std::uint32_t position = span.begin; position < span.end; ++position) {
    const std::string_view lemma = CodeAt(view.text->lemma_stream, view.lemma_at[position]);
    const std::string_view form = CodeAt(view.text->surface_stream, view.surface_at[position]);
    const std::uint64_t word = std::max<std::uint64_t>(nlp::Hash(form, nlp::Hash(lemma)), 1);
    Scratch::Slot& slot = scratch.slots[word % kSlots];
    if (slot.word != word) {
      if (scratch.numbers.size() > kMostNumbers) {
        scratch.slots.assign(kSlots, {});
        scratch.numbers.clear();
      }
      slot.word = word;
      slot.first = static_cast<std::uint32_t>(scratch.numbers.size());
      words_.Find(lemma, form, scratch.numbers);
      slot.count = static_cast<std::uint32_t>(scratch.numbers.size()) - slot.first;
    }
    for (std::uint32_t i = 0; i < slot.count; ++i) set(scratch.numbers[slot.first + i]);
    if ((view.token(position).traits & core::kNumber) != 0) {
      for (const std::uint32_t number : of_numbers_) set(number);
    }
  }
}

}  // namespace classify
