#include "nlp/signature.h"

#include <algorithm>
#include <tuple>

#include "nlp/hash.h"

namespace nlp {
namespace {

constexpr std::size_t kBins = std::tuple_size_v<core::Signature>;
constexpr std::size_t kBinBits = 7;
static_assert(kBins == std::size_t{1} << kBinBits);

}  // namespace

core::Signature SignatureOf(std::span<const std::uint64_t> words) {
  core::Signature signature{};
  if (words.size() < 3) return signature;
  for (std::size_t i = 0; i + 2 < words.size(); ++i) {
    // Order counts: each word has a multiplier of its own.
    const std::uint64_t shingle =
        Mix(words[i] * 0x9E3779B97F4A7C15ULL + words[i + 1] * 0xC2B2AE3D27D4EB4FULL + words[i + 2]);
    std::uint32_t& least = signature[shingle >> (64 - kBinBits)];
    // Zero is left to "no signature"; less by one it is more than every value.
    const std::uint32_t value = std::max(static_cast<std::uint32_t>(shingle), std::uint32_t{1});
    least = std::min(least - 1, value - 1) + 1;
  }
  const core::Signature filled = signature;
  for (std::size_t bin = 0; bin < kBins; ++bin) {
    // An empty bin borrows from a filled one, chosen by a hash of the bin and the attempt only, so
    // that two texts choose alike. Ends, because one bin is filled at least.
    std::size_t from = bin;
    for (std::uint64_t attempt = 1; filled[from] == 0; ++attempt) {
      from = Mix(bin << 32 | attempt) >> (64 - kBinBits);
    }
    signature[bin] = filled[from];
  }
  return signature;
}

}  // namespace nlp
