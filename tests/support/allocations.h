// Counts how often a test program asks for memory. Replaces operator new, so one file of a program
// includes it.
#pragma once

#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <new>

namespace fixture {
inline std::atomic<std::uint64_t> allocations{0};
}  // namespace fixture

[[gnu::noinline]] void* operator new(std::size_t size) {
  ++fixture::allocations;
  if (void* const memory = std::malloc(size)) return memory;
  throw std::bad_alloc();
}
[[gnu::noinline]] void operator delete(void* memory) noexcept {
  std::free(memory);
}
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}
