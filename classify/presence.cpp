#include "classify/presence.h"

#include <algorithm>
#include <array>
#include <utility>

#include "classify/code.h"
#include "nlp/hash.h"

namespace classify {
namespace {

constexpr std::uint32_t kBlock = 16;  // words

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
  bits_size_ = witnesses.size() / 64 + 1;
}

// What is kept of words lies far apart in memory: that of a block of words is called for before the
// first is read.
void PresenceIndex::Look(const TokenView& view, TokenSpan span, Scratch& scratch,
                         Bits& bits) const {
  bits.assign(bits_size_, 0);
  const auto set = [&bits](std::uint32_t number) {
    bits[number / 64] |= std::uint64_t{1} << number % 64;
  };
  std::array<std::uint64_t, kBlock> words;
  std::array<std::pair<std::uint32_t, std::uint32_t>, kBlock> found;
  std::uint8_t traits = 0;
  for (std::uint32_t begin = span.begin; begin < span.end; begin += kBlock) {
    const std::uint32_t count = std::min(kBlock, span.end - begin);
    const auto lemma = [&](std::uint32_t i) {
      return CodeAt(view.text->lemma_stream, view.lemma_at[begin + i]);
    };
    const auto form = [&](std::uint32_t i) {
      return CodeAt(view.text->surface_stream, view.surface_at[begin + i]);
    };
    for (std::uint32_t i = 0; i < count; ++i) {
      traits |= view.token(begin + i).traits;
      words[i] = std::max<std::uint64_t>(nlp::Hash(form(i), nlp::Hash(lemma(i))), 1);
      __builtin_prefetch(&scratch.slots[words[i] % kSlots]);
    }
    // Before the block, since what was found of it must stay.
    if (scratch.numbers.size() > kMostNumbers) {
      scratch.slots.assign(kSlots, {});
      scratch.numbers.clear();
    }
    for (std::uint32_t i = 0; i < count; ++i) {
      Scratch::Slot& slot = scratch.slots[words[i] % kSlots];
      if (slot.word != words[i]) {
        slot = {words[i], static_cast<std::uint32_t>(scratch.numbers.size()), 0};
        words_.Find(lemma(i), form(i), scratch.numbers);
        slot.count = static_cast<std::uint32_t>(scratch.numbers.size()) - slot.first;
      }
      found[i] = {slot.first, slot.count};
      __builtin_prefetch(scratch.numbers.data() + slot.first);
    }
    for (std::uint32_t i = 0; i < count; ++i) {
      const std::uint32_t* const numbers = scratch.numbers.data() + found[i].first;
      for (std::uint32_t j = 0; j < found[i].second; ++j) set(numbers[j]);
    }
  }
  if ((traits & core::kNumber) == 0) return;
  for (const std::uint32_t number : of_numbers_) set(number);
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
