#include "store/postings.h"

#include <immintrin.h>

#include <algorithm>
#include <cstring>
#include <limits>

#include "store/codec.h"

namespace store {
namespace {

// A block is: the last number (fixed16), the bytes of the documents (varint), the documents, the
// positions. A document is the varint difference to the number before (the first one to 0) and the
// varint payload. The last number first makes joining a matter of one changed varint per block.
struct Parts {
  std::uint16_t last = 0;
  std::string_view documents, positions;
};

// The bits that say of eight bytes whether a varint goes on.
constexpr std::uint64_t kEnds = 0x8080'8080'8080'8080u;

bool Split(std::string_view block, Parts& parts) {
  Reader reader(block);
  parts.last = reader.Fixed<std::uint16_t>();
  parts.documents = reader.String();
  parts.positions = reader.rest();
  return reader.ok() && !parts.documents.empty();
}

// How many of the 8 * `words` bytes at `at` do not end a varint: eight are counted side by side,
// each in a lane with room for 255.
inline std::uint64_t CountOthers(const char* at, std::size_t words) {
  constexpr std::uint64_t kOnes = kEnds >> 7, kEvenLanes = 0x00ff'00ff'00ff'00ffu;
  std::uint64_t lanes = 0;
  for (std::size_t i = 0; i < words; ++i) {
    std::uint64_t word = 0;
    std::memcpy(&word, at + 8 * i, sizeof(word));
    lanes += word >> 7 & kOnes;
  }
  lanes = (lanes & kEvenLanes) + (lanes >> 8 & kEvenLanes);
  return lanes * 0x0001'0001'0001'0001u >> 48;
}

// Each varint ends in its one byte below 0x80.
std::uint64_t CountVarints(std::string_view bytes) {
  constexpr std::size_t kMostWords = 255;
  std::uint64_t others = 0;
  const char* at = bytes.data();
  std::size_t left = bytes.size();
  while (left >= 8) {
    const std::size_t words = std::min(left / 8, kMostWords);
    others += CountOthers(at, words);
    at += 8 * words;
    left -= 8 * words;
  }
  for (; left > 0; --left) others += static_cast<unsigned char>(*at++) >> 7;
  return bytes.size() - others;
}

// Postings are read by the million, hence without the general Reader's state. False behind the
// end, and for more than 35 bits.
inline bool ReadVarint(const char*& at, const char* end, std::uint64_t& value) {
  if (at == end) return false;
  auto byte = static_cast<unsigned char>(*at++);
  value = byte & 0x7fu;
  for (int shift = 7; byte >= 0x80; shift += 7) {
    if (at == end || shift >= 35) return false;
    byte = static_cast<unsigned char>(*at++);
    value |= static_cast<std::uint64_t>(byte & 0x7fu) << shift;
  }
  return true;
}

// The mean step from document to document below which nearly all varints have one byte.
constexpr std::size_t kDenseStep = 48;

// Reads documents whose varints have one byte each, eight at once, up to the first sixteen bytes
// with one that has more; with SSE2, which every processor has that Hyperscan runs on. False if
// numbers do not grow or pass the segment.
bool ReadSmall(const char*& at, const char* end, std::uint64_t& low, PostingArrays::Room room,
               std::size_t& count) {
  const __m128i low_bytes = _mm_set1_epi16(0xff), zero = _mm_setzero_si128();
  const auto store = [](auto* place, __m128i values) {
    _mm_storeu_si128(reinterpret_cast<__m128i*>(place), values);
  };
  for (; end - at >= 16; at += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
    if (_mm_movemask_epi8(bytes) != 0) return true;
    __m128i sums = _mm_and_si128(bytes, low_bytes);  // of the steps
    if (_mm_movemask_epi8(_mm_cmpeq_epi16(sums, zero)) != 0) return false;
    sums = _mm_add_epi16(sums, _mm_slli_si128(sums, 2));
    sums = _mm_add_epi16(sums, _mm_slli_si128(sums, 4));
    sums = _mm_add_epi16(sums, _mm_slli_si128(sums, 8));
    const std::uint64_t last = low + static_cast<std::uint64_t>(_mm_extract_epi16(sums, 7));
    if (last > 0xffff) return false;
    const __m128i payloads = _mm_srli_epi16(bytes, 8);
    const __m128i before = _mm_set1_epi16(static_cast<std::int16_t>(low));
    store(room.lows + count, _mm_add_epi16(sums, before));
    store(room.payloads + count, _mm_unpacklo_epi16(payloads, zero));
    store(room.payloads + count + 4, _mm_unpackhi_epi16(payloads, zero));
    low = last;
    count += 8;
  }
  return true;
}

}  // namespace

void AppendPosition(std::string& positions, std::uint32_t last, std::uint32_t position) {
  AppendVarint(positions, position - last);
}

void BlockBuilder::Clear() {
  documents_.clear();
  positions_.clear();
  last_ = 0;
}

void BlockBuilder::Add(const Posting& posting) {
  AppendVarint(documents_, static_cast<std::uint64_t>(posting.low - last_));
  AppendVarint(documents_, posting.payload);
  positions_.append(posting.positions);
  last_ = posting.low;
}

void BlockBuilder::AppendTo(std::string& out) const {
  AppendFixed(out, last_);
  AppendString(out, documents_);
  out.append(positions_);
}

bool JoinBlocks(std::span<const std::string_view> blocks, std::string& out) {
  struct Joined {
    Parts parts;
    std::uint64_t step = 0;  // to its first document from the last one of the block before
    std::string_view others;
  };
  std::vector<Joined> joined(blocks.size());
  std::size_t documents = 0, positions = 0;
  std::int64_t last = -1;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    auto& [parts, step, others] = joined[i];
    if (!Split(blocks[i], parts)) return false;
    Reader reader(parts.documents);
    const std::uint64_t first = reader.Varint();
    if (!reader.ok() || first > parts.last || static_cast<std::int64_t>(first) <= last) {
      return false;
    }
    step = first - static_cast<std::uint64_t>(std::max<std::int64_t>(last, 0));
    others = reader.rest();
    documents += VarintBytes(step) + others.size();
    positions += parts.positions.size();
    last = parts.last;
  }
  if (last < 0) return false;
  out.clear();
  out.reserve(sizeof(std::uint16_t) + VarintBytes(documents) + documents + positions);
  AppendFixed(out, static_cast<std::uint16_t>(last));
  AppendVarint(out, documents);
  for (const Joined& part : joined) {
    AppendVarint(out, part.step);
    out.append(part.others);
  }
  for (const Joined& part : joined) out.append(part.parts.positions);
  return true;
}

