#include "classify/presence.h"

#include <algorithm>
#include <bit>

#include "classify/code.h"
#include "nlp/hash.h"

namespace classify {
namespace {

constexpr std::size_t kSlots = 1 << 13;
constexpr std::size_t kMostNumbers = 1 << 20;  // kept at once
constexpr std::size_t kLongestPrefix = 63;     // codes; longer ones are looked for by their begin

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

void PresenceIndex::Insert(Part part, const std::string& code, std::uint32_t number) {
  const std::string_view looked_for = std::string_view(code).substr(0, kLongestPrefix);
  const bool whole = part != Part::kPrefix;
  const std::uint64_t key =
      nlp::Hash(whole ? std::string_view(code) : looked_for, static_cast<std::uint64_t>(part));
  if (!whole) prefix_sizes_ |= std::uint64_t{1} << looked_for.size();
  std::uint32_t& list = list_of_.Insert(key);
  if (list == 0) {
    lists_.emplace_back();
    list = static_cast<std::uint32_t>(lists_.size());
  }
  lists_[list - 1].push_back(number);
}

void PresenceIndex::Freeze() {
  for (std::uint32_t number = 0; number < witnesses_.size(); ++number) {
    const Witness& witness = *witnesses_[number];
    for (const std::string& code : witness.lemmas) Insert(Part::kLemma, code, number);
    for (const std::string& code : witness.forms) Insert(Part::kForm, code, number);
    for (const std::string& code : witness.prefixes) Insert(Part::kPrefix, code, number);
    if (witness.number) of_numbers_.push_back(number);
  }
}

void PresenceIndex::Find(std::string_view lemma, std::string_view form,
                         std::vector<std::uint32_t>& numbers) const {
  const auto take = [&](Part part, std::string_view code) {
    const auto* const list = list_of_.Find(nlp::Hash(code, static_cast<std::uint64_t>(part)));
    if (!list) return;
    numbers.insert(numbers.end(), lists_[*list - 1].begin(), lists_[*list - 1].end());
  };
  take(Part::kLemma, lemma);
  take(Part::kForm, form);
  for (std::uint64_t sizes = prefix_sizes_; sizes != 0; sizes &= sizes - 1) {
    const auto size = static_cast<std::size_t>(std::countr_zero(sizes));
    if (size > form.size()) break;
    take(Part::kPrefix, form.substr(0, size));
  }
}

void PresenceIndex::Look(const TokenView& view, TokenSpan span, Scratch& scratch) const {
  if (scratch.index != this || scratch.numbers.size() > kMostNumbers) {
    scratch.index = this;
    scratch.slots.assign(kSlots, {});
    scratch.numbers.clear();
  }
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
      slot.word = word;
      slot.first = static_cast<std::uint32_t>(scratch.numbers.size());
      Find(lemma, form, scratch.numbers);
      slot.count = static_cast<std::uint32_t>(scratch.numbers.size()) - slot.first;
    }
    for (std::uint32_t i = 0; i < slot.count; ++i) set(scratch.numbers[slot.first + i]);
    if ((view.token(position).traits & core::kNumber) != 0) {
      for (const std::uint32_t number : of_numbers_) set(number);
    }
  }
}

}  // namespace classify
