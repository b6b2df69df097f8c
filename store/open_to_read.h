// A RocksDB database opened beside the process that writes it. Include from .cpp files only.
#pragma once

#include <rocksdb/db.h>

#include <string>
#include <vector>

namespace store {

// Opens without changing anything in the folder; what comes later is not seen. A writer in another
// process may delete a table between its naming in the manifest and its opening here, which fails,
// or a log whose records are in tables that the manifest which was read does not name yet: then
// they would be missing. So what was opened counts only if the manifest is still the same; the next
// attempt reads a newer one. On success `handles` and `db` are the caller's.
rocksdb::Status OpenToRead(rocksdb::DBOptions options, const std::string& folder,
                           const std::vector<rocksdb::ColumnFamilyDescriptor>& families,
                           std::vector<rocksdb::ColumnFamilyHandle*>& handles, rocksdb::DB*& db);

}  // namespace store
