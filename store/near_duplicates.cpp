#include "store/near_duplicates.h"

#include <algorithm>
#include <cstddef>

#include "store/codec.h"

namespace store {
namespace {

constexpr std::size_t kRows = std::tuple_size_v<core::Signature> / kBandCount;
constexpr std::size_t kMemberBytes = sizeof(DocumentNumber);
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

std::optional<BandHashes> BandHashesOf(const core::Signature& signature) {
  if (std::all_of(signature.begin(), signature.end(), [](auto row) { return row == 0; })) {
    return std::nullopt;
  }
  BandHashes hashes;
  for (std::size_t band = 0; band < kBandCount; ++band) {
    std::uint64_t hash = band;
    for (std::size_t row = 0; row < kRows; ++row) {
      hash = Mix(hash + signature[band * kRows + row] + 0x9e37'79b9'7f4a'7c15u);
    }
    hashes[band] = hash;
  }
  return hashes;
}

bool JoinMembers(std::span<const std::string_view> blocks, std::string& out) {
  out.clear();
  for (const std::string_view block : blocks) {
    if (block.size() % kMemberBytes != 0) return false;
    out.append(block);
  }
  constexpr std::size_t kEndBytes = kBandEnds * kMemberBytes;
  if (out.size() > 2 * kEndBytes) out.erase(kEndBytes, out.size() - 2 * kEndBytes);
  return true;
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

std::vector<DocumentNumber> RankCandidates(std::span<const std::string_view> bands,
                                           std::size_t limit) {
  std::vector<DocumentNumber> members;
  for (std::string_view band : bands) {
    for (; band.size() >= kMemberBytes; band.remove_prefix(kMemberBytes)) {
      members.push_back(FixedAt<DocumentNumber>(band));
    }
  }
  std::sort(members.begin(), members.end());

  struct Candidate {
    std::size_t shared;
    DocumentNumber number;
  };
  std::vector<Candidate> candidates;
  for (const DocumentNumber member : members) {
    if (candidates.empty() || candidates.back().number != member) candidates.push_back({0, member});
    ++candidates.back().shared;
  }
  const auto more = [](const Candidate& a, const Candidate& b) {
    return a.shared != b.shared ? a.shared > b.shared : a.number < b.number;
  };
  const std::size_t kept = std::min(limit, candidates.size());
  std::partial_sort(candidates.begin(), candidates.begin() + static_cast<std::ptrdiff_t>(kept),
                    candidates.end(), more);
  std::vector<DocumentNumber> ranked;
  for (std::size_t i = 0; i < kept; ++i) ranked.push_back(candidates[i].number);
  return ranked;
}

}  // namespace store
