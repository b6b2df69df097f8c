// What the characters of a word say for each class of text: a log-linear model of n-grams, read
// from a file that scripts/train_language writes. Private to nlp.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace nlp {

// The scripts of which the model has a table each.
enum class ModelScript : std::uint8_t { kCyrillic, kLatin, kArabic };
inline constexpr std::size_t kModelScripts = 3;

// What words weighed, by a hash of them, so that frequent words are weighed once. One per thread.
class WeightCache;

// Immutable after construction and thread-safe.
class NgramModel {
 public:
  static constexpr std::size_t kMaxClasses = 13;  // of one script
  static constexpr std::size_t kLanes = 16;       // what is added at once
  static constexpr int kUnit = 20;                // weights of one nat
  // Sums of weights; those behind the number of classes mean nothing.
  using Scores = std::array<std::int32_t, kLanes>;

  // `file`: as scripts/train_language describes it. It is part of the program: throws
  // std::invalid_argument if it is not such a file.
  explicit NgramModel(std::string_view file);

  // What speaks for the classes of the script before any text is seen.
  const Scores& bias(ModelScript script) const { return tables_[Index(script)].bias; }

  // Adds what the n-grams of `norm` weigh, of 1 to 5 characters, the end of the word on either side
  // being one. Looks at a bounded number of characters.
  void Weigh(std::string_view norm, ModelScript script, Scores& scores) const;
  // The same by way of `cache`, which must be used with this model alone. `hash`: of Prepare.
  void Weigh(std::string_view norm, ModelScript script, std::uint64_t hash, WeightCache& cache,
             Scores& scores) const;
  // The hash of a word. Fetches its place in the cache, so that nobody waits for it later.
  static std::uint64_t Prepare(std::string_view norm, ModelScript script, const WeightCache& cache);

 private:
  friend class WeightCache;
  using Sums = std::array<std::int16_t, kLanes>;

  // N-grams by hash, in buckets of one line of memory each: a tag of 16 bits per n-gram, that of
  // the first lowest, then their weights, `classes` bytes each. A slot without n-gram has tag 0,
  // which no n-gram has.
  static constexpr std::size_t kBucket = 4;
  struct alignas(64) Bucket {
    std::uint64_t tags = 0;
    std::array<std::int8_t, 56> weights{};
  };
  static_assert((kBucket - 1) * kMaxClasses + kLanes <= sizeof(Bucket::weights));
  struct Table {
    std::size_t classes = 0;
    Scores bias{};
    unsigned bucket_bits = 0;
    std::vector<Bucket> buckets;
  };
  static constexpr std::size_t kFlat = 0x700;  // letters of the Latin, Cyrillic and Arabic blocks

  Sums SumsOf(std::string_view norm, ModelScript script) const;

  static std::size_t Index(ModelScript script) { return static_cast<std::size_t>(script); }

  std::array<std::uint8_t, kFlat> code_of_letter_{};
  std::array<Table, kModelScripts> tables_;
};

class WeightCache {
 private:
  friend class NgramModel;
  struct Slot {
    std::uint64_t hash = 0;  // of the word, never 0
    NgramModel::Sums sums{};
  };
  static constexpr std::size_t kSlots = 1 << 15;

  std::vector<Slot> slots_ = std::vector<Slot>(kSlots);
};

}  // namespace nlp
