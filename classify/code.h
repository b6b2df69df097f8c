// The codes of single tokens in the streams, as nlp/alphabet.h gives them.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "nlp/alphabet.h"
#include "nlp/hash.h"

namespace classify {

inline constexpr std::uint64_t kEachByte = 0x0101010101010101;

// The code of the token that begins at `at`, up to the space behind it.
inline std::string_view CodeAt(const std::string& stream, std::uint32_t at) {
  const char* const begin = stream.data() + at;
  const std::size_t rest = stream.size() - at;
  if (rest >= 8) {
    // The lowest byte that is a space becomes 0x80, none below it (Warren, Hacker's Delight, 6-1).
    const auto bytes = nlp::LoadLittleEndian<std::uint64_t>(begin) ^ kEachByte * nlp::kSpaceByte;
    const std::uint64_t spaces = (bytes - kEachByte) & ~bytes & kEachByte << 7;
    if (spaces != 0) return {begin, static_cast<std::size_t>(std::countr_zero(spaces)) / 8};
  }
  const void* const space = std::memchr(begin, nlp::kSpaceByte, rest);
  return {begin, space ? static_cast<std::size_t>(static_cast<const char*>(space) - begin) : rest};
}

// How many tokens end in `bytes`: the spaces in it, without those before first tokens. Eight bytes
// at a time, since what lies between two hits is too short for wider registers.
inline std::uint32_t CountSpaces(std::string_view bytes) {
  const auto are_spaces = [](std::uint64_t eight) {
    constexpr std::uint64_t kLow = ~(kEachByte << 7);
    eight ^= kEachByte * nlp::kSpaceByte;
    return ~(((eight & kLow) + kLow) | eight | kLow) >> 7;  // 1 in each byte that was a space
  };
  std::uint32_t count = 0;
  while (bytes.size() >= 8) {
    std::uint64_t sums = 0;  // of each byte; none may overflow
    for (int i = 0; i < 31 && bytes.size() >= 8; ++i, bytes.remove_prefix(8)) {
      sums += are_spaces(nlp::LoadLittleEndian<std::uint64_t>(bytes.data()));
    }
    count += static_cast<std::uint32_t>((sums * kEachByte) >> 56);
  }
  // Of what is left only so many bytes were loaded; the others are zero.
  return count + static_cast<std::uint32_t>((are_spaces(nlp::LoadUpTo8(bytes)) * kEachByte) >> 56);
}

// The begin of a code as one bit of 64: its first two bytes mixed, of which the second may be the
// space behind it. Sets of such bits tell most tokens that they are not looked for.
inline std::uint64_t BeginBit(char first, char second) {
  const auto a = static_cast<unsigned char>(first), b = static_cast<unsigned char>(second);
  return std::uint64_t{1} << (a * 37U + b * 11U) % 64;
}
inline std::uint64_t BeginAt(const std::string& stream, std::uint32_t at) {
  return BeginBit(stream[at], stream[at + 1]);
}
// The bits of all codes that begin with `prefix`; of all there are for one byte or none.
inline std::uint64_t BeginsOfPrefix(std::string_view prefix) {
  return prefix.size() < 2 ? ~std::uint64_t{0} : BeginBit(prefix[0], prefix[1]);
}

}  // namespace classify
