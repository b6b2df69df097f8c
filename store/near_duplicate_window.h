// The newest documents of the store, in memory, among which near-duplicates are sought: so the cost
// of a commit does not grow with the corpus. Include from .cpp files only.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "store/near_duplicates.h"

namespace store {

// Chains of documents that share a hash of their sketches, newest first, as in LZ77 matchers. About
// 600 bytes per document held. What it finds depends on the documents only, not on when they were
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
  // Of a hash only the newest 8 documents are looked at, so that form letters and common phrases
  // cost no more than other texts.
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
  // What a chain is followed by, small enough to stay in the cache.
  struct Slot {
    DocumentNumber number;  // 0: empty
    DocumentNumber group;
    std::uint32_t size;  // of the sketch
  };
  struct Release {
    void operator()(void* memory) const { std::free(memory); }
  };
  // A chain that is being followed.
  struct Chain {
    std::uint32_t hash;
    Link link;
    DocumentNumber at;  // the document it comes from
    Link from;          // and the link that led there
    int steps;
  };

  // What may be as similar as `threshold`: first those that share most hashes, then the oldest.
  // Valid until the next call.
  const std::vector<Candidate>& Find(DocumentNumber number, const Sketch& sketch, double threshold);
  Link& HeadOf(std::uint32_t hash);
  Sketch SketchIn(std::uint32_t slot) const;
  // Fills `met_` with what the chains of the sketch lead to, those of each document together.
  void Meet(DocumentNumber number, const Sketch& sketch);

  std::uint32_t mask_;
  // Zeroed by the system on first touch, so that a small corpus takes little.
  std::unique_ptr<Slot[], Release> slots_;
  std::unique_ptr<Entry[], Release> entries_;  // kSketchSize per slot
  std::unique_ptr<Link[], Release> heads_;     // kHeadsPerSlot times capacity()
  std::vector<Chain> chains_;
  std::vector<DocumentNumber> met_;
  std::vector<std::pair<std::uint32_t, DocumentNumber>> ranked_;  // shared hashes, number
  std::vector<Candidate> candidates_;
};

}  // namespace store
