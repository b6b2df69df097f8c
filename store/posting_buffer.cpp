#include "store/posting_buffer.h"

#include <algorithm>

namespace store {
namespace {

constexpr std::size_t kFirstTable = 1024;  // a power of two

// Compares as the beginning of the key does.
std::uint64_t FirstBytes(std::string_view key) {
  std::uint64_t first = 0;
  for (std::size_t i = 0; i < sizeof first; ++i) {
    first = first << 8 | (i < key.size() ? static_cast<unsigned char>(key[i]) : 0);
  }
  return first;
}

}  // namespace

PostingBuffer::PostingBuffer() : table_(kFirstTable) {}

// The place of `key` in the table, or where it would go.
std::size_t PostingBuffer::Find(std::string_view key, std::size_t hash) const {
  const std::size_t mask = table_.size() - 1;
  std::size_t place = hash & mask;
  while (table_[place] != 0) {
    const Entry& entry = entries_[table_[place] - 1];
    if (entry.hash == hash && entry.key == key) break;
    place = (place + 1) & mask;
  }
  return place;
}

void PostingBuffer::Grow() {
  table_.assign(table_.size() * 2, 0);
  for (std::size_t i = 0; i < used_; ++i) {
    table_[Find(entries_[i].key, entries_[i].hash)] = static_cast<std::uint32_t>(i + 1);
  }
}

void PostingBuffer::Add(std::string_view key, const Posting& posting) {
  const std::size_t hash = std::hash<std::string_view>()(key);
  const std::size_t place = Find(key, hash);
  if (table_[place] != 0) {
    entries_[table_[place] - 1].block.Add(posting);
    return;
  }
  if (used_ == entries_.size()) entries_.emplace_back();
  Entry& entry = entries_[used_++];
  entry.key = key;
  entry.hash = hash;
  entry.block.Clear();
  entry.block.Add(posting);
  table_[place] = static_cast<std::uint32_t>(used_);
  if (used_ * 2 > table_.size()) Grow();
}

void PostingBuffer::Drain(
    const std::function<void(std::string_view key, std::string_view block)>& visit) {
  order_.clear();
  for (std::uint32_t i = 0; i < used_; ++i) order_.emplace_back(FirstBytes(entries_[i].key), i);
  std::sort(order_.begin(), order_.end(), [this](const auto& a, const auto& b) {
    return a.first != b.first ? a.first < b.first : entries_[a.second].key < entries_[b.second].key;
  });
  for (const auto& [first, i] : order_) {
    drained_.clear();
    entries_[i].block.AppendTo(drained_);
    visit(entries_[i].key, drained_);
  }
  used_ = 0;
  std::fill(table_.begin(), table_.end(), 0);
}

}  // namespace store
