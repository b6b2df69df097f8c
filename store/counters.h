// Counters: kept by adding at each commit, and counted anew from the headers. Include from .cpp
// files only.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "store/database.h"
#include "store/record.h"

namespace store {

// The keys of the counters that a live document raises by one.
std::vector<std::string> CountersOf(const Header& header);

// What adding a version, and what superseding it, does to the counters.
void CountAdded(const Database& database, const std::vector<std::string>& counters,
                std::uint32_t terms, rocksdb::WriteBatch& batch);
void CountRemoved(const Database& database, const std::vector<std::string>& counters,
                  rocksdb::WriteBatch& batch);

Counters ReadCounters(const Database& database);
Counters CountAnew(const Database& database);

// Of all versions ever put: what BM25 takes for the size of the corpus.
struct CorpusSize {
  std::uint64_t versions = 0;
  std::uint64_t terms = 0;  // indexed tokens of all of them
};
CorpusSize ReadCorpusSize(const Database& database, const Database::Snapshot& snapshot);

}  // namespace store
