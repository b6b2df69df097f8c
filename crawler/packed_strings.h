// Many strings kept compressed in memory and read by number: the shared strings of a workbook,
// which cannot be written to a disk since they are what citizens wrote.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

namespace crawler {

// Immutable but for its cache of inflated blocks. Strings that were added one after the other lie
// together, so that reading in about that order inflates each block once; one far away costs some
// 20 us. Not thread-safe.
class PackedStrings {
 public:
  class Builder;

  PackedStrings();  // none
  PackedStrings(PackedStrings&&) noexcept;
  PackedStrings& operator=(PackedStrings&&) noexcept;
  ~PackedStrings();

  std::uint64_t size() const;
  // The string with number `index` < size(). It lives until the next call.
  std::string_view Get(std::uint64_t index);
  // Taken from the heap, the cache included, about.
  std::size_t memory_bytes() const;

 private:
  struct Impl;
  explicit PackedStrings(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

class PackedStrings::Builder {
 public:
  Builder();
  ~Builder();

  void Add(std::string_view string);  // of less than 1 GB
  PackedStrings Finish() &&;

 private:
  std::unique_ptr<Impl> impl_;
};

}  // namespace crawler