bool RemoveFromBlock(std::string_view block, std::span<const std::uint16_t> lows,
                     std::string& out) {
  out.clear();
  PostingArrays arrays;
  if (!ReadBlock(block, arrays)) return false;
  BlockBuilder rest;
  std::size_t kept = 0;
  std::string_view positions = arrays.positions;
  for (std::size_t i = 0; i < arrays.lows.size(); ++i) {
    PositionReader reader(positions);
    reader.Skip(FrequencyOf(arrays.payloads[i]));
    if (reader.damaged()) return false;
    const std::string_view mine = positions.substr(0, positions.size() - reader.rest());
    positions.remove_prefix(mine.size());
    if (std::binary_search(lows.begin(), lows.end(), arrays.lows[i])) continue;
    rest.Add({arrays.lows[i], arrays.payloads[i], mine});
    ++kept;
  }
  if (kept > 0) rest.AppendTo(out);
  return positions.empty();
}

std::size_t CountPostings(std::string_view block, std::uint16_t last) {
  Parts parts;
  if (!Split(block, parts)) return 0;
  if (parts.last <= last) return CountVarints(parts.documents) / 2;
  PostingArrays arrays;
  if (!ReadBlock(block, arrays)) return 0;
  const auto end = std::upper_bound(arrays.lows.begin(), arrays.lows.end(), last);
  return static_cast<std::size_t>(end - arrays.lows.begin());
}

void PostingArrays::Clear() {
  End(0);
  positions = {};
}

PostingArrays::Room PostingArrays::MakeRoom(std::size_t most) {
  if (low_memory_.size() < most) {
    low_memory_.resize(most);
    payload_memory_.resize(most);
  }
  return {low_memory_.data(), payload_memory_.data()};
}

void PostingArrays::End(std::size_t count) {
  lows = std::span(low_memory_).first(count);
  payloads = std::span(payload_memory_).first(count);
}

bool ReadBlock(std::string_view block, PostingArrays& out) {
  out.Clear();
  Parts parts;
  if (!Split(block, parts)) return false;
  const std::size_t bytes = parts.documents.size();
  const auto [lows, payloads] = out.MakeRoom(bytes / 2);
  const bool is_dense = parts.last < kDenseStep * bytes / 2;
  const char* at = parts.documents.data();
  const char* const end = at + bytes;
  std::size_t count = 0;
  std::uint64_t low = 0, step = 0, payload = 0;
  while (at != end) {
    if (is_dense && count > 0) {
      if (!ReadSmall(at, end, low, {lows, payloads}, count)) return false;
      if (at == end) break;
    }
    if (!ReadVarint(at, end, step) || !ReadVarint(at, end, payload)) return false;
    low += step;
    if ((step == 0 && count > 0) || low > 0xffff || payload > 0xffff'ffff) return false;
    lows[count] = static_cast<std::uint16_t>(low);
    payloads[count++] = static_cast<std::uint32_t>(payload);
  }
  if (low != parts.last) return false;
  out.End(count);
  out.positions = parts.positions;
  return true;
}

void PositionReader::Skip(std::uint64_t count) {
  for (const std::size_t words : {8, 1}) {
    const std::size_t bytes = 8 * words;  // which end at most as many
    while (count >= bytes && rest() >= bytes) {
      count -= bytes - CountOthers(at_, words);
      at_ += bytes;
    }
  }
  while (count > 0 && at_ < end_) {
    if (static_cast<signed char>(*at_++) >= 0) --count;
  }
  damaged_ |= count > 0;
}

void PositionReader::Read(std::uint32_t frequency, std::vector<std::uint32_t>& out) {
  std::uint64_t position = 0, step = 0;
  for (; frequency > 0; --frequency) {
    if (damaged_ || !ReadVarint(at_, end_, step) ||
        (position += step) > std::numeric_limits<std::uint32_t>::max()) {
      damaged_ = true;
      return;
    }
    out.push_back(static_cast<std::uint32_t>(position));
  }
}

}  // namespace store
