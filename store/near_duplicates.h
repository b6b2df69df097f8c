// Near-duplicates: bands of MinHash signatures propose candidates (locality-sensitive hashing:
// Leskovec, Rajaraman, Ullman, Mining of Massive Datasets, chapter 3), exact Jaccard decides.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/normalized_text.h"
#include "store/store.h"

namespace store {

// 32 bands of 4 rows: texts of Jaccard 0.5 share a band with probability 0.87, of 0.7 with 0.9998.
inline constexpr std::size_t kBandCount = 32;

// What is kept of a signature to seek near-duplicates by.
struct Sketch {
  std::array<std::uint32_t, kBandCount> bands{};  // a hash of the rows of each band
  // The lowest 8 bits of each row: enough to estimate Jaccard (Li, Koenig, b-Bit Minwise Hashing,
  // 2010).
  std::array<std::uint8_t, std::tuple_size_v<core::Signature>> rows{};

  bool operator==(const Sketch&) const = default;
};

// nullopt for the signature of a text too short to have one.
std::optional<Sketch> SketchOf(const core::Signature& signature);
// About the Jaccard similarity of the two texts, -0.004 to 1; the error's standard deviation is
// below 0.05 for texts of 128 3-grams and more, below 0.1 for those of 30.
double EstimateJaccard(const Sketch& a, const Sketch& b);

// Hashes of the 3-grams of lemmas, ascending, each once. Grams run across sentences, because a
// reprint is often cut into other ones. Reuses the memory of `grams`.
void GramsOf(std::string_view lemma_stream, std::vector<std::uint64_t>& grams);
// Size of the intersection by size of the union; 0 if either is empty.
double Jaccard(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b);

// A document as the seeker of near-duplicates knows it.
struct SketchRecord {
  DocumentNumber group = 0;
  Sketch sketch;
};
std::string Encode(const SketchRecord& record);
// nullopt if the bytes are no such record.
std::optional<SketchRecord> DecodeSketch(std::string_view bytes);

}  // namespace store
