// Near-duplicates: bottom-k sketches of the pairs of neighbouring lemmas propose candidates
// (Broder, On the resemblance and containment of documents, 1997; Cohen, Kaplan, Summarizing data
// using bottom-k sketches, 2007), exact Jaccard decides.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "store/store.h"

namespace store {

// Hashes of what a text is made of, each ascending, each once.
struct Grams {
  std::vector<std::uint64_t> words;  // lemmas
  std::vector<std::uint64_t> pairs;  // neighbouring ones, also across sentences: a reprint is often
                                     // cut into other ones
};
// Of the text of this lemma stream. Reuses the memory of `grams`.
void GramsOf(std::string_view lemma_stream, Grams& grams);
// Size of the intersection by size of the union; 0 if either is empty.
double Jaccard(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b);
// How much of one text is in the other: the Jaccard similarity of their pairs, or 0 where that of
// their words says that they share but formulas.
double Similarity(const Grams& a, const Grams& b);

inline constexpr std::size_t kSketchSize = 64;

// The smallest hashes of the pairs of a text, ascending and each once, in their upper 32 bits.
// Where two texts have a share of their pairs in common, so have their sketches.
struct Sketch {
  std::array<std::uint32_t, kSketchSize> hashes{};
  std::uint32_t size = 0;  // how many there are

  std::span<const std::uint32_t> used() const { return std::span(hashes).first(size); }
  bool operator==(const Sketch&) const = default;
};

// nullopt for a text of less than three words.
std::optional<Sketch> SketchOf(const Grams& grams);
// About the Jaccard similarity of the pairs of the two texts, exact if both together have less than
// kSketchSize; the error's standard deviation is below 0.0625.
double EstimateJaccard(const Sketch& a, const Sketch& b);

// A document as the seeker of near-duplicates knows it.
struct SketchRecord {
  DocumentNumber group = 0;
  Sketch sketch;
};
std::string Encode(const SketchRecord& record);
// nullopt if the bytes are no such record.
std::optional<SketchRecord> DecodeSketch(std::string_view bytes);

}  // namespace store
