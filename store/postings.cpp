#include "store/postings.h"

#include <algorithm>
#include <bit>
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

bool Split(std::string_view block, Parts& parts) {
  Reader reader(block);
  parts.last = reader.Fixed<std::uint16_t>();
  parts.documents = reader.String();
  parts.positions = reader.rest();
  return reader.ok() && !parts.documents.empty();
}

// Each varint ends in its one byte below 0x80.
std::uint64_t CountVarints(std::string_view bytes) {
  return static_cast<std::uint64_t>(std::count_if(
      bytes.begin(), bytes.end(), [](char byte) { return static_cast<signed char>(byte) >= 0; }));
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

constexpr std::uint64_t kEnds = 0x8080'8080'8080'8080u;

// Whether none of the eight bytes at `at` has a next one.
inline bool OneByteEach(const char* at) {
  std::uint64_t word = 0;
  std::memcpy(&word, at, sizeof(word));
  return (word & kEnds) == 0;
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
  std::vector<Parts> parts(blocks.size());
  std::string documents;
  std::size_t bytes = 16;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    if (!Split(blocks[i], parts[i])) return false;
    bytes += blocks[i].size();
  }
  documents.reserve(bytes);
  std::int64_t last = -1;
  for (const Parts& part : parts) {
    Reader reader(part.documents);
    const std::uint64_t first = reader.Varint();
    if (!reader.ok() || first > part.last || static_cast<std::int64_t>(first) <= last) return false;
    AppendVarint(documents, first - static_cast<std::uint64_t>(std::max<std::int64_t>(last, 0)));
    documents.append(reader.rest());
    last = part.last;
  }
  if (last < 0) return false;
  out.clear();
  out.reserve(bytes);
  AppendFixed(out, static_cast<std::uint16_t>(last));
  AppendString(out, documents);
  for (const Parts& part : parts) out.append(part.positions);
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
  lows.clear();
  payloads.clear();
  positions = {};
}

bool ReadBlock(std::string_view block, PostingArrays& out) {
  out.Clear();
  Parts parts;
  if (!Split(block, parts)) return false;
  out.positions = parts.positions;
  const std::size_t most = parts.documents.size() / 2;
  out.lows.resize(most);
  out.payloads.resize(most);
  const char* at = parts.documents.data();
  const char* const end = at + parts.documents.size();
  std::size_t count = 0;
  std::uint64_t low = 0, step = 0, payload = 0;
  while (at != end) {
    // Of frequent words nearly all varints have one byte: four documents at once.
    if (count > 0 && end - at >= 8 && OneByteEach(at)) {
      bool grows = true;
      for (std::size_t i = 0; i < 4; ++i, at += 2) {
        grows &= at[0] != 0;
        low += static_cast<unsigned char>(at[0]);
        out.lows[count + i] = static_cast<std::uint16_t>(low);
        out.payloads[count + i] = static_cast<unsigned char>(at[1]);
      }
      count += 4;
      if (!grows || low > 0xffff) return false;
      continue;
    }
    if (!ReadVarint(at, end, step) || !ReadVarint(at, end, payload)) return false;
    low += step;
    if ((step == 0 && count > 0) || low > 0xffff || payload > 0xffff'ffff) return false;
    out.lows[count] = static_cast<std::uint16_t>(low);
    out.payloads[count++] = static_cast<std::uint32_t>(payload);
  }
  out.lows.resize(count);
  out.payloads.resize(count);
  return low == parts.last;
}

void PositionReader::Skip(std::uint64_t count) {
  while (count >= 8 && end_ - at_ >= 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, at_, sizeof(word));
    count -= static_cast<std::uint64_t>(std::popcount(~word & kEnds));
    at_ += sizeof(word);
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
