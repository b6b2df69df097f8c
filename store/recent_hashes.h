// Which keys were met lately, in memory that does not grow.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "store/zeroed_array.h"

namespace store {

// A set-associative cache of hashes: of those that share a line the one that was not met for
// longest gives way. Not thread-safe.
class RecentHashes {
 public:
  RecentHashes() : lines_(MakeZeroedArray<Line>(kLines)) {}

  // Whether it is held already; from now on it is.
  bool Meet(std::uint64_t hash) {
    Line& line = LineOf(hash);
    const auto at = std::find(line.begin(), line.end(), hash);
    const bool held = at != line.end();
    std::copy_backward(line.begin(), held ? at : line.end() - 1, held ? at + 1 : line.end());
    line.front() = hash;
    return held;
  }
  void Forget(std::uint64_t hash) {
    Line& line = LineOf(hash);
    std::replace(line.begin(), line.end(), hash, std::uint64_t{0});
  }

 private:
  using Line = std::array<std::uint64_t, 8>;       // of a processor's cache; the last met first
  static constexpr std::size_t kLines = 1u << 19;  // 32 MB

  // The middle bits choose it: tables by the same hashes take the lower ones.
  Line& LineOf(std::uint64_t hash) { return lines_[(hash >> 20) % kLines]; }

  ZeroedArray<Line> lines_;
};

}  // namespace store
