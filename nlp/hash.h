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

template <typename Unsigned>
Unsigned LoadLittleEndian(const char* at) {
  Unsigned value = 0;
  if constexpr (std::endian::native == std::endian::little) {
    std::memcpy(&value, at, sizeof value);
  } else {
    for (std::size_t i = 0; i < sizeof value; ++i) {
      value |= static_cast<Unsigned>(static_cast<unsigned char>(at[i])) << 8 * i;
    }
  }
  return value;
}

// At most eight bytes as a number, the first one lowest. Loads of fixed sizes that overlap, since a
// copy of any size is a call.
inline std::uint64_t LoadUpTo8(std::string_view bytes) {
  const char* const at = bytes.data();
  const std::size_t size = bytes.size();
  if (size >= 4) {
    return LoadLittleEndian<std::uint32_t>(at) |
           std::uint64_t{LoadLittleEndian<std::uint32_t>(at + size - 4)} << 8 * (size - 4);
  }
  if (size == 0) return 0;
  const auto byte = [&](std::size_t i) {
    return std::uint64_t{static_cast<unsigned char>(at[i])} << 8 * i;
  };
  return byte(0) | byte(size / 2) | byte(size - 1);
}

// Seeds are to differ in all their bits, as those that Mix or this gives do: words of up to eight
// bytes that differ as two seeds do have the same hash with one and the other.
inline std::uint64_t Hash(std::string_view bytes, std::uint64_t seed = 0) {
  std::uint64_t state = seed ^ bytes.size() * 0x9E3779B97F4A7C15ULL;
  while (bytes.size() > 8) {
    state = (state ^ LoadLittleEndian<std::uint64_t>(bytes.data())) * 0xBF58476D1CE4E5B9ULL;
    state ^= state >> 32;
    bytes.remove_prefix(8);
  }
  return Mix(state ^ LoadUpTo8(bytes));
}

}  // namespace nlp
