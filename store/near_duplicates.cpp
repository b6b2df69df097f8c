#include "store/near_duplicates.h"

#include <algorithm>
#include <cstddef>

#include "store/codec.h"
#include "store/record.h"

namespace store {
namespace {

constexpr std::size_t kRows = std::tuple_size_v<core::Signature> / kBandCount;
constexpr char kSentence = '\2';

// The finaliser of MurmurHash3 (public domain): every bit of the input reaches every bit.
constexpr std::uint64_t Mix(std::uint64_t bits) {
  bits ^= bits >> 33;
  bits *= 0xff51'afd7'ed55'8ccdu;
  bits ^= bits >> 33;
  bits *= 0xc4ce'b9fe'1a85'ec53u;
  bits ^= bits >> 33;
  return bits;
}

// FNV-1a, mixed. Written to disk nowhere, so that it may change.
std::uint64_t HashToken(std::string_view token) {
  std::uint64_t hash = 0xcbf2'9ce4'8422'2325u;
  for (const char byte : token) {
    hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100'0000'01b3u;
  }
  return Mix(hash);
}

}  // namespace

std::optional<Sketch> SketchOf(const core::Signature& signature) {
  if (std::all_of(signature.begin(), signature.end(), [](auto row) { return row == 0; })) {
    return std::nullopt;
  }
  Sketch sketch;
  for (std::size_t band = 0; band < kBandCount; ++band) {
    std::uint64_t hash = band;
    for (std::size_t row = 0; row < kRows; ++row) {
      hash = Mix(hash + signature[band * kRows + row] + 0x9e37'79b9'7f4a'7c15u);
    }
    sketch.bands[band] = static_cast<std::uint32_t>(hash);
  }
  std::transform(signature.begin(), signature.end(), sketch.rows.begin(),
                 [](std::uint32_t row) { return static_cast<std::uint8_t>(row); });
  return sketch;
}

double EstimateJaccard(const Sketch& a, const Sketch& b) {
  int equal = 0;
  for (std::size_t row = 0; row < a.rows.size(); ++row) equal += a.rows[row] == b.rows[row];
  constexpr double kByChance = 1.0 / 256;
  const double share = static_cast<double>(equal) / static_cast<double>(a.rows.size());
  return (share - kByChance) / (1 - kByChance);
}

void GramsOf(std::string_view lemma_stream, std::vector<std::uint64_t>& grams) {
  grams.clear();
  std::uint64_t before[2] = {0, 0};
  std::size_t tokens = 0;
  for (std::size_t at = 0; at < lemma_stream.size();) {
    if (lemma_stream[at] == ' ' || lemma_stream[at] == kSentence) {
      ++at;
      continue;
    }
    const std::size_t end = std::min(lemma_stream.find(' ', at), lemma_stream.size());
    const std::uint64_t token = HashToken(lemma_stream.substr(at, end - at));
    if (++tokens >= 3) grams.push_back(Mix(Mix(before[0]) + before[1]) + token);
    before[0] = before[1];
    before[1] = token;
    at = end;
  }
  std::sort(grams.begin(), grams.end());
  grams.erase(std::unique(grams.begin(), grams.end()), grams.end());
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

std::string Encode(const SketchRecord& record) {
  std::string out(1, static_cast<char>(kRecordVersion));
  AppendFixed(out, record.group);
  for (const std::uint32_t band : record.sketch.bands) AppendFixed(out, band);
  out.append(record.sketch.rows.begin(), record.sketch.rows.end());
  return out;
}

std::optional<SketchRecord> DecodeSketch(std::string_view bytes) {
  Reader reader(bytes);
  if (reader.Byte() != kRecordVersion) return std::nullopt;
  SketchRecord record;
  record.group = reader.Fixed<DocumentNumber>();
  for (std::uint32_t& band : record.sketch.bands) band = reader.Fixed<std::uint32_t>();
  const std::string_view rows = reader.Bytes(record.sketch.rows.size());
  if (!reader.ok() || !reader.done()) return std::nullopt;
  std::copy(rows.begin(), rows.end(), record.sketch.rows.begin());
  return record;
}

}  // namespace store
