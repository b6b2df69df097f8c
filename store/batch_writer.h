// Writes many keys in batches of a bounded size. Include from .cpp files only.
#pragma once

#include <rocksdb/write_batch.h>

#include <cstddef>
#include <string_view>

#include "store/database.h"

namespace store {

// What was not written yet is forgotten with it. Not thread-safe.
class BatchWriter {
 public:
  // `database` outlives this.
  explicit BatchWriter(Database& database) : database_(database) {}

  void Put(Family family, std::string_view key, std::string_view value) {
    database_.Check(batch_.Put(database_.handle(family), key, value));
    if (batch_.GetDataSize() > kBytes) Write();
  }
  void Delete(Family family, std::string_view key) {
    database_.Check(batch_.Delete(database_.handle(family), key));
    if (batch_.GetDataSize() > kBytes) Write();
  }
  // All that is left.
  void Write() {
    if (batch_.Count() > 0) database_.Write(batch_);
    batch_.Clear();
  }

 private:
  static constexpr std::size_t kBytes = 4u << 20;

  Database& database_;
  rocksdb::WriteBatch batch_;
};

}  // namespace store
