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

// Immutable after construction and thread-safe.
class NgramModel {
 public:
  static constexpr std::size_t kMaxClasses = 16;  // of one script
  static constexpr int kUnit = 20;                // weights of one nat
  // Sums of weights; those behind the number of classes mean nothing.
  using Scores = std::array<std::int32_t, kMaxClasses>;

  // `file`: as scripts/train_language describes it. It is part of the program: throws
  // std::invalid_argument if it is not such a file.
  explicit NgramModel(std::string_view file);

  std::size_t classes(ModelScript script) const { return tables_[Index(script)].classes; }
  // What speaks for the classes of the script before any text is seen.
  const Scores& bias(ModelScript script) const { return tables_[Index(script)].bias; }

  // Adds what the n-grams of `norm` weigh, of 1 to 5 characters, the end of the word on either side
  // being one. Looks at a bounded number of characters.
  void Weigh(std::string_view norm, ModelScript script, Scores& scores) const;

 private:
  struct alignas(16) Row {
    std::array<std::int8_t, kMaxClasses> weights{};
  };
  // N-grams by hash, up to kBucket in a bucket, each with a tag of 16 bits, that of the first
  // lowest. A slot without n-gram has tag 0, which no n-gram has.
  static constexpr std::size_t kBucket = 4;
  using Bucket = std::uint64_t;
  struct Table {
    std::size_t classes = 0;
    Scores bias{};
    unsigned bucket_bits = 0;
    std::vector<Bucket> buckets;
    std::vector<Row> rows;  // the first is of zeros; then kBucket of each bucket
  };
  static constexpr std::size_t kFlat = 0x700;  // letters of the Latin, Cyrillic and Arabic blocks

  static std::size_t Index(ModelScript script) { return static_cast<std::size_t>(script); }

  std::array<std::uint8_t, kFlat> code_of_letter_{};
  std::array<Table, kModelScripts> tables_;
};

}  // namespace nlp
