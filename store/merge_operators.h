// How RocksDB folds what is written to counters and postings. Include from .cpp files only.
#pragma once

#include <rocksdb/merge_operator.h>

#include <memory>

namespace store {

// Adds zigzag varints.
std::shared_ptr<rocksdb::MergeOperator> AddOperator();
// JoinBlocks of postings.h.
std::shared_ptr<rocksdb::MergeOperator> PostingsOperator();

}  // namespace store
