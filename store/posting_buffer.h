// Postings of a group of documents, gathered by term so that each term is written once. Include
// from .cpp files only.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "store/postings.h"

namespace store {

// Keeps its memory from one group to the next. Not thread-safe.
class PostingBuffer {
 public:
  PostingBuffer();

  // Adds one posting of `key` (a term with its segment). For one key, `posting.low` must grow.
  void Add(std::string_view key, const Posting& posting);
  // Gives every key with the block of its postings, in the order of keys, and empties the buffer.
  void Drain(const std::function<void(std::string_view key, std::string_view block)>& visit);

 private:
  struct Entry {
    std::string key;
    BlockBuilder block;
    std::size_t hash = 0;
  };

  std::size_t Find(std::string_view key, std::size_t hash) const;
  void Grow();

  std::vector<Entry> entries_;  // the first `used_` are of this group
  std::size_t used_ = 0;
  std::vector<std::uint32_t> table_;  // open addressing: index of an entry plus 1; 0: free
  std::vector<std::pair<std::uint64_t, std::uint32_t>> order_;  // first bytes of keys, entries
  std::string drained_;
};

}  // namespace store
