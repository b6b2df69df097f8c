// Backups of a store: incremental, in a folder of their own, by RocksDB's BackupEngine, which keeps
// a checksum of every file.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/expected.h"
#include "core/time.h"
#include "store/store.h"

namespace store {

struct BackupEntry {
  std::uint32_t number = 0;  // grows, and is never used twice
  core::Instant at{};
  std::uint64_t bytes = 0;  // of its files, those shared with other backups among them
  std::string note;         // given when it was made
};

// The backups in one folder. One process at a time; not thread-safe.
class Backups {
 public:
  // Makes the folder if it is missing, unless `read_only`.
  static core::Expected<std::unique_ptr<Backups>> Open(const std::filesystem::path& folder,
                                                       bool read_only);
  ~Backups();

  // Copies what earlier backups don't have, and syncs it. The store stays open and may be read
  // meanwhile. `progress` is called now and then.
  core::Expected<BackupEntry> Create(Store& store, const std::string& note,
                                     const std::function<void()>& progress);
  // Oldest first.
  std::vector<BackupEntry> list() const;
  // Numbers of those whose list of files cannot be read.
  std::vector<std::uint32_t> unreadable() const;
  // Reads every file of a backup and compares checksums. The error names the file.
  core::Expected<bool> Verify(std::uint32_t number) const;
  // Writes the store of that backup to `folder`, which must be empty or missing.
  core::Expected<bool> Restore(std::uint32_t number, const std::filesystem::path& folder) const;
  // Deletes all but the newest ones, and files that no backup has.
  core::Expected<bool> Keep(std::uint32_t newest);

 private:
  struct Impl;
  explicit Backups(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace store
