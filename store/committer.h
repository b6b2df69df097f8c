// The one writer of documents. Include from .cpp files only.
#pragma once

#include <rocksdb/write_batch.h>

#include <atomic>

#include "store/database.h"
#include "store/prepared.h"
#include "store/space.h"

namespace store {

class Committer {
 public:
  // `database` and `frontier`, the space for what goes alongside a document, outlive this.
  // `master` may be null if no document is sealed.
  Committer(Database& database, const Space& frontier, const MasterKey* master, double threshold);

  // Store::Put.
  PutOutcome Put(PreparedDocument& prepared, const core::Batch& alongside);
  // Thread-safe.
  Commit last_commit() const { return last_commit_; }

 private:
  void AddRecords(const PreparedDocument& prepared, const Header& header);
  void AddPostings(PreparedDocument& prepared, DocumentNumber number);
  void AddSealed(const Sealed& sealed, DocumentNumber number);
  void Supersede(DocumentNumber number, Commit commit);
  void Write(DocumentNumber number, Commit commit);

  Database& database_;
  const Space& frontier_;
  const MasterKey* master_;
  double threshold_;
  std::atomic<Commit> last_commit_{0};
  DocumentNumber last_number_ = 0;
  rocksdb::WriteBatch batch_;  // keeps its memory from one document to the next
};

}  // namespace store
