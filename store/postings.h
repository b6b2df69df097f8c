// Postings: for one word and one segment of 65,536 numbers, the documents that have it, and where.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace store {

// How a document has a word: how often, and whether in its title.
constexpr std::uint32_t PayloadOf(std::uint32_t frequency, bool in_title) {
  return frequency << 1 | (in_title ? 1 : 0);
}
constexpr std::uint32_t FrequencyOf(std::uint32_t payload) {
  return payload >> 1;
}
constexpr bool InTitle(std::uint32_t payload) {
  return (payload & 1) != 0;
}

// Positions of words count up: in the title from 0, in the text from here. Words of a title beyond
// share the last position before it.
inline constexpr std::uint32_t kTextPosition = 256;

// One document of a segment. `positions`: ascending ones, as many as the frequency, as AppendStep
// wrote them.
struct Posting {
  std::uint16_t low = 0;  // the number's lower 16 bits
  std::uint32_t payload = 0;
  std::string_view positions;
};

// Appends `position`, at or behind `last`, that before it, or 0.
void AppendPosition(std::string& positions, std::uint32_t last, std::uint32_t position);

// The operand that a new document adds, and blocks of more of them, ascending.
class BlockBuilder {
 public:
  // Forgets all postings and keeps the memory.
  void Clear();
  // Its number must be greater than the last one's.
  void Add(const Posting& posting);
  void AppendTo(std::string& out) const;

 private:
  std::string documents_, positions_;
  std::uint16_t last_ = 0;
};

// Joins blocks whose numbers grow from one to the next, in time linear in their bytes. False if
// they are no blocks or do not grow.
bool JoinBlocks(std::span<const std::string_view> blocks, std::string& out);

// The block without the documents of `lows`, ascending, of which it may have none; empty if it has
// no others. False if it is damaged.
bool RemoveFromBlock(std::string_view block, std::span<const std::uint16_t> lows, std::string& out);

// Number of postings in a block up to that of `last`: without reading them one by one if there are
// no others. 0 if it is damaged.
std::size_t CountPostings(std::string_view block, std::uint16_t last = 0xffff);

// The documents of a block, side by side, in order. Keeps its memory from one block to the next.
class PostingArrays {
 public:
  std::span<const std::uint16_t> lows;
  std::span<const std::uint32_t> payloads;
  std::string_view positions;  // of all, back to back; lives as long as the block

  PostingArrays() = default;
  PostingArrays(PostingArrays&&) = default;
  PostingArrays& operator=(PostingArrays&&) = default;

  void Clear();
  // Where to write so many postings, in place of those that there are; End says how many it were.
  struct Room {
    std::uint16_t* lows;
    std::uint32_t* payloads;
  };
  Room MakeRoom(std::size_t most);
  void End(std::size_t count);

 private:
  std::vector<std::uint16_t> low_memory_;  // never shrinks
  std::vector<std::uint32_t> payload_memory_;
};

// Replaces what `out` has. False if the block is damaged; its positions are not looked at.
bool ReadBlock(std::string_view block, PostingArrays& out);

// Reads positions in order. Damaged bytes give no positions any more, and damaged().
class PositionReader {
 public:
  explicit PositionReader(std::string_view positions)
      : at_(positions.data()), end_(at_ + positions.size()) {}

  // Passes over so many positions.
  void Skip(std::uint64_t count);
  // Appends the positions of a document that has the word `frequency` times.
  void Read(std::uint32_t frequency, std::vector<std::uint32_t>& out);
  bool damaged() const { return damaged_; }
  // Bytes that were not read yet.
  std::size_t rest() const { return static_cast<std::size_t>(end_ - at_); }

 private:
  const char* at_;
  const char* end_;
  bool damaged_ = false;
};

}  // namespace store
