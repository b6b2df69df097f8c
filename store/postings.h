// Postings: for one term and one segment of 65,536 numbers, the documents that have it.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace store {

// One document of a segment. `payload` says how the document has the term; for a lemma see below.
struct Posting {
  std::uint16_t low = 0;  // the number's lower 16 bits
  std::uint32_t payload = 0;

  bool operator==(const Posting&) const = default;
};

// The payload of a lemma: how often it occurs, and whether in the title.
constexpr std::uint32_t LemmaPayload(std::uint32_t frequency, bool in_title) {
  return frequency << 1 | (in_title ? 1 : 0);
}
constexpr std::uint32_t FrequencyOf(std::uint32_t payload) {
  return payload >> 1;
}

// The block of one posting: the operand that a new document adds.
void AppendBlock(std::string& out, const Posting& posting);

// Adds `posting` to `block`, whose last number is `last`, which must be less.
void AppendPosting(std::string& block, std::uint16_t last, const Posting& posting);

// Joins blocks whose numbers grow from one to the next, in time linear in their bytes. False if
// they are no blocks or do not grow.
bool JoinBlocks(std::span<const std::string_view> blocks, std::string& out);

// Number of postings in a block, without reading them one by one.
std::size_t CountPostings(std::string_view block);

// Reads a block in order. Damaged bytes end it early with damaged() true.
class BlockReader {
 public:
  explicit BlockReader(std::string_view block);

  // False at the end.
  bool Next();
  const Posting& posting() const { return posting_; }
  bool damaged() const { return damaged_; }

 private:
  std::uint64_t Varint();

  const char* at_;
  const char* end_;
  std::uint32_t next_low_ = 0;  // the smallest number that may follow
  Posting posting_;
  bool damaged_ = false;
};

}  // namespace store
