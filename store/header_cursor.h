// Reads headers one after the other. Include from .cpp files only.
#pragma once

#include <memory>

#include "store/database.h"
#include "store/record.h"

namespace store {

// Cheapest by numbers that grow.
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
