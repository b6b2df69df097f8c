// Reads headers one after the other. Include from .cpp files only.
#pragma once

#include <memory>

#include "store/database.h"
#include "store/record.h"

namespace store {

// Walks over headers in order of number.
class HeaderCursor {
 public:
  HeaderCursor(const Database& database, const Database::Snapshot& snapshot);

  // The next header, at first the first of all, valid until the next call; nullptr at the end.
  // Throws if it is damaged.
  const HeaderRecord* Next();

 private:
  const Database& database_;
  std::unique_ptr<rocksdb::Iterator> at_;
  HeaderRecord record_;
};

}  // namespace store
