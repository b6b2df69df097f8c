// Backups of a workspace: the store, and every other file once by its content.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "app/workspace.h"
#include "store/backup.h"
#include "store/store.h"

namespace app {

// A folder of backups:
//   store/                     of the store, by store::Backups; the note of each names its manifest
//   files/ab/abcdef...         every file of a workspace, by the SHA-256 of its content
//   manifests/SHA256.json      which files a backup has, by name; named by its own content
//   erasures-SHA256.jsonl      what was erased up to now, see app/erasure_list.h
// So every byte of it is under a checksum that lies elsewhere. The master key is no part of it.
// One process at a time; not thread-safe.
class WorkspaceBackups {
 public:
  struct Entry {
    store::BackupEntry store;
    std::string manifest;  // SHA-256
    store::Commit commit = 0;
    std::uint64_t files = 0, bytes = 0;  // without the store
  };
  struct Made {
    Entry entry;
    std::uint64_t new_files = 0, new_bytes = 0;  // of those that no earlier one had
    std::vector<std::string> left_out;           // what is no part of it and why, a line each
  };
  using ShowProgress = std::function<void(std::string_view what)>;

  // Makes the folder if it is missing, unless `read_only`. Throws Failure.
  WorkspaceBackups(std::filesystem::path folder, bool read_only);

  // All of the workspace but what FilesToBackUp leaves out; links are followed, so that it comes
  // back without them. Whoever writes to the workspace holds the store, so that it stands still but
  // for logs that only grow. Throws Failure.
  Made Create(const Workspace& workspace, const ShowProgress& progress);
  // Oldest first. Throws Failure if a note is no note of ours.
  std::vector<Entry> list() const;
  // Numbers of those whose list of files cannot be read.
  std::vector<std::uint32_t> unreadable() const { return backups_->unreadable(); }
  // Reads all of a backup; every damage is a line that names the file. None: it is sound.
  std::vector<std::string> Verify(std::uint32_t number, const ShowProgress& progress) const;
  // Writes the workspace of that backup to `target`, which must be empty or missing. It takes that
  // name only behind `finish`, which is given the folder and carries out what was erased since.
  // Throws Failure, or what `finish` throws, and leaves nothing.
  void Restore(std::uint32_t number, const std::filesystem::path& target,
               const ShowProgress& progress,
               const std::function<void(const std::filesystem::path&)>& finish) const;
  // Deletes all but the newest backups, and what no other needs. Throws Failure.
  void Keep(std::uint32_t newest);

 private:
  Entry EntryOf(const store::BackupEntry& entry) const;
  Entry Find(std::uint32_t number) const;

  std::filesystem::path folder_;
  std::unique_ptr<store::Backups> backups_;
};

}  // namespace app
