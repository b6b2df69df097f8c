// Walks the postings of terms across segments. Include from .cpp files only.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "store/database.h"

namespace store {

// The blocks of one term (a key without its segment, see keys.h), in order of segment.
class PostingList {
 public:
  PostingList(const Database& database, std::string term, const Database::Snapshot& snapshot);

  // Goes to the first block at or behind `segment`. False if there is none.
  bool Seek(std::uint32_t segment);
  std::uint32_t segment() const { return segment_; }
  std::string_view block() const { return at_->value().ToStringView(); }

  // Number of documents that have the term, in all versions. Loses the place.
  std::uint64_t Count();

 private:
  bool Settle();

  const Database& database_;
  std::string term_;
  std::unique_ptr<rocksdb::Iterator> at_;
  std::uint32_t segment_ = 0;
};

// Visits the documents that are in all lists (at least one), in order of number, until `visit`
// returns false. `payloads` has one element per list.
void Intersect(const Database& database, std::span<PostingList> lists,
               const std::function<bool(DocumentNumber number,
                                        std::span<const std::uint32_t> payloads)>& visit);

}  // namespace store
