// The files of a workspace that a backup copies.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace app {

struct WorkspaceFile {
  std::string name;  // relative to the workspace
  std::uint64_t bytes = 0;
  std::int64_t modified = 0;  // by the clock of the file system: the same, and so is the content
  std::uint32_t mode = 0;     // POSIX permissions
};

struct WorkspaceFiles {
  std::vector<WorkspaceFile> files;   // in order of name
  std::vector<std::string> left_out;  // whoever wanted a backup of all should know: a line each
};

// All regular files below `workspace`, links followed, but for the store and the cache at its top,
// *.tmp, *.partial, what lies in `backups`, and the master key `key_file` with those before and
// after it, and `secrets`: files with passwords. Named in left_out are keys, secrets, links that
// lead nowhere or in a circle, and what is neither file nor folder. Throws
// std::filesystem::filesystem_error.
WorkspaceFiles FilesToBackUp(const std::filesystem::path& workspace,
                             const std::vector<std::filesystem::path>& backups,
                             const std::filesystem::path& key_file,
                             const std::vector<std::filesystem::path>& secrets);

}  // namespace app
