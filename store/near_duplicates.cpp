#include "store/near_duplicates.h"

#include <algorithm>
#include <cstddef>

#include "core/fnv1a.h"
#include "store/codec.h"
#include "store/record.h"

namespace store {
namespace {

constexpr char kSentence = '\2';
// Texts on one matter that share their formulas share less of their words, reprints more.
constexpr double kLeastOfWords = 0.38;
constexpr std::uint8_t kSketchVersion = 2;

// The finaliser of MurmurHash3 (public domain): every bit of the input reaches every bit.
constexpr std::uint64_t Mix(std::uint64_t bits) {
  bits ^= bits >> 33;
  bits *= 0xff51'afd7'ed55'8ccdu;
  bits ^= bits >> 33;
  bits *= 0xc4ce'b9fe'1a85'ec53u;
  bits ^= bits >> 33;
  return bits;
}

// Sketches on the disk rest on it: another one is another format.
std::uint64_t HashToken(std::string_view token) {
  return Mix(core::Fnv1a(token));
}

void SortOnce(std::vector<std::uint64_t>& hashes) {
  std::sort(hashes.begin(), hashes.end());
  hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
}

}  // namespace

void GramsOf(std::string_view lemma_stream, Grams& grams) {
  grams.words.clear();
  grams.pairs.clear();
  for (std::size_t at = 0; at < lemma_stream.size();) {
    if (lemma_stream[at] == ' ' || lemma_stream[at] == kSentence) {
      ++at;
      continue;
    }
    const std::size_t end = std::min(lemma_stream.find(' ', at), lemma_stream.size());
    const std::uint64_t word = HashToken(lemma_stream.substr(at, end - at));
    if (!grams.words.empty()) grams.pairs.push_back(Mix(Mix(grams.words.back()) + word));
    grams.words.push_back(word);
    at = end;
  }
  SortOnce(grams.words);
  SortOnce(grams.pairs);
}

double Jaccard(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) {
  if (a.empty() || b.empty()) return 0;
  std::size_t common = 0;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (a[i] == b[j]) {
      ++common, ++i, ++j;
    } else if (a[i] < b[j]) {
      ++i;
    } else {
      ++j;
    }
  }
  return static_cast<double>(common) / static_cast<double>(a.size() + b.size() - common);
}

double Similarity(const Grams& a, const Grams& b) {
  return Jaccard(a.words, b.words) < kLeastOfWords ? 0 : Jaccard(a.pairs, b.pairs);
}

std::optional<Sketch> SketchOf(const Grams& grams) {
  constexpr std::size_t kLeastPairs = 2;
  if (grams.pairs.size() < kLeastPairs) return std::nullopt;
  Sketch sketch;
  for (const std::uint64_t pair : grams.pairs) {
    const auto hash = static_cast<std::uint32_t>(pair >> 32);
    if (sketch.size > 0 && sketch.hashes[sketch.size - 1] == hash) continue;
    sketch.hashes[sketch.size++] = hash;
    if (sketch.size == kSketchSize) break;
  }
  return sketch;
}

// Of the smallest hashes of both texts together, those that both have.
double EstimateJaccard(const Sketch& a, const Sketch& b) {
  std::size_t i = 0, j = 0, common = 0, all = 0;
  // Behind the last hash of a full sketch more may follow that nobody knows.
  const auto next = [](const Sketch& sketch, std::size_t at) {
    return at < sketch.size ? std::uint64_t{sketch.hashes[at]} : UINT64_MAX;
  };
  while (all < kSketchSize && (i < a.size || j < b.size)) {
    const std::uint64_t one = next(a, i), other = next(b, j);
    if (one == UINT64_MAX && a.size == kSketchSize) break;
    if (other == UINT64_MAX && b.size == kSketchSize) break;
    common += one == other ? 1 : 0;
    i += one <= other ? 1 : 0;
    j += other <= one ? 1 : 0;
    ++all;
  }
  return all == 0 ? 0 : static_cast<double>(common) / static_cast<double>(all);
}

std::string Encode(const SketchRecord& record) {
  std::string out(1, static_cast<char>(kSketchVersion));
  AppendFixed(out, record.group);
  AppendVarint(out, record.sketch.size);
  for (const std::uint32_t hash : record.sketch.used()) AppendFixed(out, hash);
  return out;
}

std::optional<SketchRecord> DecodeSketch(std::string_view bytes) {
  Reader reader(bytes);
  if (reader.Byte() != kSketchVersion) return std::nullopt;
  SketchRecord record;
  record.group = reader.Fixed<DocumentNumber>();
  record.sketch.size = reader.Varint32();
  if (!reader.ok() || record.sketch.size > kSketchSize) return std::nullopt;
  for (std::uint32_t i = 0; i < record.sketch.size; ++i) {
    record.sketch.hashes[i] = reader.Fixed<std::uint32_t>();
  }
  if (!reader.ok() || !reader.done()) return std::nullopt;
  return record;
}

}  // namespace store
