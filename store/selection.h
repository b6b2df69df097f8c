// The documents that a filter admits. Include from .cpp files only.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "store/database.h"
#include "store/record.h"

namespace store {

// Reads headers; cheapest by numbers that grow.
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

// True if a document with that header was live at filter.at and meets all conditions.
bool Admits(const Filter& filter, const Header& header);

// Visits the documents that have all `terms` (keys without segments) and that `filter` admits, in
// order of number, until `visit` returns false. `payloads` are those of `terms`.
void ForEachMatch(const Database& database, const Database::Snapshot& snapshot,
                  const std::vector<std::string>& terms, const Filter& filter,
                  const std::function<bool(const HeaderRecord& record,
                                           std::span<const std::uint32_t> payloads)>& visit);

}  // namespace store
