#include "store/postings.h"

#include <immintrin.h>

#include <algorithm>
#include <array>
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

// What follows takes sixteen bytes at a time, with SSSE3, which every processor has that Hyperscan
// runs on.
constexpr std::size_t kGroup = 16;

inline __m128i LoadGroup(const char* at) {
  return _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
}

// How many bytes of at most 255 groups do not end a varint.
inline std::uint64_t CountOthers(const char* at, std::size_t groups) {
  const __m128i zero = _mm_setzero_si128();
  __m128i counts = zero;  // by place in a group
#pragma GCC unroll 4
  for (std::size_t i = 0; i < groups; ++i) {
    counts = _mm_sub_epi8(counts, _mm_cmpgt_epi8(zero, LoadGroup(at + kGroup * i)));
  }
  const __m128i sums = _mm_sad_epu8(counts, zero);
  return static_cast<std::uint64_t>(_mm_cvtsi128_si64(sums)) +
         static_cast<std::uint64_t>(_mm_cvtsi128_si64(_mm_unpackhi_epi64(sums, sums)));
}

// Each varint ends in its one byte below 0x80.
std::uint64_t CountVarints(std::string_view bytes) {
  constexpr std::size_t kMostGroups = 255;
  std::uint64_t others = 0;
  const char* at = bytes.data();
  std::size_t left = bytes.size();
  while (left >= kGroup) {
    const std::size_t groups = std::min(left / kGroup, kMostGroups);
    others += CountOthers(at, groups);
    at += kGroup * groups;
    left -= kGroup * groups;
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

// Documents that are written down at once, though there may be fewer.
constexpr std::size_t kLanes = 8;

// The mean step from document to document below which nearly all varints have one byte.
constexpr std::size_t kDenseStep = 36;

// Reads documents whose varints have one byte each, eight at once, up to the first group with one
// that has more. Whether their numbers grow is not looked at.
void ReadSmall(const char*& at, const char* end, std::uint16_t& low, PostingArrays::Room room,
               std::size_t& count) {
  const __m128i low_bytes = _mm_set1_epi16(0xff), zero = _mm_setzero_si128();
  __m128i before = _mm_set1_epi16(static_cast<std::int16_t>(low));
  const auto store = [](auto* place, __m128i values) {
    _mm_storeu_si128(reinterpret_cast<__m128i*>(place), values);
  };
  for (; end - at >= static_cast<std::ptrdiff_t>(kGroup); at += kGroup) {
    const __m128i bytes = LoadGroup(at);
    if (_mm_movemask_epi8(bytes) != 0) break;
    __m128i sums = _mm_and_si128(bytes, low_bytes);  // of the steps
    sums = _mm_add_epi16(sums, _mm_slli_si128(sums, 2));
    sums = _mm_add_epi16(sums, _mm_slli_si128(sums, 4));
    sums = _mm_add_epi16(sums, _mm_slli_si128(sums, 8));
    const __m128i payloads = _mm_srli_epi16(bytes, 8);
    store(room.lows + count, _mm_add_epi16(sums, before));
    store(room.payloads + count, _mm_unpacklo_epi16(payloads, zero));
    store(room.payloads + count + 4, _mm_unpackhi_epi16(payloads, zero));
    const __m128i upper = _mm_shufflehi_epi16(sums, 0xff);
    before = _mm_add_epi16(before, _mm_unpackhi_epi64(upper, upper));
    count += 8;
  }
  low = static_cast<std::uint16_t>(_mm_cvtsi128_si32(before));
}

// What eight bytes of documents are whose first varints end where a mask says: each bit tells that
// a varint goes on behind that byte.
struct Shape {
  alignas(16) std::array<std::uint8_t, 16> steps_payloads{};  // which byte goes where: for PSHUFB
  std::uint8_t documents = 0;  // whole ones, whose steps have one or two bytes and payloads one
  std::uint8_t bytes = 0;      // of these
};

constexpr Shape ShapeOf(unsigned goes_on) {
  constexpr std::uint8_t kNone = 0x80;
  Shape shape;
  shape.steps_payloads.fill(kNone);
  const auto goes_on_at = [&](unsigned byte) { return (goes_on >> byte & 1) != 0; };
  unsigned at = 0;
  while (shape.documents < 4) {
    const unsigned payload = at + (goes_on_at(at) ? 2 : 1);
    if (payload > 7 || goes_on_at(payload - 1) || goes_on_at(payload)) break;
    const std::size_t lane = 2u * shape.documents++;
    shape.steps_payloads[lane] = static_cast<std::uint8_t>(at);
    if (payload - at == 2) shape.steps_payloads[lane + 1] = static_cast<std::uint8_t>(at + 1);
    shape.steps_payloads[lane + 8] = static_cast<std::uint8_t>(payload);
    at = payload + 1;
  }
  shape.bytes = static_cast<std::uint8_t>(at);
  return shape;
}

constexpr std::array<Shape, 256> kShapes = [] {
  std::array<Shape, 256> shapes;
  for (unsigned mask = 0; mask < shapes.size(); ++mask) shapes[mask] = ShapeOf(mask);
  return shapes;
}();

// Bytes whose mask ReadShort makes at once.
constexpr std::ptrdiff_t kChunk = 64;

// Reads documents whose steps have one or two bytes and payloads one, up to the first that has
// more or `readable_end`, before which it needs kChunk bytes. Where varints end is asked for many
// bytes at once and the bytes are moved to their places by that, as in Masked VByte (Plaisance,
// Kurz and Lemire 2015), so that no length has to be guessed. Whether numbers grow is not looked
// at.
__attribute__((target("ssse3"))) void ReadShort(const char*& at, const char* end,
                                                const char* readable_end, std::uint16_t& low,
                                                PostingArrays::Room room, std::size_t& count) {
  const __m128i zero = _mm_setzero_si128();
  __m128i before = _mm_set1_epi16(static_cast<std::int16_t>(low));
  bool more = true;
  while (more && at < end && readable_end - at >= kChunk) {
    std::uint64_t goes_on = 0;
    for (std::size_t i = 0; i < kChunk / kGroup; ++i) {
      const auto mask = static_cast<std::uint64_t>(_mm_movemask_epi8(LoadGroup(at + kGroup * i)));
      goes_on |= mask << kGroup * i;
    }
    if (end - at < kChunk) goes_on |= ~std::uint64_t{0} << (end - at);
    const char* const last = at + kChunk - 8;
    while (at <= last) {
      const Shape& shape = kShapes[goes_on & 0xff];
      more = shape.documents > 0;
      if (!more) break;
      const __m128i bytes = _mm_shuffle_epi8(
          _mm_loadl_epi64(reinterpret_cast<const __m128i*>(at)),
          _mm_load_si128(reinterpret_cast<const __m128i*>(shape.steps_payloads.data())));
      const __m128i values =
          _mm_or_si128(_mm_and_si128(bytes, _mm_set1_epi16(0x7f)),
                       _mm_and_si128(_mm_srli_epi16(bytes, 1), _mm_set1_epi16(0x3f80)));
      __m128i sums = _mm_add_epi16(values, _mm_slli_epi64(values, 16));
      sums = _mm_add_epi16(sums, _mm_slli_epi64(sums, 32));
      _mm_storel_epi64(reinterpret_cast<__m128i*>(room.lows + count), _mm_add_epi16(sums, before));
      _mm_storeu_si128(reinterpret_cast<__m128i*>(room.payloads + count),
                       _mm_unpackhi_epi16(values, zero));
      before = _mm_add_epi16(before, _mm_shufflelo_epi16(sums, 0xff));
      count += shape.documents;
      at += shape.bytes;
      goes_on >>= shape.bytes;
    }
  }
  low = static_cast<std::uint16_t>(_mm_cvtsi128_si32(before));
}

// Whether each is greater than the one before it.
bool Ascend(std::span<const std::uint16_t> lows) {
  const auto load = [&](std::size_t at) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(lows.data() + at));
  };
  const __m128i zero = _mm_setzero_si128();
  __m128i falls = zero;
  std::size_t i = 1;
  for (; i + kLanes <= lows.size(); i += kLanes) {
    const __m128i growth = _mm_subs_epu16(load(i), load(i - 1));
    falls = _mm_or_si128(falls, _mm_cmpeq_epi16(growth, zero));
  }
  bool ascend = _mm_movemask_epi8(falls) == 0;
  for (; i < lows.size(); ++i) ascend &= lows[i - 1] < lows[i];
  return ascend;
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
  const PostingArrays::Room room = out.MakeRoom(bytes / 2 + kLanes);
  const bool is_dense = parts.last < kDenseStep * bytes / 2;
  const char* at = parts.documents.data();
  const char* const end = at + bytes;
  const char* const readable_end = block.data() + block.size();
  std::size_t count = 0;
  std::uint16_t low = 0;
  std::uint64_t step = 0, payload = 0;
  while (true) {
    if (is_dense) {
      ReadSmall(at, end, low, room, count);
    } else {
      ReadShort(at, end, readable_end, low, room, count);
    }
    if (at == end) break;
    if (!ReadVarint(at, end, step) || !ReadVarint(at, end, payload)) return false;
    if (step > 0xffffu - low || payload > 0xffff'ffff) return false;
    low = static_cast<std::uint16_t>(low + step);
    room.lows[count] = low;
    room.payloads[count++] = static_cast<std::uint32_t>(payload);
  }
  out.End(count);
  // Steps of more than what is left of the segment would have begun anew.
  if (low != parts.last || !Ascend(out.lows)) {
    out.Clear();
    return false;
  }
  out.positions = parts.positions;
  return true;
}

void PositionReader::Skip(std::uint64_t count) {
  for (const std::size_t groups : {32, 4, 1}) {
    const std::size_t bytes = kGroup * groups;  // which end at most as many
    while (count >= bytes && rest() >= bytes) {
      count -= bytes - CountOthers(at_, groups);
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
