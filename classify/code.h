// The codes of single tokens in the streams, as nlp/alphabet.h gives them: found, compared, looked
// up.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

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

// A code with its first bytes, and the space behind it, in a number: most comparisons are over with
// one look at it.
class WholeCode {
 public:
  WholeCode() = default;
  explicit WholeCode(std::string code) : code_(std::move(code)) {
    const std::string ended = code_ + nlp::kSpaceByte;
    first_ = nlp::LoadUpTo8(std::string_view(ended).substr(0, 8));
    if (ended.size() < 8) mask_ = (std::uint64_t{1} << 8 * ended.size()) - 1;
  }

  const std::string& code() const { return code_; }
  // The first bytes of the code and its space, up to eight, as a number.
  std::uint64_t first() const { return first_; }
  std::size_t first_bytes() const { return std::min<std::size_t>(code_.size() + 1, 8); }
  // Whether the code of the token at `at` begins with this one.
  bool BeginsAt(const std::string& stream, std::uint32_t at) const {
    if (code_.size() < 8 && stream.size() - at >= 8) {
      const std::uint64_t mask = (std::uint64_t{1} << 8 * code_.size()) - 1;
      const auto first = nlp::LoadLittleEndian<std::uint64_t>(stream.data() + at);
      return ((first ^ first_) & mask) == 0;
    }
    return std::string_view(stream).substr(at).starts_with(code_);
  }
  // Whether the token that begins at `at` has exactly this code.
  bool IsAt(const std::string& stream, std::uint32_t at) const {
    if (stream.size() - at >= 8) {
      const auto first = nlp::LoadLittleEndian<std::uint64_t>(stream.data() + at);
      if ((first & mask_) != first_) return false;
      if (code_.size() < 8) return true;
    }
    return CodeAt(stream, at) == code_;
  }

 private:
  std::string code_;
  std::uint64_t first_ = 0, mask_ = ~std::uint64_t{0};
};

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

// A set of codes. Not changed once it is asked.
class CodeSet {
 public:
  CodeSet() = default;
  // Sorts `codes` and drops those that are there twice.
  explicit CodeSet(std::vector<std::string> codes);

  bool empty() const { return codes_.empty(); }
  const std::vector<std::string>& codes() const { return codes_; }
  // The BeginBits of its codes.
  std::uint64_t begins() const { return begins_; }
  // Whether it has the code of the token at `at`.
  bool HasAt(const std::string& stream, std::uint32_t at) const {
    if ((begins_ & BeginAt(stream, at)) == 0) return false;
    const std::string_view code = CodeAt(stream, at);
    const std::uint64_t hash = nlp::Hash(code);
    for (std::size_t slot = hash & mask_;; slot = (slot + 1) & mask_) {
      const auto [tag, number] = slots_[slot];
      if (number == 0) return false;
      if (tag == TagOf(hash) && codes_[number - 1] == code) return true;
    }
  }

 private:
  struct Slot {
    std::uint32_t tag = 0;
    std::uint32_t number = 0;  // of the code, counted from 1; 0: free
  };
  static std::uint32_t TagOf(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32); }

  std::uint64_t begins_ = 0;
  std::vector<std::string> codes_;
  std::vector<Slot> slots_;  // at most half of them taken
  std::size_t mask_ = 0;
};

}  // namespace classify
