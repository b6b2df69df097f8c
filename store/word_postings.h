// The postings of one word of a query, whichever of its lemmas and spellings a document has.
// Include from .cpp files only.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "store/database.h"
#include "store/postings.h"

namespace store {

// The blocks of lemmas in the segments from `first` on and below `segments`, read in one go: of
// lemma i and segment j at i * (segments - first) + j - first, empty if there is none. A lemma that
// the index cannot have has none.
std::vector<rocksdb::PinnableSlice> ReadBlocks(const Database& database,
                                               const Database::Snapshot& snapshot,
                                               std::span<const std::string> lemmas,
                                               std::uint32_t first, std::uint32_t segments);

// Throws: a block of postings cannot be read.
[[noreturn]] void DamagedBlock(const Database& database);

class WordPostings {
 public:
  // `lemmas`: alternatives, each once. Segments before `first` are not read: there it has nothing.
  // `database` outlives this. It has no postings before ReadPostings.
  WordPostings(const Database& database, std::vector<std::string> lemmas, std::uint32_t first,
               std::uint32_t segments);
  ~WordPostings();
  WordPostings(WordPostings&&) = default;

  const std::vector<std::string>& lemmas() const { return lemmas_; }
  // How many documents up to `last` have each lemma, in all versions.
  std::vector<std::uint64_t> Count(DocumentNumber last) const;

  // Bytes of the blocks of that segment: what reading it costs. 0: no document has the word.
  std::size_t BytesIn(std::uint32_t segment) const;
  // Documents of that segment that have one of the lemmas, in order, with the sum of their
  // frequencies. Valid until another segment is asked for.
  const PostingArrays& In(std::uint32_t segment);

  // Reads the positions of the segment that In gave last, by numbers that grow.
  class Positions {
   public:
    explicit Positions(const WordPostings& word);
    // Replaces what `out` has with the positions in that document, ascending.
    void Of(std::uint16_t low, std::vector<std::uint32_t>& out);

   private:
    struct Place {
      const PostingArrays* arrays;
      std::size_t at = 0;
      PositionReader positions;
    };
    const Database& database_;
    std::vector<Place> places_;
  };

 private:
  friend void ReadPostings(const Database& database, const Database::Snapshot& snapshot,
                           std::span<WordPostings* const> words);

  std::string_view Block(std::size_t lemma, std::uint32_t segment) const {
    if (segment < first_ || blocks_.empty()) return {};
    return blocks_[lemma * (segments_ - first_) + segment - first_].ToStringView();
  }

  const Database& database_;
  std::vector<std::string> lemmas_;
  std::uint32_t first_, segments_;
  std::vector<rocksdb::PinnableSlice> blocks_;
  std::vector<PostingArrays> arrays_;  // by lemma
  PostingArrays merged_;               // if there are several
  std::int64_t read_ = -1;             // the segment that the arrays are of
};

// Reads the postings of all these words, of the same segments, in one go, which takes less than one
// after the other.
void ReadPostings(const Database& database, const Database::Snapshot& snapshot,
                  std::span<WordPostings* const> words);

}  // namespace store
