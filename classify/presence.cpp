#include "classify/presence.h"

#include <algorithm>
#include <array>
#include <utility>

#include "classify/code.h"
#include "nlp/hash.h"

namespace classify {
namespace {

constexpr std::uint32_t kBlock = 16;  // tokens
constexpr std::uint64_t kOfDigits = nlp::Mix(1);

bool IsDigits(const core::Token& token) {
  return (token.traits & (core::kNumber | core::kWord)) == core::kNumber;
}

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
  slots_.resize(slots_.size() + set.slot_count, kFreeSlot);
  const std::uint32_t mask = set.slot_count - 1;
  for (const std::uint32_t word : words) {
    std::uint32_t slot = word & mask;
    while (slots_[set.first + slot] != kFreeSlot) slot = (slot + 1) & mask;
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

std::uint64_t PresenceIndex::HashOf(const TokenView& view, std::uint32_t position) {
  const std::string_view lemma = CodeAt(view.text->lemma_stream, view.lemma_at[position]);
  const std::string_view form = CodeAt(view.text->surface_stream, view.surface_at[position]);
  const std::uint64_t seed = IsDigits(view.token(position)) ? kOfDigits : 0;
  return std::max<std::uint64_t>(nlp::Hash(form, nlp::Hash(lemma, seed)), 1);
}

void PresenceIndex::MakeRoom(Scratch& scratch) {
  if (scratch.kept.size() <= kMostKept) return;
  scratch.slots.assign(kSlots, {});
  scratch.kept.clear();
}

const PresenceIndex::Scratch::Slot& PresenceIndex::Find(std::uint64_t token, const TokenView& view,
                                                        std::uint32_t position,
                                                        Scratch& scratch) const {
  Scratch::Slot& slot = scratch.slots[token % kSlots];
  if (slot.token == token) return slot;
  auto& kept = scratch.kept;
  slot.token = token;
  slot.first = static_cast<std::uint32_t>(kept.size());
  words_.Find(CodeAt(view.text->lemma_stream, view.lemma_at[position]),
              CodeAt(view.text->surface_stream, view.surface_at[position]), kept);
  if (IsDigits(view.token(position))) kept.push_back(digits_);
  slot.words = static_cast<std::uint32_t>(kept.size()) - slot.first;
  for (std::uint32_t i = 0; i < slot.words; ++i) {
    const auto& witnesses = witnesses_of_[kept[slot.first + i]];
    kept.insert(kept.end(), witnesses.begin(), witnesses.end());
  }
  slot.witnesses = static_cast<std::uint32_t>(kept.size()) - slot.first - slot.words;
  return slot;
}

void Presence::Begin(const PresenceIndex& index, PresenceIndex::Scratch& scratch,
                     const TokenView& view, TokenSpan span) {
  index_ = &index;
  scratch_ = &scratch;
  view_ = &view;
  begin_ = span.begin;
  knows_all_ = false;
  tokens_.assign(span.end - span.begin, {});
  words_.clear();
}

void Presence::Take(std::uint32_t token, const PresenceIndex::Scratch::Slot& slot) {
  TokenWords& taken = tokens_[token];
  taken.first = static_cast<std::uint32_t>(words_.size());
  taken.count = slot.words;
  for (std::uint32_t i = 0; i < slot.words; ++i) {
    const std::uint32_t word = scratch_->kept[slot.first + i];
    taken.filter |= WordSet::FilterOf(word);
    words_.push_back(word);
  }
}

void Presence::LookAt(std::uint32_t token) {
  const std::uint32_t position = begin_ + token;
  PresenceIndex::MakeRoom(*scratch_);
  Take(token, index_->Find(PresenceIndex::HashOf(*view_, position), *view_, position, *scratch_));
}

// What is kept of tokens lies far apart in memory: that of a block of tokens is called for before
// the first is read.
void Presence::LookAtUnknown() {
  knows_all_ = true;
  filter_ = 0;
  witnesses_.assign(index_->numbers_.size() / 64 + 1, 0);
  std::array<std::uint64_t, kBlock> hashes;
  std::array<PresenceIndex::Scratch::Slot, kBlock> found;
  for (std::uint32_t begin = 0; begin < tokens_.size(); begin += kBlock) {
    const auto count = std::min(kBlock, static_cast<std::uint32_t>(tokens_.size()) - begin);
    for (std::uint32_t i = 0; i < count; ++i) {
      hashes[i] = PresenceIndex::HashOf(*view_, begin_ + begin + i);
      PresenceIndex::Prefetch(hashes[i], *scratch_);
    }
    // Before the block, since what was found of it must stay.
    PresenceIndex::MakeRoom(*scratch_);
    for (std::uint32_t i = 0; i < count; ++i) {
      found[i] = index_->Find(hashes[i], *view_, begin_ + begin + i, *scratch_);
      __builtin_prefetch(scratch_->kept.data() + found[i].first);
    }
    for (std::uint32_t i = 0; i < count; ++i) {
      TokenWords& token = tokens_[begin + i];
      if (token.first == TokenWords::kUnknown) Take(begin + i, found[i]);
      filter_ |= token.filter;
      const std::uint32_t* at = scratch_->kept.data() + found[i].first + found[i].words;
      for (const std::uint32_t* const end = at + found[i].witnesses; at != end; ++at) {
        witnesses_[*at / 64] |= std::uint64_t{1} << *at % 64;
      }
    }
  }
}

Presence& SentencePresence::Of(const PresenceIndex& index, std::size_t language,
                               const TokenView& view, core::Field field, std::uint32_t sentence) {
  Slot& slot = slots_[(2 * sentence + (field == core::Field::kTitle ? 1 : 0)) % kSlots];
  if (slot.document != document_ || slot.field != field || slot.sentence != sentence) {
    slot.document = document_;
    slot.field = field;
    slot.sentence = sentence;
    slot.presence.Begin(index, words_[language], view,
                        {view.first[sentence], view.first[sentence + 1]});
  }
  return slot.presence;
}

}  // namespace classify
