#include "classify/presence.h"

#include <algorithm>
#include <array>

#include "classify/code.h"
#include "nlp/hash.h"

namespace classify {
namespace {

constexpr std::size_t kMostRows = 1 << 13;  // kept at once
constexpr std::uint32_t kBlock = 32;        // words

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
  return numbers_.try_emplace(witness, static_cast<std::uint32_t>(numbers_.size())).first->second;
}

void PresenceIndex::Freeze() {
  std::vector<const Witness*> witnesses(numbers_.size());
  for (const auto& [witness, number] : numbers_) witnesses[number] = &witness;
  for (std::uint32_t number = 0; number < witnesses.size(); ++number) {
    const Witness& witness = *witnesses[number];
    for (const std::string& code : witness.lemmas) words_.Insert(WordPart::kLemma, code, number);
    for (const std::string& code : witness.forms) words_.Insert(WordPart::kForm, code, number);
    for (const std::string& code : witness.prefixes)
      words_.Insert(WordPart::kBeginning, code, number);
    if (witness.number) of_numbers_.push_back(number);
  }
  row_size_ = witnesses.size() / 64 + 1;
}

std::size_t PresenceIndex::RowOf(std::string_view lemma, std::string_view form,
                                 Scratch& scratch) const {
  scratch.found.clear();
  words_.Find(lemma, form, scratch.found);
  if (scratch.found.empty()) return 0;
  const std::size_t row = std::max(scratch.rows.size(), row_size_);
  scratch.rows.resize(row + row_size_);
  for (const std::uint32_t number : scratch.found) {
    scratch.rows[row + number / 64] |= std::uint64_t{1} << number % 64;
  }
  return row;
}

// Rows are far apart in memory: those of a block of words are called for before the first is read.
void PresenceIndex::Look(const TokenView& view, TokenSpan span, Scratch& scratch, Bits& all) const {
  all.assign(row_size_, 0);
  std::uint64_t* __restrict const bits = all.data();
  std::array<std::size_t, kBlock> rows;
  std::uint8_t traits = 0;
  for (std::uint32_t position = span.begin; position < span.end;) {
    if (scratch.rows.size() > kMostRows * row_size_) {
      scratch.slots.assign(kSlots, {});
      scratch.rows.clear();
    }
    std::size_t count = 0;
    const std::uint32_t end = std::min(span.end, position + kBlock);
    for (; position < end; ++position) {
      traits |= view.token(position).traits;
      const std::string_view lemma = CodeAt(view.text->lemma_stream, view.lemma_at[position]);
      const std::string_view form = CodeAt(view.text->surface_stream, view.surface_at[position]);
      const std::uint64_t word = std::max<std::uint64_t>(nlp::Hash(form, nlp::Hash(lemma)), 1);
      Scratch::Slot& slot = scratch.slots[word % kSlots];
      if (slot.word != word) slot = {word, RowOf(lemma, form, scratch)};
      if (slot.row == 0) continue;
      rows[count++] = slot.row;
      for (std::size_t i = 0; i < row_size_; i += 8) {
        __builtin_prefetch(&scratch.rows[slot.row + i]);
      }
    }
    for (std::size_t i = 0; i < count; ++i) {
      const std::uint64_t* __restrict const row = &scratch.rows[rows[i]];
      for (std::size_t j = 0; j < row_size_; ++j) bits[j] |= row[j];
    }
  }
  if ((traits & core::kNumber) == 0) return;
  for (const std::uint32_t number : of_numbers_)
    bits[number / 64] |= std::uint64_t{1} << number % 64;
}

const PresenceIndex::Bits& SentencePresence::Of(const PresenceIndex& index, std::size_t language,
                                                const TokenView& view, core::Field field,
                                                std::uint32_t sentence) {
  Slot& slot = slots_[(2 * sentence + (field == core::Field::kTitle ? 1 : 0)) % kSlots];
  if (slot.document != document_ || slot.field != field || slot.sentence != sentence) {
    slot.document = document_;
    slot.field = field;
    slot.sentence = sentence;
    index.Look(view, {view.first[sentence], view.first[sentence + 1]}, words_[language], slot.bits);
  }
  return slot.bits;
}

}  // namespace classify
