// Reads headers, some at once or one after the other. Include from .cpp files only.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "store/database.h"
#include "store/record.h"

namespace store {

// The headers of those numbers, in their order. Throws if one is missing.
std::vector<HeaderRecord> ReadHeaders(const Database& database, const Database::Snapshot& snapshot,
                                      std::span<const DocumentNumber> numbers);

// Walks over headers in order of number.
class HeaderCursor {
 public:
  HeaderCursor(const Database& database, const Database::Snapshot& snapshot);

  // The header of that number, valid until the next call. Throws if it is missing.
  const HeaderRecord& At(DocumentNumber number);
  // The first header behind the place, nullptr at the end; at first the first of all.
  const HeaderRecord* Next();

 private:
  const HeaderRecord& Read();

  const Database& database_;
  std::unique_ptr<rocksdb::Iterator> at_;
  HeaderRecord record_;
};

}  // namespace store
