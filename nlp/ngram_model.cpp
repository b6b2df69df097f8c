#include "nlp/ngram_model.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <span>
#include <stdexcept>

#include "nlp/hash.h"
#include "nlp/utf8.h"

namespace nlp {
namespace {

constexpr std::string_view kMagic = "sholu-ngrams-1\n";
constexpr std::uint64_t kMultiplier = 0x9E3779B97F4A7C15ULL;
constexpr std::uint8_t kWordEnd = 1, kFirstLetter = 2, kOtherLetter = 255;
constexpr unsigned kMaxBucketBits = 20;
// Of a longer word the beginning; keeps sums of weights within 16 bits.
constexpr std::size_t kMaxCharacters = 40;
// In the window before a word: n-grams that reach farther back are none of the model's.
constexpr std::uint64_t kBeforeWord = 0xFFFFFFFFFF00 | kWordEnd;
constexpr std::array<std::uint64_t, 5> kMasks = {0xFF, 0xFFFF, 0xFFFFFF, 0xFFFFFFFF, 0xFFFFFFFFFF};
static_assert((kMaxCharacters + 1) * kMasks.size() * 128 <= 32767);

// Reads little-endian numbers.
class FileReader {
 public:
  explicit FileReader(std::string_view bytes) : bytes_(bytes) {}

  std::string_view Take(std::size_t size) {
    if (size > bytes_.size()) throw std::invalid_argument("language model: the file is cut short");
    const std::string_view taken = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return taken;
  }
  std::uint32_t Number(std::size_t size) {
    std::uint32_t value = 0;
    unsigned shift = 0;
    for (const char byte : Take(size)) {
      value |= static_cast<std::uint32_t>(static_cast<unsigned char>(byte)) << shift;
      shift += 8;
    }
    return value;
  }
  bool done() const { return bytes_.empty(); }

