#include "store/postings.h"

#include <algorithm>

#include "store/codec.h"

namespace store {
namespace {

// A block is: the last number (fixed16), then per posting the varint difference to the number
// before (the first one to 0) and the varint payload. The last number first makes joining a matter
// of one changed varint per block.
constexpr std::size_t kHeadBytes = sizeof(std::uint16_t);

}  // namespace

void AppendBlock(std::string& out, const Posting& posting) {
  AppendFixed(out, posting.low);
  AppendVarint(out, posting.low);
  AppendVarint(out, posting.payload);
}

void AppendPosting(std::string& block, std::uint16_t last, const Posting& posting) {
  block[0] = static_cast<char>(static_cast<unsigned char>(posting.low >> 8));
  block[1] = static_cast<char>(static_cast<unsigned char>(posting.low));
  AppendVarint(block, static_cast<std::uint64_t>(posting.low - last));
  AppendVarint(block, posting.payload);
}

bool JoinBlocks(std::span<const std::string_view> blocks, std::string& out) {
  std::size_t bytes = 0;
  for (const std::string_view block : blocks) bytes += block.size();
  out.clear();
  out.reserve(bytes);
  AppendFixed(out, std::uint16_t{0});
  std::int64_t last = -1;
  for (const std::string_view block : blocks) {
    Reader reader(block);
    const auto block_last = reader.Fixed<std::uint16_t>();
    const std::uint64_t first = reader.Varint();
    if (!reader.ok() || first > block_last || static_cast<std::int64_t>(first) <= last) {
      return false;
    }
    AppendVarint(out, first - static_cast<std::uint64_t>(std::max<std::int64_t>(last, 0)));
    out.append(reader.rest());
    last = block_last;
  }
  if (last < 0) return false;
  out[0] = static_cast<char>(static_cast<unsigned char>(last >> 8));
  out[1] = static_cast<char>(static_cast<unsigned char>(last));
  return true;
}

std::size_t CountPostings(std::string_view block) {
  if (block.size() < kHeadBytes) return 0;
  block.remove_prefix(kHeadBytes);
  // Each varint ends in its one byte below 0x80, and a posting is two varints.
  return static_cast<std::size_t>(
             std::count_if(block.begin(), block.end(),
                           [](char byte) { return static_cast<signed char>(byte) >= 0; })) /
         2;
}

BlockReader::BlockReader(std::string_view block)
    : at_(block.data()), end_(block.data() + block.size()) {
  if (block.size() < kHeadBytes) {
    damaged_ = true;
    at_ = end_;
    return;
  }
  at_ += kHeadBytes;
}

// Postings are read by the million, hence a reader without the general one's state.
std::uint64_t BlockReader::Varint() {
  std::uint64_t value = 0;
  for (int shift = 0; at_ < end_ && shift < 35; shift += 7) {
    const auto byte = static_cast<unsigned char>(*at_++);
    value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
    if (byte < 0x80) return value;
  }
  damaged_ = true;
  return 0;
}

bool BlockReader::Next() {
  if (at_ == end_ || damaged_) return false;
  const std::uint64_t step = Varint();
  const std::uint64_t payload = Varint();
  const std::uint64_t low = (next_low_ == 0 ? 0 : next_low_ - 1) + step;
  if (damaged_ || low < next_low_ || low > 0xffff || payload > 0xffff'ffff) {
    damaged_ = true;
    return false;
  }
  next_low_ = static_cast<std::uint32_t>(low) + 1;
  posting_ = {static_cast<std::uint16_t>(low), static_cast<std::uint32_t>(payload)};
  return true;
}

}  // namespace store
