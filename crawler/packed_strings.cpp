#include "crawler/packed_strings.h"

#include <zstd.h>

#include <algorithm>
#include <cassert>
#include <limits>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace crawler {
namespace {

// Blocks of 16 KB of Russian letters are packed to 38%, of 64 KB to 35%; but a string out of order
// costs 20 us instead of 54.
constexpr std::size_t kBlockBytes = 16u << 10;
constexpr std::size_t kBlockStrings = 4096;
constexpr std::size_t kChunkBytes = 1u << 20;
constexpr std::size_t kCacheBytes = 16u << 20;
constexpr std::size_t kCachedBlocks = 2048;
constexpr int kLevel = 1;
constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

struct ContextCloser {
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

// One inflated block.
struct Block {
  std::string bytes;                // of the strings, and behind them their lengths in LEB128
  std::vector<std::uint32_t> ends;  // string i lies at ends[i - 1] to ends[i]

  std::string_view Get(std::size_t index) const {
    const std::size_t begin = index == 0 ? 0 : ends[index - 1];
    return std::string_view(bytes).substr(begin, ends[index] - begin);
  }
};

void WriteLength(std::uint32_t length, std::string& bytes) {
  for (; length >= 0x80; length >>= 7) bytes += static_cast<char>(length | 0x80);
  bytes += static_cast<char>(length);
}

// The number at `at`, which moves behind it.
std::uint32_t ReadLength(const std::string& bytes, std::size_t& at) {
  std::uint32_t length = 0;
  for (int shift = 0;; shift += 7) {
    const auto byte = static_cast<unsigned char>(bytes[at++]);
    length |= static_cast<std::uint32_t>(byte & 0x7F) << shift;
    if (byte < 0x80) return length;
  }
}

}  // namespace

struct PackedStrings::Impl {
  struct Packed {
    std::uint64_t first = 0;  // number of its first string
    const char* bytes = nullptr;
    std::uint32_t packed_size = 0;
    std::uint32_t size = 0;        // inflated
    std::uint32_t lengths_at = 0;  // where the lengths of its strings begin, inflated
    std::uint32_t strings = 0;     // how many
    std::uint32_t slot = kNone;    // in the cache

    std::size_t cached_size() const { return size + strings * sizeof(std::uint32_t); }
  };
  struct Slot {
    Block block;
    Packed* packed = nullptr;  // what it is the inflated form of
    bool used = false;         // since the clock's hand passed
  };

  void Flush();
  char* Allocate(std::size_t bytes);
  const Block& Inflated(Packed& packed);
  std::uint32_t TakeSlot(std::size_t bytes);

  std::vector<Packed> blocks;
  std::vector<std::unique_ptr<char[]>> chunks;  // where packed bytes lie
  char* free_at = nullptr;                      // in the last chunk
  std::size_t free_bytes = 0, chunk_bytes = 0;
  std::uint64_t count = 0;

  Block filling;  // while building
  std::string scratch;
  std::unique_ptr<ZSTD_CCtx, ContextCloser> compressor;

