// What was erased from a workspace, kept in the folder of its backups.
#pragma once

#include <filesystem>
#include <span>
#include <vector>

#include "store/store.h"

namespace app {

// A file erasures-SHA256.jsonl, named by its content, which an older backup honours when it is
// brought back. The folder is there; whether it has a backup yet does not matter. Not thread-safe.
class ErasureList {
 public:
  explicit ErasureList(std::filesystem::path folder) : folder_(std::move(folder)) {}

  // Throws Failure if it is damaged.
  std::vector<store::Erasure> Read() const;
  // Adds those that are not in it, durably. Throws Failure.
  void Add(std::span<const store::Erasure> erasures);

 private:
  std::filesystem::path folder_;
};

// The folders to which backups of a workspace were ever made, kept in its store, so that each is
// told what is erased.
class BackupFolders {
 public:
  // `store` outlives this.
  explicit BackupFolders(store::Store& store) : space_(store.space("backups")) {}

  void Add(const std::filesystem::path& folder);
  std::vector<std::filesystem::path> All() const;

 private:
  core::KeyValue& space_;
};

}  // namespace app
