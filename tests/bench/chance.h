// Chance that falls the same on every machine: random numbers from a seed, and draws by rank.
#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

namespace bench {

// SplitMix64 (Steele, Lea, Flood, Fast splittable pseudorandom number generators, 2014).
constexpr std::uint64_t Mix(std::uint64_t bits) {
  bits = (bits ^ (bits >> 30)) * 0xbf58'476d'1ce4'e5b9u;
  bits = (bits ^ (bits >> 27)) * 0x94d0'49bb'1331'11ebu;
  return bits ^ (bits >> 31);
}

class Chance {
 public:
  explicit Chance(std::uint64_t seed) : state_(seed) {}

  std::uint64_t Bits() { return Mix(state_ += 0x9e37'79b9'7f4a'7c15u); }
  // In [0, 1).
  double Uniform() { return static_cast<double>(Bits() >> 11) * 0x1p-53; }
  // In [0, limit); limit > 0.
  std::uint32_t Below(std::size_t limit) {
    return static_cast<std::uint32_t>((Bits() >> 32) * limit >> 32);
  }
  bool With(double probability) { return Uniform() < probability; }
  // From 1 to 2^31 with a probability close to rank to the power of -exponent; exponent > 1.
  std::uint32_t OpenRank(double exponent) {
    const double rank = std::pow(1 - Uniform(), -1 / (exponent - 1));
    return static_cast<std::uint32_t>(std::min(rank, 0x1p31));
  }

 private:
  std::uint64_t state_;
};

// Ranks from 0 by the law of Zipf and Mandelbrot: 1 / (rank + shift) ^ exponent. Constant time
// (Walker's aliases).
class Zipf {
 public:
  Zipf(std::size_t ranks, double shift, double exponent) : cells_(ranks) {
    std::vector<double> shares(ranks);
    double sum = 0;
    for (std::size_t i = 0; i < ranks; ++i) {
      sum += shares[i] = std::pow(static_cast<double>(i) + 1 + shift, -exponent);
    }
    std::vector<std::uint32_t> small, large;
    for (std::uint32_t i = 0; i < ranks; ++i) {
      shares[i] *= static_cast<double>(ranks) / sum;
      (shares[i] < 1 ? small : large).push_back(i);
    }
    while (!small.empty() && !large.empty()) {
      const std::uint32_t poor = small.back(), rich = large.back();
      small.pop_back();
      cells_[poor] = {static_cast<float>(shares[poor]), rich};
      shares[rich] -= 1 - shares[poor];
      if (shares[rich] < 1) {
        large.pop_back();
        small.push_back(rich);
      }
    }
    for (const auto& rest : {small, large}) {
      for (const std::uint32_t i : rest) cells_[i] = {1, i};
    }
  }

  std::uint32_t Draw(Chance& chance) const {
    const std::uint32_t i = chance.Below(cells_.size());
    return chance.Uniform() < static_cast<double>(cells_[i].own) ? i : cells_[i].alias;
  }

 private:
  struct Cell {
    float own;  // the share of this rank in its cell
    std::uint32_t alias;
  };
  std::vector<Cell> cells_;
};

// About how many different words there were, in 2 MB, with an error below one per cent up to some
// ten millions (Whang, Vander-Zanden, Taylor, A linear-time probabilistic counting algorithm,
// 1990).
class DistinctWords {
 public:
  void Add(std::string_view word) {
    const std::uint64_t bit = Mix(std::hash<std::string_view>()(word)) >> (64 - kBits);
    map_[bit / 64] |= std::uint64_t{1} << (bit % 64);
  }
  double Count() const {
    std::size_t set = 0;
    for (const std::uint64_t bits : map_) set += static_cast<std::size_t>(std::popcount(bits));
    const double size = std::size_t{1} << kBits;
    return -size * std::log1p(-static_cast<double>(set) / size);
  }

 private:
  static constexpr unsigned kBits = 24;
  std::vector<std::uint64_t> map_ = std::vector<std::uint64_t>(std::size_t{1} << (kBits - 6));
};

}  // namespace bench
