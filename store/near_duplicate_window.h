// The newest documents of the store, in memory, among which near-duplicates are sought: so the cost
// of a commit does not grow with the corpus. Include from .cpp files only.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <utility>
#include <vector>

#include "store/near_duplicates.h"

namespace store {

// Chains of documents that share the hash of a band, newest first, as in LZ77 matchers. About 520
// bytes per document held. What it finds depends on the documents only, not on when they were added
// or whether they were read back from the disk. Not thread-safe.
class NearDuplicateWindow {
 public:
  // `capacity` is rounded up to a power of two.
  explicit NearDuplicateWindow(std::size_t capacity);

  std::size_t capacity() const { return mask_ + std::size_t{1}; }

  // Numbers grow from one call to the next; those left out have no sketch.
  void Add(DocumentNumber number, const SketchRecord& record);
  // A document that was superseded is no candidate any more. No effect if it is not held.
  void Remove(DocumentNumber number);

  struct Candidate {
    DocumentNumber number = 0;
    DocumentNumber group = 0;
  };
  // For the document to be added as `number`: those of the `capacity` numbers before it that share
  // a band with `sketch` and may be as similar as `threshold`: first those that share most bands,
  // then the oldest; at most `limit`. Of a band only the newest 32 documents are looked at, so that
  // form letters cost no more than other texts. Valid until the next call.
  const std::vector<Candidate>& Find(DocumentNumber number, const Sketch& sketch, double threshold,
                                     std::size_t limit);

 private:
  struct Slot {
    DocumentNumber number;  // 0: empty
    DocumentNumber group;
    Sketch sketch;
    DocumentNumber before[kBandCount];  // the next older one in the chain of each band; 0: none
  };
  struct Release {
    void operator()(void* memory) const { std::free(memory); }
  };

  const Slot* Held(DocumentNumber number, DocumentNumber oldest) const;
  DocumentNumber& HeadOf(std::size_t band, std::uint32_t hash);

  std::uint32_t mask_;
  // Zeroed by the system on first touch, so that a small corpus takes little.
  std::unique_ptr<Slot[], Release> slots_;
  std::unique_ptr<DocumentNumber[], Release> heads_;  // kBandCount tables of capacity() each
  std::vector<DocumentNumber> met_;
  std::vector<std::pair<std::uint32_t, DocumentNumber>> ranked_;  // shared bands, number
  std::vector<Candidate> candidates_;
};

}  // namespace store
