// What people add to documents: labels, and which incidents are one. Include from .cpp files only.
#pragma once

#include <rocksdb/write_batch.h>

#include <cstdint>
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

  // Changes this and adds the change to `batch`. Removing what is not there changes nothing and
  // gives false.
  void AddLabel(const Database& database, DocumentNumber number, const Label& label,
                rocksdb::WriteBatch& batch);
  bool RemoveLabel(const Database& database, DocumentNumber number, std::string_view name,
                   Commit commit, rocksdb::WriteBatch& batch);
  void AddMerge(const Database& database, const Merge& merge, rocksdb::WriteBatch& batch);
  bool RemoveMerge(const Database& database, DocumentNumber a, DocumentNumber b, Commit commit,
                   rocksdb::WriteBatch& batch);

  // The newest commit that changed anything; 0 if none did.
  Commit last_commit() const;
  // In force at that commit, absent: now; by name.
  std::vector<Label> LabelsOf(DocumentNumber number, std::optional<Commit> at) const;
  // The documents that had that label, in order; `value` empty: whatever its value.
  std::vector<DocumentNumber> With(std::string_view name, std::string_view value,
                                   std::optional<Commit> at) const;
  GroupMap GroupsAt(std::optional<Commit> at) const;

 private:
  static void Write(const Database& database, DocumentNumber number, const Label& label,
                    rocksdb::WriteBatch& batch);
  static void Write(const Database& database, const Merge& merge, rocksdb::WriteBatch& batch);

  std::map<DocumentNumber, std::vector<Label>> labels_;  // in order of commits
  std::vector<Merge> merges_;                            // likewise
};

}  // namespace store
