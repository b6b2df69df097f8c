// Sets of numbers for counting, with nothing to free per element.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace store {

// Numbers each of the order in which they first came, from 0. Open addressing; not thread-safe.
class FlatSet {
 public:
  // The number of `key`, and whether it is new.
  std::pair<std::uint32_t, bool> Insert(std::uint64_t key) {
    if ((keys_.size() + 1) * 2 > table_.size()) Grow();
    const std::size_t place = Find(key);
    if (table_[place] != 0) return {table_[place] - 1, false};
    keys_.push_back(key);
    table_[place] = static_cast<std::uint32_t>(keys_.size());
    return {table_[place] - 1, true};
  }
  // By number.
  const std::vector<std::uint64_t>& keys() const { return keys_; }

 private:
  std::size_t Find(std::uint64_t key) const {
    const std::size_t mask = table_.size() - 1;
    std::size_t place = (key * 0x9E37'79B9'7F4A'7C15u >> 20) & mask;
    while (table_[place] != 0 && keys_[table_[place] - 1] != key) place = (place + 1) & mask;
    return place;
  }
  void Grow() {
    table_.assign(table_.empty() ? 1024 : table_.size() * 4, 0);
    for (std::size_t i = 0; i < keys_.size(); ++i) {
      table_[Find(keys_[i])] = static_cast<std::uint32_t>(i + 1);
    }
  }

  std::vector<std::uint64_t> keys_;
  std::vector<std::uint32_t> table_;  // of a key: its number plus 1; 0: free
};

}  // namespace store
