#include "store/word_postings.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "store/codec.h"
#include "store/keys.h"
#include "store/rows.h"

namespace store {
namespace {

// Those of both, with the payloads of what both have put together.
void MergeInto(const PostingArrays& a, const PostingArrays& b, PostingArrays& out) {
  const auto [lows, payloads] = out.MakeRoom(a.lows.size() + b.lows.size());
  std::size_t count = 0;
  for (std::size_t i = 0, j = 0; i < a.lows.size() || j < b.lows.size(); ++count) {
    const bool take_a = j == b.lows.size() || (i < a.lows.size() && a.lows[i] <= b.lows[j]);
    const bool take_b = i == a.lows.size() || (j < b.lows.size() && b.lows[j] <= a.lows[i]);
    lows[count] = take_a ? a.lows[i] : b.lows[j];
    const std::uint32_t of_a = take_a ? a.payloads[i] : 0, of_b = take_b ? b.payloads[j] : 0;
    payloads[count] =
        PayloadOf(FrequencyOf(of_a) + FrequencyOf(of_b), InTitle(of_a) || InTitle(of_b));
    i += take_a ? 1 : 0;
    j += take_b ? 1 : 0;
  }
  out.End(count);
}

// Arrays of former queries of this thread, whose memory is used again: large ones cost more to
// allocate than to fill.
std::vector<PostingArrays>& SpareArrays() {
  thread_local std::vector<PostingArrays> spare;
  return spare;
}
constexpr std::size_t kMostSpare = 8;  // up to 0.4 MB each

}  // namespace

std::vector<rocksdb::PinnableSlice> ReadBlocks(const Database& database,
                                               const Database::Snapshot& snapshot,
                                               std::span<const std::string> lemmas,
                                               std::uint32_t first, std::uint32_t segments) {
  std::string keys;  // one behind the other
  std::vector<std::size_t> ends;
  ends.reserve(lemmas.size() * (segments - first));
  for (const std::string& lemma : lemmas) {
    const std::string term = TermOf(lemma);
    for (std::uint32_t segment = first; segment < segments; ++segment) {
      AppendFixed(keys.append(term), static_cast<std::uint16_t>(segment));
      ends.push_back(keys.size());
    }
  }
  std::vector<rocksdb::Slice> slices;
  slices.reserve(ends.size());
  std::size_t begin = 0;
  for (const std::size_t end : ends) {
    slices.emplace_back(keys.data() + begin, end - begin);
    begin = end;
  }
  std::vector<rocksdb::PinnableSlice> blocks;
  database.MultiGet(Family::kPostings, slices, blocks, snapshot);
  return blocks;
}

void DamagedBlock(const Database& database) {
  database.Damaged("a block of postings is unreadable");
}

WordPostings::WordPostings(const Database& database, std::vector<std::string> lemmas,
                           std::uint32_t first, std::uint32_t segments)
    : database_(database),
      lemmas_(std::move(lemmas)),
      first_(first),
      segments_(segments),
      arrays_(lemmas_.size()) {
  std::vector<PostingArrays>& spare = SpareArrays();
  for (PostingArrays& arrays : arrays_) {
    if (spare.empty()) break;
    arrays = std::move(spare.back());
    arrays.Clear();
    spare.pop_back();
  }
}

WordPostings::~WordPostings() {
  std::vector<PostingArrays>& spare = SpareArrays();
  for (PostingArrays& arrays : arrays_) {
    if (spare.size() < kMostSpare) spare.push_back(std::move(arrays));
  }
}

void ReadPostings(const Database& database, const Database::Snapshot& snapshot,
                  std::span<WordPostings* const> words) {
  if (words.empty()) return;
  std::vector<std::string> lemmas;
  for (const WordPostings* word : words) {
    lemmas.insert(lemmas.end(), word->lemmas_.begin(), word->lemmas_.end());
  }
  const std::uint32_t first = words.front()->first_, segments = words.front()->segments_;
  std::vector<rocksdb::PinnableSlice> blocks =
      ReadBlocks(database, snapshot, lemmas, first, segments);
  auto next = blocks.begin();
  for (WordPostings* word : words) {
    const auto end = next + static_cast<std::ptrdiff_t>(word->lemmas_.size() * (segments - first));
    word->blocks_.assign(std::move_iterator(next), std::move_iterator(end));
    next = end;
  }
}

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
    const auto lows = place.arrays->lows;
    const auto payloads = place.arrays->payloads;
    const std::size_t next = SeekRow(lows, place.at, low);
    std::uint64_t passed = 0;
    for (const std::uint32_t payload : payloads.subspan(place.at, next - place.at)) {
      passed += FrequencyOf(payload);
    }
    place.at = next;
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
