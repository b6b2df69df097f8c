#include "store/near_duplicate_window.h"

#include <algorithm>
#include <bit>

namespace store {
namespace {

constexpr std::size_t kMaxCompared = 16;  // exactly
constexpr std::uint32_t kChain = 5;       // documents looked at per hash, on average
constexpr std::uint32_t kLongChain = 32;  // and of one hash
// What a single phrase in common gives by chance.
constexpr std::uint32_t kLeastShared = 2;
constexpr std::size_t kHeadsPerSlot = 16;
// An estimate this far below the threshold is below it in truth: two standard deviations.
constexpr double kMargin = 0.12;

}  // namespace

NearDuplicateWindow::NearDuplicateWindow(std::size_t capacity)
    : mask_(static_cast<std::uint32_t>(std::bit_ceil(std::max<std::size_t>(capacity, 1)) - 1)),
      slots_(MakeZeroedArray<Slot>(this->capacity())),
      entries_(MakeZeroedArray<Entry>(kSketchSize * this->capacity())),
      heads_(MakeZeroedArray<Head>(kHeadsPerSlot * this->capacity())) {}

NearDuplicateWindow::Head& NearDuplicateWindow::HeadOf(std::uint32_t hash) {
  // The hashes of sketches are small ones: their lower bits are as good as any.
  return heads_[hash & (kHeadsPerSlot * capacity() - 1)];
}

Sketch NearDuplicateWindow::SketchIn(std::uint32_t slot) const {
  Sketch sketch;
  sketch.size = slots_[slot].size;
  for (std::uint32_t i = 0; i < sketch.size; ++i) {
    sketch.hashes[i] = entries_[slot * kSketchSize + i].hash;
  }
  return sketch;
}

void NearDuplicateWindow::Add(DocumentNumber number, const SketchRecord& record) {
  Advance(number);
  const std::uint32_t slot = number & mask_;
  Release(slot);
  slots_[slot] = {number, record.group, record.sketch.size};
  for (std::uint32_t i = 0; i < record.sketch.size; ++i) {
    const auto at = slot * static_cast<std::uint32_t>(kSketchSize) + i;
    const std::uint32_t hash = record.sketch.hashes[i];
    Head& head = HeadOf(hash);
    entries_[at] = {hash, std::exchange(head.newest, at + 1)};
    ++head.documents;
  }
}

void NearDuplicateWindow::Remove(DocumentNumber number) {
  if (slots_[number & mask_].number == number) Release(number & mask_);
}

// It stays a link of its chains; without a group it is no candidate.
void NearDuplicateWindow::Release(std::uint32_t slot) {
  if (slots_[slot].group == 0) return;
  slots_[slot].group = 0;
  for (std::uint32_t i = 0; i < slots_[slot].size; ++i) {
    --HeadOf(entries_[slot * kSketchSize + i].hash).documents;
  }
}

// Numbers that are left out push older ones out of the window as others do.
void NearDuplicateWindow::Advance(DocumentNumber number) {
  const DocumentNumber from = std::exchange(next_, number);
  if (from == 0) return;
  for (DocumentNumber left_out = from; left_out < number; ++left_out) {
    const std::uint32_t slot = left_out & mask_;
    if (slots_[slot].number != left_out) Release(slot);
  }
}

// Begins the chains of the sketch, those of rare hashes first: what is said in many documents tells
// least, and takes what steps the rare ones leave.
void NearDuplicateWindow::Begin(DocumentNumber number, const Sketch& sketch) {
  for (const std::uint32_t hash : sketch.used()) __builtin_prefetch(&HeadOf(hash));
  by_rarity_.clear();
  for (const std::uint32_t hash : sketch.used()) {
    by_rarity_.emplace_back(HeadOf(hash).documents, hash);
  }
  std::sort(by_rarity_.begin(), by_rarity_.end());
  chains_.clear();
  std::uint32_t left = kChain * sketch.size;
  for (const auto& [documents, hash] : by_rarity_) {
    const std::uint32_t steps = std::min({documents, kLongChain, left});
    if (steps == 0) continue;
    left -= steps;
    chains_.push_back({hash, HeadOf(hash).newest, number, 0, steps});
  }
}

// A step of each chain in turn, so that none waits for memory alone.
void NearDuplicateWindow::Meet(DocumentNumber number, const Sketch& sketch) {
  const auto oldest =
      static_cast<DocumentNumber>(number > capacity() ? number - capacity() : std::size_t{1});
  Advance(number);
  Begin(number, sketch);
  met_.clear();
  while (!chains_.empty()) {
    std::size_t kept = 0;
    for (const Chain& chain : chains_) {
      if (chain.link == 0 || chain.steps == 0) continue;
      __builtin_prefetch(&entries_[chain.link - 1]);
      chains_[kept++] = chain;
    }
    chains_.resize(kept);
    for (Chain& chain : chains_) {
      const Slot& slot = slots_[(chain.link - 1) / kSketchSize];
      const Entry& entry = entries_[chain.link - 1];
      const bool on =
          slot.number < chain.at || (slot.number == chain.at && chain.link < chain.from);
      const bool held = on && slot.number >= oldest && (chain.link - 1) % kSketchSize < slot.size;
      chain.at = slot.number;
      chain.from = std::exchange(chain.link, held ? entry.before : 0);
      if (!held || slot.group == 0) continue;
      --chain.steps;
      if (entry.hash == chain.hash) met_.push_back(slot.number);
    }
  }
  std::sort(met_.begin(), met_.end());
}

const std::vector<NearDuplicateWindow::Candidate>& NearDuplicateWindow::Find(DocumentNumber number,
                                                                             const Sketch& sketch,
                                                                             double threshold) {
  Meet(number, sketch);
  ranked_.clear();
  for (std::size_t i = 0; i < met_.size();) {
    std::size_t end = i + 1;
    while (end < met_.size() && met_[end] == met_[i]) ++end;
    const auto shared = static_cast<std::uint32_t>(end - i);
    if (shared >= kLeastShared) ranked_.emplace_back(shared, met_[i]);
    i = end;
  }
  std::sort(ranked_.begin(), ranked_.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  });
  candidates_.clear();
  for (const auto& [shared, met] : ranked_) {
    if (candidates_.size() == kMaxCompared) break;
    const std::uint32_t slot = met & mask_;
    if (EstimateJaccard(sketch, SketchIn(slot)) < threshold - kMargin) continue;
    candidates_.push_back({met, slots_[slot].group});
  }
  return candidates_;
}

}  // namespace store