 private:
  std::string_view bytes_;
};

struct Lane {
  std::size_t index;
  bool is_there;
};

// The lane of 16 bits, of the four of `tags`, that is `tag`, or else any. Without a branch: the
// lowest lane of zeros in the difference, by the borrow that it causes (Lamport 1975).
inline Lane FindTag(std::uint64_t tags, std::uint16_t tag) {
  constexpr std::uint64_t kLow = 0x0001000100010001, kHigh = 0x8000800080008000;
  const std::uint64_t differences = tags ^ tag * kLow;
  const std::uint64_t zeros = (differences - kLow) & ~differences & kHigh;
  return {static_cast<std::size_t>(std::countr_zero(zeros | 1ULL << 63)) / 16, zeros != 0};
}

}  // namespace

NgramModel::NgramModel(std::string_view file) {
  FileReader reader(file);
  if (reader.Take(kMagic.size()) != kMagic) {
    throw std::invalid_argument("language model: not a file of scripts/train_language");
  }
  code_of_letter_.fill(kOtherLetter);
  const std::uint32_t letters = reader.Number(2);
  if (letters > kOtherLetter - kFirstLetter) {
    throw std::invalid_argument("language model: too many letters");
  }
  for (std::uint32_t i = 0; i < letters; ++i) {
    const std::uint32_t letter = reader.Number(2);
    if (letter < kFlat) code_of_letter_[letter] = static_cast<std::uint8_t>(i + kFirstLetter);
  }
  for (Table& table : tables_) {
    table.classes = reader.Number(1);
    if (table.classes > kMaxClasses) {
      throw std::invalid_argument("language model: too many classes");
    }
    for (std::size_t i = 0; i < table.classes; ++i) {
      table.bias[i] = static_cast<std::int16_t>(reader.Number(2));
    }
    table.bucket_bits = std::clamp(reader.Number(1), 1U, kMaxBucketBits);
    const std::uint32_t ngrams = reader.Number(4);
    const std::string_view sizes = reader.Take(std::size_t{1} << table.bucket_bits);
    FileReader tags(reader.Take(std::size_t{ngrams} * 2));
    FileReader weights(reader.Take(std::size_t{ngrams} * table.classes));
    table.buckets.resize(sizes.size());
    for (std::size_t b = 0; b < sizes.size(); ++b) {
      const auto size = static_cast<unsigned char>(sizes[b]);
      if (size > kBucket) throw std::invalid_argument("language model: a bucket is too full");
      for (std::size_t i = 0; i < size; ++i) {
        const auto tag = static_cast<std::uint16_t>(tags.Number(2));
        if (tag == 0 || FindTag(table.buckets[b].tags, tag).is_there) {
          throw std::invalid_argument("language model: an n-gram is there twice");
        }
        table.buckets[b].tags |= std::uint64_t{tag} << i * 16;
        const std::string_view row = weights.Take(table.classes);
        std::copy(row.begin(), row.end(), table.buckets[b].weights.data() + i * table.classes);
      }
    }
    if (!tags.done()) throw std::invalid_argument("language model: n-grams without a bucket");
  }
  if (!reader.done()) throw std::invalid_argument("language model: the file is too long");
}

NgramModel::Sums NgramModel::SumsOf(std::string_view norm, ModelScript script) const {
  const Table& table = tables_[Index(script)];
  const unsigned bucket_shift = 64 - table.bucket_bits, tag_shift = 48 - table.bucket_bits;
  const Bucket* const buckets = table.buckets.data();
  std::array<std::uint64_t, (kMaxCharacters + 1) * kMasks.size()> hashes;
  std::size_t count = 0;
  std::uint64_t window = kBeforeWord;
  const auto take = [&](std::uint8_t code) {
    window = window << 8 | code;
    for (const std::uint64_t mask : kMasks) {
      const std::uint64_t hash = (window & mask) * kMultiplier;
      __builtin_prefetch(&buckets[hash >> bucket_shift]);
      hashes[count++] = hash;
    }
  };
  std::size_t characters = 0;
  for (std::size_t at = 0; at < norm.size() && characters < kMaxCharacters; ++characters) {
    const Decoded next = DecodeAt(norm, at);
    at += next.size;
    take(next.character < kFlat ? code_of_letter_[next.character] : kOtherLetter);
  }
  take(kWordEnd);
  Sums sums{};
  for (const std::uint64_t hash : std::span(hashes).first(count)) {
    const Bucket& bucket = buckets[hash >> bucket_shift];
    const auto tag = std::max<std::uint16_t>(static_cast<std::uint16_t>(hash >> tag_shift), 1);
    const Lane lane = FindTag(bucket.tags, tag);
    // Whether an n-gram is there cannot be foreseen, so nothing branches on it.
    const auto mask = static_cast<std::int8_t>(-static_cast<int>(lane.is_there));
    std::array<std::int8_t, kLanes> row;  // a copy, so that one load takes all
    std::memcpy(row.data(), bucket.weights.data() + lane.index * table.classes, row.size());
    for (std::size_t k = 0; k < kLanes; ++k) {
      sums[k] = static_cast<std::int16_t>(sums[k] + (row[k] & mask));
    }
  }
  return sums;
}

void NgramModel::Weigh(std::string_view norm, ModelScript script, Scores& scores) const {
  const Sums sums = SumsOf(norm, script);
  for (std::size_t k = 0; k < kLanes; ++k) scores[k] += sums[k];
}

std::uint64_t NgramModel::Prepare(std::string_view norm, ModelScript script,
                                  const WeightCache& cache) {
  const std::uint64_t hash = std::max<std::uint64_t>(Hash(norm, Index(script)), 1);
  __builtin_prefetch(&cache.slots_[hash % WeightCache::kSlots]);
  return hash;
}

void NgramModel::Weigh(std::string_view norm, ModelScript script, std::uint64_t hash,
                       WeightCache& cache, Scores& scores) const {
  WeightCache::Slot& slot = cache.slots_[hash % WeightCache::kSlots];
  if (slot.hash != hash) slot = {hash, SumsOf(norm, script)};
  for (std::size_t k = 0; k < kLanes; ++k) scores[k] += slot.sums[k];
}

}  // namespace nlp
