// Fast 64-bit hashing with fixed seeds: the same on every machine and in every run.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace nlp {

// Finaliser of SplitMix64 (Steele, Lea, Flood 2014).
constexpr std::uint64_t Mix(std::uint64_t x) {
  x ^= x >> 30;
  x *= 0xBF58476D1CE4E5B9ULL;
  x ^= x >> 27;
  x *= 0x94D049BB133111EBULL;
  return x ^ x >> 31;
}

inline std::uint64_t Hash(std::string_view bytes, std::uint64_t seed = 0) {
  // Little-endian on every machine.
  const auto load = [](const char* at, std::size_t size) {
    std::uint64_t value = 0;
    if constexpr (std::endian::native == std::endian::little) {
      std::memcpy(&value, at, size);
    } else {
      for (std::size_t i = 0; i < size; ++i) {
        value |= static_cast<std::uint64_t>(static_cast<unsigned char>(at[i])) << 8 * i;
      }
    }
    return value;
  };
  std::uint64_t state = seed ^ bytes.size() * 0x9E3779B97F4A7C15ULL;
  while (bytes.size() > 8) {
    state = (state ^ load(bytes.data(), 8)) * 0xBF58476D1CE4E5B9ULL;
    state ^= state >> 32;
    bytes.remove_prefix(8);
  }
  return Mix(state ^ load(bytes.data(), bytes.size()));
}

}  // namespace nlp
