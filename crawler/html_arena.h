// Memory for one HTML parse after the other: taken piece by piece, given back all at once.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

namespace crawler {

// Not thread-safe.
class HtmlArena {
 public:
  // `limit`: bytes that may be taken between two resets.
  explicit HtmlArena(std::size_t limit) : limit_(limit) {}

  // Aligned for any type; nullptr past the limit or when the system has no memory. Never throws.
  void* Allocate(std::size_t bytes) noexcept;
  // Invalidates all that was allocated; keeps a few chunks for the next parse.
  void Reset() noexcept;

 private:
  struct Chunk {
    std::unique_ptr<std::byte[]> bytes;
    std::size_t size = 0;
  };
  bool Grow(std::size_t bytes) noexcept;

  std::size_t limit_;
  std::size_t taken_ = 0;  // bytes of the chunks in use
  std::vector<Chunk> chunks_;
  std::size_t in_use_ = 0;  // chunks
  std::byte* next_ = nullptr;
  std::size_t left_ = 0;
};

}  // namespace crawler
