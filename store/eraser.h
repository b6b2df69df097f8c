// Takes documents out of every record and index. Include from .cpp files only.
#pragma once

#include <rocksdb/write_batch.h>

#include <string>
#include <vector>

#include "store/counters.h"
#include "store/database.h"
#include "store/index_writer.h"
#include "store/taggings.h"

namespace store {

// One document to erase: all its versions, in order. None: it is only refused from now on.
struct Doomed {
  std::vector<DocumentNumber> versions;
  std::string key_sha256;  // wanted if there are no versions
  ErasureOrder order;
};

// For one batch. Not thread-safe.
class Eraser {
 public:
  // All outlive this; nothing must wait to be drained from `index`.
  Eraser(const Database& database, const Taggings& taggings, IndexWriter& index,
         CounterChanges& counters, rocksdb::WriteBatch& batch)
      : database_(database),
        taggings_(taggings),
        index_(index),
        counters_(counters),
        batch_(batch) {}

  // Adds to the batch what takes the document away at `commit`, and the record of it.
  Erasure Take(const Doomed& doomed, Commit commit);
  // The postings of all that was taken.
  void Finish();

 private:
  void TakeVersion(DocumentNumber number, Erasure& erasure);
  void TakeLabels(DocumentNumber number);
  void DeleteKey(Family family, const std::string& key);

  const Database& database_;
  const Taggings& taggings_;
  IndexWriter& index_;
  CounterChanges& counters_;
  rocksdb::WriteBatch& batch_;
  IndexWriter::Removal removal_;
};

}  // namespace store