  std::vector<Slot> cache;
  std::size_t cached_bytes = 0;
  std::size_t hand = 0;    // of the clock that finds slots to use again
  std::size_t latest = 0;  // block of the last string that was read
  std::unique_ptr<ZSTD_DCtx, ContextCloser> inflater;
};

char* PackedStrings::Impl::Allocate(std::size_t bytes) {
  if (bytes > free_bytes) {
    const std::size_t size = std::max(bytes, kChunkBytes);
    chunks.push_back(std::make_unique_for_overwrite<char[]>(size));
    chunk_bytes += size;
    free_at = chunks.back().get();
    free_bytes = size;
  }
  free_bytes -= bytes;
  return std::exchange(free_at, free_at + bytes);
}

// Packs the block that is being filled.
void PackedStrings::Impl::Flush() {
  if (filling.ends.empty()) return;
  const std::size_t lengths_at = filling.bytes.size();
  std::uint32_t begin = 0;
  for (const std::uint32_t end : filling.ends) {
    WriteLength(end - std::exchange(begin, end), filling.bytes);
  }
  scratch.resize(ZSTD_compressBound(filling.bytes.size()));
  const std::size_t size = ZSTD_compressCCtx(compressor.get(), scratch.data(), scratch.size(),
                                             filling.bytes.data(), filling.bytes.size(), kLevel);
  if (ZSTD_isError(size) != 0) throw std::runtime_error(ZSTD_getErrorName(size));
  char* const bytes = Allocate(size);
  std::copy_n(scratch.data(), size, bytes);
  blocks.push_back({count - filling.ends.size(), bytes, static_cast<std::uint32_t>(size),
                    static_cast<std::uint32_t>(filling.bytes.size()),
                    static_cast<std::uint32_t>(lengths_at),
                    static_cast<std::uint32_t>(filling.ends.size()), kNone});
  filling.bytes.clear();
  filling.ends.clear();
}

// A slot for a block of `bytes`, taken from those that have not been read for some time.
std::uint32_t PackedStrings::Impl::TakeSlot(std::size_t bytes) {
  std::uint32_t vacant = kNone;
  while (cached_bytes > 0 && (cached_bytes + bytes > kCacheBytes ||
                              (vacant == kNone && cache.size() == kCachedBlocks))) {
    Slot& slot = cache[hand];
    hand = (hand + 1) % cache.size();
    if (slot.packed == nullptr || std::exchange(slot.used, false)) continue;
    vacant = std::exchange(slot.packed->slot, kNone);
    cached_bytes -= slot.packed->cached_size();
    slot.packed = nullptr;
    if (slot.block.bytes.capacity() > 4 * kBlockBytes) slot.block.bytes = {};
  }
  if (vacant != kNone) return vacant;
  const auto found =
      std::find_if(cache.begin(), cache.end(), [](const Slot& slot) { return !slot.packed; });
  if (found != cache.end()) return static_cast<std::uint32_t>(found - cache.begin());
  cache.emplace_back();
  return static_cast<std::uint32_t>(cache.size() - 1);
}

const Block& PackedStrings::Impl::Inflated(Packed& packed) {
  if (packed.slot == kNone) {
    packed.slot = TakeSlot(packed.cached_size());
    Slot& slot = cache[packed.slot];
    slot.packed = &packed;
    cached_bytes += packed.cached_size();
    Block& block = slot.block;
    block.bytes.resize(packed.size);
    if (!inflater) inflater.reset(ZSTD_createDCtx());
    if (!inflater) throw std::bad_alloc();
    const std::size_t size = ZSTD_decompressDCtx(inflater.get(), block.bytes.data(), packed.size,
                                                 packed.bytes, packed.packed_size);
    if (size != packed.size) throw std::logic_error("a packed block of strings is damaged");
    block.ends.clear();
    std::uint32_t end = 0;
    for (std::size_t at = packed.lengths_at; at < block.bytes.size();) {
      block.ends.push_back(end += ReadLength(block.bytes, at));
    }
  }
  Slot& slot = cache[packed.slot];
  slot.used = true;
  return slot.block;
}

PackedStrings::PackedStrings() = default;
PackedStrings::PackedStrings(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
PackedStrings::PackedStrings(PackedStrings&&) noexcept = default;
PackedStrings& PackedStrings::operator=(PackedStrings&&) noexcept = default;
PackedStrings::~PackedStrings() = default;

std::uint64_t PackedStrings::size() const {
  return impl_ ? impl_->count : 0;
}

std::string_view PackedStrings::Get(std::uint64_t index) {
  assert(index < size());
  std::vector<Impl::Packed>& blocks = impl_->blocks;
  const auto holds = [&](std::size_t block) {
    return blocks[block].first <= index &&
           (block + 1 == blocks.size() || index < blocks[block + 1].first);
  };
  if (!holds(impl_->latest)) {
    const auto behind = std::upper_bound(
        blocks.begin(), blocks.end(), index,
        [](std::uint64_t number, const Impl::Packed& block) { return number < block.first; });
    impl_->latest = static_cast<std::size_t>(behind - blocks.begin()) - 1;
  }
  Impl::Packed& packed = blocks[impl_->latest];
  return impl_->Inflated(packed).Get(index - packed.first);
}

std::size_t PackedStrings::memory_bytes() const {
  if (!impl_) return 0;
  return impl_->chunk_bytes + impl_->blocks.capacity() * sizeof(Impl::Packed) + impl_->cached_bytes;
}

PackedStrings::Builder::Builder() : impl_(std::make_unique<Impl>()) {
  impl_->compressor.reset(ZSTD_createCCtx());
  if (!impl_->compressor) throw std::bad_alloc();
}

PackedStrings::Builder::~Builder() = default;

void PackedStrings::Builder::Add(std::string_view string) {
  Block& filling = impl_->filling;
  if (filling.bytes.size() + string.size() > kBlockBytes || filling.ends.size() == kBlockStrings) {
    impl_->Flush();
  }
  filling.bytes += string;
  filling.ends.push_back(static_cast<std::uint32_t>(filling.bytes.size()));
  ++impl_->count;
}

PackedStrings PackedStrings::Builder::Finish() && {
  impl_->Flush();
  impl_->compressor.reset();
  impl_->filling = {};
  impl_->scratch = {};
  return PackedStrings(std::move(impl_));
}

}  // namespace crawler
