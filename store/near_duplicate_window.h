// The newest documents of the store, in memory, among which near-duplicates are sought: so the cost
// of a commit does not grow with the corpus. Include from .cpp files only.
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "store/near_duplicates.h"
#include "store/zeroed_array.h"

namespace store {

// Chains of documents that share a hash of their sketches, newest first, as in LZ77 matchers. About
// 700 bytes per document held. What it finds depends on the documents only, not on when they were
// added or whether they were read back from the disk. Not thread-safe.
class NearDuplicateWindow {
 public:
  // `capacity` is rounded up to a power of two.
  explicit NearDuplicateWindow(std::size_t capacity);

  std::size_t capacity() const { return mask_ + std::size_t{1}; }

  // Numbers grow from one call to the next; those left out have no sketch.
  void Add(DocumentNumber number, const SketchRecord& record);
  // A document that was superseded is no candidate any more. No effect if it is not held.
  void Remove(DocumentNumber number);

  struct Match {
    DocumentNumber number = 0, group = 0;
    double similarity = 0;
  };
  // For the document to be added as `number`, the most similar of the `capacity()` numbers
  // before it; of equals that of the smallest number; nullopt if none is as similar as `threshold`.
  // `similarity_to(number)` compares exactly, with those 16 that share most hashes with `sketch`.
  // Five documents are looked at per hash of the sketch, so that form letters and common phrases
  // cost no more than other texts: up to 32 of each rare hash, and of the others the newest while
  // there are steps left.
  template <typename SimilarityTo>
  std::optional<Match> MostSimilar(DocumentNumber number, const Sketch& sketch, double threshold,
                                   SimilarityTo similarity_to) {
    std::optional<Match> best;
    for (const Candidate& candidate : Find(number, sketch, threshold)) {
      const double similarity = similarity_to(candidate.number);
      if (similarity < threshold || (best && similarity < best->similarity)) continue;
      const bool equal = best && similarity == best->similarity;
      if (equal && candidate.number > best->number) continue;
      best = Match{candidate.number, candidate.group, similarity};
    }
    return best;
  }

 private:
  struct Candidate {
    DocumentNumber number = 0;
    DocumentNumber group = 0;
  };
  // A hash of a slot's sketch: slot times kSketchSize and its place in it, plus 1; 0: none. A link
  // to a document whose slot was used anew leads to another one, so a chain must get older with
  // each step, or stay at a document and go down in its sketch.
  using Link = std::uint32_t;
  struct Entry {
    std::uint32_t hash;
    Link before;  // the next older one in the chain
  };
  struct Head {
    Link newest;
    std::uint32_t documents;  // in the chain, but for those that were removed
  };
  // What a chain is followed by, small enough to stay in the cache.
  struct Slot {
    DocumentNumber number;  // 0: empty
    DocumentNumber group;
    std::uint32_t size;  // of the sketch
  };
  // A chain that is being followed.
  struct Chain {
    std::uint32_t hash;
    Link link;
    DocumentNumber at;    // the document it comes from
    Link from;            // and the link that led there
    std::uint32_t steps;  // left
  };

  // What may be as similar as `threshold`: first those that share most hashes, then the oldest.
  // Valid until the next call.
  const std::vector<Candidate>& Find(DocumentNumber number, const Sketch& sketch, double threshold);
  Head& HeadOf(std::uint32_t hash);
  void Release(std::uint32_t slot);
  void Advance(DocumentNumber number);
  void Begin(DocumentNumber number, const Sketch& sketch);
  Sketch SketchIn(std::uint32_t slot) const;
  // Fills `met_` with what the chains of the sketch lead to, those of each document together.
  void Meet(DocumentNumber number, const Sketch& sketch);

  std::uint32_t mask_;
  ZeroedArray<Slot> slots_;
  ZeroedArray<Entry> entries_;  // kSketchSize per slot
  ZeroedArray<Head> heads_;     // kHeadsPerSlot times capacity()
  DocumentNumber next_ = 0;     // the first number of which nothing is known; 0: of none
  std::vector<std::pair<std::uint32_t, std::uint32_t>> by_rarity_;  // documents, hash
  std::vector<Chain> chains_;
  std::vector<DocumentNumber> met_;
  std::vector<std::pair<std::uint32_t, DocumentNumber>> ranked_;  // shared hashes, number
  std::vector<Candidate> candidates_;
};

}  // namespace store
