#include "store/near_duplicate_window.h"

#include <algorithm>
#include <bit>
#include <new>
#include <type_traits>

namespace store {
namespace {

constexpr int kChain = 32;  // documents looked at per band
// An estimate this far below the threshold is below it in truth: 2.5 standard deviations for short
// texts, more for others.
constexpr double kMargin = 0.25;

template <typename T>
T* Zeroed(std::size_t count) {
  static_assert(std::is_trivially_copyable_v<T>);
  void* memory = std::calloc(count, sizeof(T));
  if (memory == nullptr) throw std::bad_alloc();
  return static_cast<T*>(memory);
}

}  // namespace

NearDuplicateWindow::NearDuplicateWindow(std::size_t capacity)
    : mask_(static_cast<std::uint32_t>(std::bit_ceil(std::max<std::size_t>(capacity, 1)) - 1)),
      slots_(Zeroed<Slot>(this->capacity())),
      heads_(Zeroed<DocumentNumber>(kBandCount * this->capacity())) {}

const NearDuplicateWindow::Slot* NearDuplicateWindow::Held(DocumentNumber number,
                                                           DocumentNumber oldest) const {
  const Slot& slot = slots_[number & mask_];
  return number >= oldest && slot.number == number ? &slot : nullptr;
}

DocumentNumber& NearDuplicateWindow::HeadOf(std::size_t band, std::uint32_t hash) {
  return heads_[band * capacity() + (hash & mask_)];
}

void NearDuplicateWindow::Add(DocumentNumber number, const SketchRecord& record) {
  Slot& slot = slots_[number & mask_];
  slot.number = number;
  slot.group = record.group;
  slot.sketch = record.sketch;
  for (std::size_t band = 0; band < kBandCount; ++band) {
    slot.before[band] = std::exchange(HeadOf(band, record.sketch.bands[band]), number);
  }
}

void NearDuplicateWindow::Remove(DocumentNumber number) {
  // It stays a link of its chains; without a group it is no candidate.
  if (slots_[number & mask_].number == number) slots_[number & mask_].group = 0;
}

const std::vector<NearDuplicateWindow::Candidate>& NearDuplicateWindow::Find(DocumentNumber number,
                                                                             const Sketch& sketch,
                                                                             double threshold,
                                                                             std::size_t limit) {
  const auto oldest =
      static_cast<DocumentNumber>(number > capacity() ? number - capacity() : std::size_t{1});
  met_.clear();
  for (std::size_t band = 0; band < kBandCount; ++band) {
    const Slot* slot = Held(HeadOf(band, sketch.bands[band]), oldest);
    for (int steps = 0; steps < kChain && slot != nullptr;
         slot = Held(slot->before[band], oldest)) {
      if (slot->group == 0) continue;
      ++steps;
      if (slot->sketch.bands[band] == sketch.bands[band]) met_.push_back(slot->number);
    }
  }
  std::sort(met_.begin(), met_.end());

  ranked_.clear();
  for (const DocumentNumber met : met_) {
    if (ranked_.empty() || ranked_.back().second != met) ranked_.push_back({0, met});
    ++ranked_.back().first;
  }
  std::sort(ranked_.begin(), ranked_.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  });
  candidates_.clear();
  for (const auto& [shared, met] : ranked_) {
    if (candidates_.size() == limit) break;
    const Slot& slot = slots_[met & mask_];
    if (EstimateJaccard(sketch, slot.sketch) < threshold - kMargin) continue;
    candidates_.push_back({met, slot.group});
  }
  return candidates_;
}

}  // namespace store
