#include "classify/presence.h"

#include <algorithm>
#include <array>
#include <utility>

#include "classify/code.h"
#include "nlp/hash.h"

namespace classify {
namespace {

constexpr std::uint32_t kBlock = 16;  // tokens

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

std::vector<std::uint32_t> PresenceIndex::NumbersOf(const Witness& witness) {
  std::vector<std::uint32_t> numbers;
  for (const std::string& code : witness.lemmas) {
    numbers.push_back(words_.Add(WordPart::kLemma, code));
  }
  for (const std::string& code : witness.forms) {
    numbers.push_back(words_.Add(WordPart::kForm, code));
  }
  for (const std::string& code : witness.prefixes) {
    numbers.push_back(words_.Add(WordPart::kBeginning, code));
  }
  if (witness.number) numbers.push_back(digits_);
  witnesses_of_.resize(words_.size());
  return numbers;
}

WordSet PresenceIndex::AddWords(const Witness& witness) {
  const std::vector<std::uint32_t> words = NumbersOf(witness);
  WordSet set;
  for (const std::uint32_t word : words) set.filter |= WordSet::FilterOf(word);
  if (words.size() == 1) {
    set.first = words.front();
    return set;
  }
  set.first = static_cast<std::uint32_t>(slots_.size());
  set.slot_count = static_cast<std::uint32_t>(std::bit_ceil(2 * words.size()));
  slots_.resize(slots_.size() + set.slot_count, Presence::kFreeSlot);
  const std::uint32_t mask = set.slot_count - 1;
  for (const std::uint32_t word : words) {
    std::uint32_t slot = word & mask;
    while (slots_[set.first + slot] != Presence::kFreeSlot) slot = (slot + 1) & mask;
    slots_[set.first + slot] = word;
  }
  return set;
}

std::uint32_t PresenceIndex::Add(const Witness& witness) {
  const auto [entry, added] =
      numbers_.try_emplace(witness, static_cast<std::uint32_t>(numbers_.size()));
  if (added) {
    for (const std::uint32_t word : NumbersOf(witness)) {
      witnesses_of_[word].push_back(entry->second);
    }
  }
  return entry->second;
}

void PresenceIndex::Keep(std::string_view lemma, std::string_view form, bool digits,
                         Scratch& scratch, Scratch::Slot& slot) const {
  auto& kept = scratch.kept;
  slot.first = static_cast<std::uint32_t>(kept.size());
  words_.Find(lemma, form, kept);
  if (digits) kept.push_back(digits_);
  slot.words = static_cast<std::uint32_t>(kept.size()) - slot.first;
  for (std::uint32_t i = 0; i < slot.words; ++i) {
    const auto& witnesses = witnesses_of_[kept[slot.first + i]];
    kept.insert(kept.end(), witnesses.begin(), witnesses.end());
  }
  slot.witnesses = static_cast<std::uint32_t>(kept.size()) - slot.first - slot.words;
}

// What is kept of tokens lies far apart in memory: that of a block of tokens is called for before
// the first is read.
void PresenceIndex::Look(const TokenView& view, TokenSpan span, Scratch& scratch,
                         Presence& presence) const {
  presence.slots_ = slots_.data();
  presence.filter_ = 0;
  presence.tokens_.clear();
  presence.words_.clear();
  presence.witnesses_.assign(numbers_.size() / 64 + 1, 0);
  auto& kept = scratch.kept;
  std::array<std::uint64_t, kBlock> tokens;
  std::array<Scratch::Slot, kBlock> found;
  for (std::uint32_t begin = span.begin; begin < span.end; begin += kBlock) {
    const std::uint32_t count = std::min(kBlock, span.end - begin);
    const auto lemma = [&](std::uint32_t i) {
      return CodeAt(view.text->lemma_stream, view.lemma_at[begin + i]);
    };
    const auto form = [&](std::uint32_t i) {
      return CodeAt(view.text->surface_stream, view.surface_at[begin + i]);
    };
    const auto is_digits = [&](std::uint32_t i) {
      return (view.token(begin + i).traits & (core::kNumber | core::kWord)) == core::kNumber;
    };
    for (std::uint32_t i = 0; i < count; ++i) {
      const std::uint64_t hash = nlp::Hash(form(i), nlp::Hash(lemma(i), is_digits(i) ? 1 : 0));
      tokens[i] = std::max<std::uint64_t>(hash, 1);
      __builtin_prefetch(&scratch.slots[tokens[i] % kSlots]);
    }
    // Before the block, since what was found of it must stay.
    if (kept.size() > kMostKept) {
      scratch.slots.assign(kSlots, {});
      kept.clear();
    }
    for (std::uint32_t i = 0; i < count; ++i) {
      Scratch::Slot& slot = scratch.slots[tokens[i] % kSlots];
      if (slot.token != tokens[i]) {
        slot.token = tokens[i];
        Keep(lemma(i), form(i), is_digits(i), scratch, slot);
      }
      found[i] = slot;
      __builtin_prefetch(kept.data() + slot.first);
    }
    for (std::uint32_t i = 0; i < count; ++i) {
      const std::uint32_t* at = kept.data() + found[i].first;
      Presence::TokenWords& token = presence.tokens_.emplace_back();
      token.first = static_cast<std::uint32_t>(presence.words_.size());
      token.count = found[i].words;
      for (const std::uint32_t* const end = at + found[i].words; at != end; ++at) {
        token.filter |= WordSet::FilterOf(*at);
        presence.words_.push_back(*at);
      }
      presence.filter_ |= token.filter;
      for (const std::uint32_t* const end = at + found[i].witnesses; at != end; ++at) {
        presence.witnesses_[*at / 64] |= std::uint64_t{1} << *at % 64;
      }
    }
  }
}

const Presence& SentencePresence::Of(const PresenceIndex& index, std::size_t language,
                                     const TokenView& view, core::Field field,
                                     std::uint32_t sentence) {
  Slot& slot = slots_[(2 * sentence + (field == core::Field::kTitle ? 1 : 0)) % kSlots];
  if (slot.document != document_ || slot.field != field || slot.sentence != sentence) {
    slot.document = document_;
    slot.field = field;
    slot.sentence = sentence;
    index.Look(view, {view.first[sentence], view.first[sentence + 1]}, words_[language],
               slot.presence);
  }
  return slot.presence;
}

}  // namespace classify
