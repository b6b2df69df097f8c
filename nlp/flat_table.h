// A hash table in one block of memory, from 64-bit hashes to small values.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace nlp {

// Keys are hashes: two words of one hash are one to it. Pointers are valid until the next Insert.
template <typename Value>
class FlatTable {
 public:
  explicit FlatTable(std::size_t capacity = 0) {
    std::size_t slots = 64;
    while (slots < capacity * 2) slots *= 2;
    slots_.resize(slots);
  }

  // The value of `hash`, made if there is none.
  Value& Insert(std::uint64_t hash) {
    if (hash == kFree) hash = 1;
    if ((size_ + 1) * 2 > slots_.size()) Grow();
    Slot& slot = slots_[SlotOf(hash)];
    if (slot.hash == kFree) {
      slot.hash = hash;
      ++size_;
    }
    return slot.value;
  }

  // nullptr if there is none.
  const Value* Find(std::uint64_t hash) const {
    if (hash == kFree) hash = 1;
    const Slot& slot = slots_[SlotOf(hash)];
    return slot.hash == kFree ? nullptr : &slot.value;
  }
  // Calls for the memory in which Find will look: of many, before the first is found.
  void Prefetch(std::uint64_t hash) const { __builtin_prefetch(&slots_[FirstSlotOf(hash)]); }

 private:
  static constexpr std::uint64_t kFree = 0;
  struct Slot {
    std::uint64_t hash = kFree;
    Value value{};
  };

  std::size_t FirstSlotOf(std::uint64_t hash) const {
    return (hash ^ hash >> 32) & (slots_.size() - 1);
  }
  // Where `hash` is, or would be put.
  std::size_t SlotOf(std::uint64_t hash) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = FirstSlotOf(hash);
    while (slots_[at].hash != kFree && slots_[at].hash != hash) at = (at + 1) & mask;
    return at;
  }

  void Grow() {
    std::vector<Slot> old(slots_.size() * 2);
    std::swap(old, slots_);
    for (const Slot& slot : old) {
      if (slot.hash != kFree) slots_[SlotOf(slot.hash)] = slot;
    }
  }

  std::vector<Slot> slots_;
  std::size_t size_ = 0;
};

// A set of 64-bit hashes of which it keeps 32 bits: now and then it has one that was never put in
// (about one look-up in a hundred million).
class FlatSet {
 public:
  explicit FlatSet(std::size_t capacity) {
    std::size_t slots = 64;
    while (slots < capacity * 2) slots *= 2;
    slots_.resize(slots);
  }

  // At most `capacity` of them.
  void Insert(std::uint64_t hash) {
    std::uint32_t& slot = slots_[SlotOf(hash)];
    slot = Tag(hash);
  }
  bool Has(std::uint64_t hash) const { return slots_[SlotOf(hash)] != 0; }

 private:
  static std::uint32_t Tag(std::uint64_t hash) {
    const auto tag = static_cast<std::uint32_t>(hash >> 32);
    return tag == 0 ? 1 : tag;
  }
  std::size_t SlotOf(std::uint64_t hash) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = hash & mask;
    while (slots_[at] != 0 && slots_[at] != Tag(hash)) at = (at + 1) & mask;
    return at;
  }

  std::vector<std::uint32_t> slots_;
};

}  // namespace nlp
