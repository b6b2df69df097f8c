// Counters: kept by adding at each commit, and counted anew from the headers. Include from .cpp
// files only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "store/columns.h"
#include "store/database.h"
#include "store/record.h"

namespace store {

// The keys of the counters that a live document raises by one.
std::vector<std::string> CountersOf(const Header& header);

// What a group of commits does to the counters.
class CounterChanges {
 public:
  // A version was added, or superseded, that raises `counters`.
  void Added(const std::vector<std::string>& counters);
  void Removed(const std::vector<std::string>& counters);
  // Moves them into `batch`.
  void Drain(const Database& database, rocksdb::WriteBatch& batch);

 private:
  std::unordered_map<std::string, std::int64_t> changes_;
};

// What a database says of its newest commit and document.
struct State {
  Commit commit = 0;
  DocumentNumber number = 0;
};
std::optional<State> ReadState(const Database& database);
void AddState(const Database& database, const State& state, rocksdb::WriteBatch& batch);

Counters ReadCounters(const Database& database);
Counters CountAnew(const Columns& columns);
// Puts into `batch` the counters as the columns give them, in place of those that are kept.
void PutCounters(const Database& database, const Columns& columns, rocksdb::WriteBatch& batch);

}  // namespace store
