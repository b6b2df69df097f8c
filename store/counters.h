// Counters: kept by adding at each commit, and counted anew from the headers. Include from .cpp
// files only.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "store/database.h"
#include "store/record.h"

namespace store {

// The keys of the counters that a live document raises by one.
std::vector<std::string> CountersOf(const Header& header);

// What a group of commits does to the counters.
class CounterChanges {
 public:
  // A version was added, or superseded, that raises `counters`; `terms`: its indexed tokens.
  void Added(const std::vector<std::string>& counters, std::uint32_t terms);
  void Removed(const std::vector<std::string>& counters);
  // Moves them into `batch`.
  void Drain(const Database& database, rocksdb::WriteBatch& batch);

 private:
  std::unordered_map<std::string, std::int64_t> changes_;
};

Counters ReadCounters(const Database& database);
Counters CountAnew(const Database& database);

// Of all versions ever put: what BM25 takes for the size of the corpus.
struct CorpusSize {
  std::uint64_t versions = 0;
  std::uint64_t terms = 0;  // indexed tokens of all of them
};
CorpusSize ReadCorpusSize(const Database& database, const Database::Snapshot& snapshot);

}  // namespace store
