#include "store/word_postings.h"

#include <algorithm>
#include <utility>

#include "store/codec.h"
#include "store/keys.h"

namespace store {
namespace {

// Those of both, with the payloads of what both have put together.
void MergeInto(const PostingArrays& a, const PostingArrays& b, PostingArrays& out) {
  out.Clear();
  for (std::size_t i = 0, j = 0; i < a.lows.size() || j < b.lows.size();) {
    const bool take_a = j == b.lows.size() || (i < a.lows.size() && a.lows[i] <= b.lows[j]);
    const bool take_b = i == a.lows.size() || (j < b.lows.size() && b.lows[j] <= a.lows[i]);
    out.lows.push_back(take_a ? a.lows[i] : b.lows[j]);
    const std::uint32_t of_a = take_a ? a.payloads[i] : 0, of_b = take_b ? b.payloads[j] : 0;
    out.payloads.push_back(
        PayloadOf(FrequencyOf(of_a) + FrequencyOf(of_b), InTitle(of_a) || InTitle(of_b)));
    i += take_a ? 1 : 0;
    j += take_b ? 1 : 0;
  }
}

}  // namespace

std::vector<rocksdb::PinnableSlice> ReadBlocks(const Database& database,
                                               const Database::Snapshot& snapshot,
                                               std::span<const std::string> lemmas,
                                               std::uint32_t first, std::uint32_t segments) {
  std::vector<std::string> keys;
  keys.reserve(lemmas.size() * (segments - first));
  for (const std::string& lemma : lemmas) {
    for (std::uint32_t segment = first; segment < segments; ++segment) {
      AppendFixed(keys.emplace_back(TermOf(lemma)), static_cast<std::uint16_t>(segment));
    }
  }
  const std::vector<rocksdb::Slice> slices(keys.begin(), keys.end());
  std::vector<rocksdb::PinnableSlice> blocks;
  database.MultiGet(Family::kPostings, slices, blocks, snapshot);
  return blocks;
}

void DamagedBlock(const Database& database) {
  database.Damaged("a block of postings is unreadable");
}

WordPostings::WordPostings(const Database& database, const Database::Snapshot& snapshot,
                           std::vector<std::string> lemmas, std::uint32_t first,
                           std::uint32_t segments)
    : database_(database),
      lemmas_(std::move(lemmas)),
      first_(first),
      segments_(segments),
      blocks_(ReadBlocks(database, snapshot, lemmas_, first, segments)),
      arrays_(lemmas_.size()) {}

std::vector<std::uint64_t> WordPostings::Count(DocumentNumber last) const {
  const std::uint32_t last_segment = last >> kSegmentBits;
  std::vector<std::uint64_t> counts(lemmas_.size());
  for (std::size_t i = 0; i < lemmas_.size(); ++i) {
    for (std::uint32_t segment = first_; segment < std::min(last_segment, segments_); ++segment) {
      if (!Block(i, segment).empty()) counts[i] += CountPostings(Block(i, segment));
    }
    if (last_segment >= segments_ || Block(i, last_segment).empty()) continue;
    counts[i] += CountPostings(Block(i, last_segment), static_cast<std::uint16_t>(last));
  }
  return counts;
}

std::size_t WordPostings::BytesIn(std::uint32_t segment) const {
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < lemmas_.size(); ++i) bytes += Block(i, segment).size();
  return bytes;
}

const PostingArrays& WordPostings::In(std::uint32_t segment) {
  const bool several = lemmas_.size() > 1;
  PostingArrays& result = several || lemmas_.empty() ? merged_ : arrays_[0];
  if (read_ == segment) return result;
  read_ = segment;
  merged_.Clear();
  PostingArrays joined;
  for (std::size_t i = 0; i < lemmas_.size(); ++i) {
    arrays_[i].Clear();
    const std::string_view block = Block(i, segment);
    if (block.empty()) continue;
    if (!ReadBlock(block, arrays_[i])) DamagedBlock(database_);
    if (!several) break;
    MergeInto(merged_, arrays_[i], joined);
    std::swap(merged_, joined);
  }
  return result;
}

WordPostings::Positions::Positions(const WordPostings& word) : database_(word.database_) {
  for (const PostingArrays& arrays : word.arrays_) {
    if (!arrays.lows.empty()) places_.push_back({&arrays, 0, PositionReader(arrays.positions)});
  }
}

void WordPostings::Positions::Of(std::uint16_t low, std::vector<std::uint32_t>& out) {
  out.clear();
  std::size_t lists = 0;
  for (Place& place : places_) {
    const auto& [lows, payloads, bytes] = *place.arrays;
    std::uint64_t passed = 0;
    while (place.at < lows.size() && lows[place.at] < low)
      passed += FrequencyOf(payloads[place.at++]);
    if (passed > 0) place.positions.Skip(passed);
    if (place.at < lows.size() && lows[place.at] == low) {
      place.positions.Read(FrequencyOf(payloads[place.at++]), out);
      ++lists;
    }
    if (place.positions.damaged()) DamagedBlock(database_);
  }
  if (lists > 1) std::sort(out.begin(), out.end());
}

}  // namespace store
