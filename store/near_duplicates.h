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
using BandHashes = std::array<std::uint64_t, kBandCount>;

// nullopt for the signature of a text too short to have one.
std::optional<BandHashes> BandHashesOf(const core::Signature& signature);

// The members of one band: the oldest 32 and the newest 32 documents, so that a form letter sent a
// million times costs no more than 64. Members are fixed32 numbers; blocks grow from one to the
// next; joining is associative. False if the bytes are no members.
inline constexpr std::size_t kBandEnds = 32;
bool JoinMembers(std::span<const std::string_view> blocks, std::string& out);

// Hashes of the 3-grams of lemmas, ascending, each once. Grams run across sentences, because a
// reprint is often cut into other ones. Reuses the memory of `grams`.
void GramsOf(std::string_view lemma_stream, std::vector<std::uint64_t>& grams);
// Size of the intersection by size of the union; 0 if either is empty.
double Jaccard(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b);

// The documents of `bands` (one block of members each, perhaps empty), those that share most bands
// first, then the oldest; at most `limit`.
std::vector<DocumentNumber> RankCandidates(std::span<const std::string_view> bands,
                                           std::size_t limit);

}  // namespace store
