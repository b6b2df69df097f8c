// Large tables of which a small corpus touches little.
#pragma once

#include <cstddef>
#include <cstdlib>
#include <memory>
#include <new>
#include <type_traits>

namespace store {

struct FreeMemory {
  void operator()(void* memory) const { std::free(memory); }
};

template <typename T>
using ZeroedArray = std::unique_ptr<T[], FreeMemory>;

// Zeroed by the system, page by page, on first touch. Throws std::bad_alloc.
template <typename T>
ZeroedArray<T> MakeZeroedArray(std::size_t count) {
  static_assert(std::is_trivially_copyable_v<T>);
  void* memory = std::calloc(count, sizeof(T));
  if (memory == nullptr) throw std::bad_alloc();
  return ZeroedArray<T>(static_cast<T*>(memory));
}

}  // namespace store
