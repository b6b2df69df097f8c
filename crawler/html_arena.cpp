#include "crawler/html_arena.h"

#include <algorithm>
#include <new>

namespace crawler {
namespace {

constexpr std::size_t kChunk = 1 << 20;
constexpr std::size_t kKept = 8;  // chunks that survive a reset
constexpr std::size_t kAlign = alignof(std::max_align_t);

}  // namespace

void* HtmlArena::Allocate(std::size_t bytes) noexcept {
  bytes = (bytes + kAlign - 1) & ~(kAlign - 1);
  if (bytes > left_ && !Grow(bytes)) return nullptr;
  std::byte* const result = next_;
  next_ += bytes;
  left_ -= bytes;
  return result;
}

bool HtmlArena::Grow(std::size_t bytes) noexcept {
  const std::size_t size = std::max(bytes, kChunk);
  if (size > limit_ || taken_ > limit_ - size) return false;
  if (in_use_ == chunks_.size() || chunks_[in_use_].size < size) {
    try {
      chunks_.insert(chunks_.begin() + static_cast<std::ptrdiff_t>(in_use_),
                     Chunk{std::unique_ptr<std::byte[]>(new std::byte[size]), size});
    } catch (const std::bad_alloc&) {
      return false;
    }
  }
  const Chunk& chunk = chunks_[in_use_++];
  taken_ += chunk.size;
  next_ = chunk.bytes.get();
  left_ = chunk.size;
  return true;
}

void HtmlArena::Reset() noexcept {
  std::erase_if(chunks_, [](const Chunk& chunk) { return chunk.size > kChunk; });
  if (chunks_.size() > kKept) chunks_.resize(kKept);
  taken_ = in_use_ = left_ = 0;
  next_ = nullptr;
}

}  // namespace crawler
