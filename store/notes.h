// What people add to documents: labels, and which incidents are one. Include from .cpp files only.
#pragma once

#include <rocksdb/write_batch.h>

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "store/database.h"

namespace store {

// The groups that are counted as one incident, at a commit. Most are alone.
class GroupMap {
 public:
  // The smallest group that `group` was merged with.
  DocumentNumber Of(DocumentNumber group) const {
    if (roots_.empty()) return group;
    const auto found = roots_.find(group);
    return found == roots_.end() ? group : found->second;
  }
  void Join(DocumentNumber a, DocumentNumber b);

 private:
  std::unordered_map<DocumentNumber, DocumentNumber> roots_;
};

// All labels and merges of a database, in memory. Not thread-safe.
class Notes {
 public:
  static Notes Read(const Database& database);

  // These change this and add the change to `batch`; false if there is nothing to take back.
  void AddLabel(const Database& database, DocumentNumber number, const Label& label,
                rocksdb::WriteBatch& batch);
  bool RemoveLabel(const Database& database, DocumentNumber number, std::string_view name,
                   Commit commit, rocksdb::WriteBatch& batch);
  void AddMerge(const Database& database, const Merge& merge, rocksdb::WriteBatch& batch);
  // Of the merge that `added` added.
  void RemoveMerge(const Database& database, Commit added, Commit commit,
                   rocksdb::WriteBatch& batch);

  // The newest commit that changed anything; 0 if none did.
  Commit last_commit() const;
  // Those in force at that commit, absent: now; in order of number, and of commits.
  void ForEachLabel(std::optional<Commit> at,
                    const std::function<void(DocumentNumber, const Label&)>& visit) const;
  void ForEachMerge(std::optional<Commit> at, const std::function<void(const Merge&)>& visit) const;

 private:
  static void Write(const Database& database, DocumentNumber number, const Label& label,
                    rocksdb::WriteBatch& batch);
  static void Write(const Database& database, const Merge& merge, rocksdb::WriteBatch& batch);

  std::map<DocumentNumber, std::vector<Label>> labels_;  // in order of commits
  std::vector<Merge> merges_;                            // likewise
};

}  // namespace store
