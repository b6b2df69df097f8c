#include "app/workspace_backup.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <initializer_list>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "app/descriptor.h"
#include "app/erasure_list.h"
#include "app/file_hash.h"
#include "app/output_file.h"
#include "app/workspace_files.h"
#include "core/sha256.h"

namespace app {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr fs::perms kContentMode =
    fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read;
constexpr fs::perms kFolderMode =
    fs::perms::owner_all | fs::perms::group_read | fs::perms::group_exec;

struct BackedUpFile : WorkspaceFile {
  std::string sha256;
};

Failure SystemFailure(const fs::path& path, std::string_view what) {
  const int code = errno;
  return Failure(fmt::format("{}: {}: {}{}", path.string(), what, std::strerror(code),
                             code == ENOSPC ? "; free some space and start again" : ""));
}

// Makes these names survive a power loss.
void SyncNames(std::initializer_list<fs::path> files) {
  for (const fs::path& file : files) {
    if (!SyncFolderOf(file)) throw SystemFailure(file.parent_path(), "cannot be synced");
  }
}

struct FileCloser {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, FileCloser>;

File Open(const fs::path& path, const char* mode) {
  File file(std::fopen(path.c_str(), mode));
  if (!file) throw SystemFailure(path, mode[0] == 'r' ? "cannot be read" : "cannot be written");
  return file;
}

// Copies a file, synced. Gives its SHA-256 and its bytes.
std::pair<std::string, std::uint64_t> Copy(const fs::path& from, const fs::path& to,
                                           fs::perms mode) {
  const File in = Open(from, "rb");
  const File out = Open(to, "wb");
  fs::permissions(to, mode & ~fs::perms::others_all);
  core::Sha256Stream hash;
  std::string block(1u << 20, '\0');
  std::uint64_t bytes = 0;
  while (const std::size_t got = std::fread(block.data(), 1, block.size(), in.get())) {
    hash.Add(std::string_view(block).substr(0, got));
    bytes += got;
    if (std::fwrite(block.data(), 1, got, out.get()) != got) {
      throw SystemFailure(to, "cannot be written");
    }
  }
  if (std::ferror(in.get()) != 0) throw SystemFailure(from, "cannot be read");
  if (std::fflush(out.get()) != 0 || ::fsync(::fileno(out.get())) != 0) {
    throw SystemFailure(to, "cannot be written");
  }
  return {hash.Finish(), bytes};
}

// Whether it is a file of so many bytes.
bool IsWhole(const fs::path& file, std::uint64_t bytes) {
  std::error_code missing;
  return fs::file_size(file, missing) == bytes && !missing;
}

// A folder that has something else in it is none for backups: they would take up its place in a
// backup of the workspace, or mix with its files.
void RefuseStrange(const fs::path& folder) {
  if (!fs::exists(folder)) return;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    const bool ours = name == "manifests" || name == "files" || name.starts_with("erasures-") ||
                      (name == "store" && fs::exists(entry.path() / "meta"));
    if (ours || name == "lost+found") continue;
    throw Failure(fmt::format("{}: it has {}, which is of no backup: choose an empty folder",
                              folder.string(), name));
  }
}

std::string ReadAll(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw SystemFailure(path, "cannot be read");
  std::ostringstream all;
  all << in.rdbuf();
  return std::move(all).str();
}

std::string ToJson(const std::vector<BackedUpFile>& files) {
  Json rows = Json::array();
  for (const BackedUpFile& file : files) {
    rows.push_back({{"name", file.name},
                    {"sha256", file.sha256},
                    {"bytes", file.bytes},
                    {"modified", file.modified},
                    {"mode", file.mode}});
  }
  return Json{{"files", std::move(rows)}}.dump(1) + "\n";
}

// Whether a name stays within the folder that it is put into.
bool IsWithin(const fs::path& name) {
  return !name.empty() && name.is_relative() &&
         std::find(name.begin(), name.end(), "..") == name.end();
}

std::optional<std::vector<BackedUpFile>> Parse(const std::string& manifest) {
  const Json json = Json::parse(manifest, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object() || !json.contains("files") || !json["files"].is_array()) return {};
  std::vector<BackedUpFile> files;
  try {
    for (const Json& row : json["files"]) {
      files.push_back({{row.at("name").get<std::string>(), row.at("bytes").get<std::uint64_t>(),
                        row.at("modified").get<std::int64_t>(),
                        row.value("mode", static_cast<std::uint32_t>(kContentMode))},
                       row.at("sha256").get<std::string>()});
      if (!IsWithin(files.back().name) || files.back().sha256.size() != 64) return {};
    }
  } catch (const Json::exception&) {
    return {};
  }
  return files;
}

fs::path ContentPath(const fs::path& folder, const std::string& sha256) {
  return folder / "files" / sha256.substr(0, 2) / sha256;
}

fs::path ManifestPath(const fs::path& folder, const std::string& sha256) {
  return folder / "manifests" / (sha256 + ".json");
}

std::vector<BackedUpFile> ReadManifest(const fs::path& folder, const std::string& sha256) {
  const fs::path path = ManifestPath(folder, sha256);
  const std::string content = ReadAll(path);
  auto files = core::Sha256Hex(content) == sha256 ? Parse(content) : std::nullopt;
  if (!files) {
    throw Failure(fmt::format("{}: it is damaged: it is not what its name says", path.string()));
  }
  return *std::move(files);
}

}  // namespace

WorkspaceBackups::WorkspaceBackups(fs::path folder, bool read_only) : folder_(std::move(folder)) {
  if (read_only && !fs::is_directory(folder_ / "store")) {
    throw Failure(fmt::format("{}: there are no backups: check the path", folder_.string()));
  }
  if (!read_only) {
    RefuseStrange(folder_);
    if (fs::create_directories(folder_)) fs::permissions(folder_, kFolderMode);
  }
  auto backups = store::Backups::Open(folder_ / "store", read_only);
  if (!backups) throw Failure(backups.error());
  backups_ = *std::move(backups);
}

WorkspaceBackups::Entry WorkspaceBackups::EntryOf(const store::BackupEntry& entry) const {
  const Json note = Json::parse(entry.note, nullptr, /*allow_exceptions=*/false);
  try {
    Entry result;
    result.store = entry;
    result.manifest = note.at("manifest").get<std::string>();
    result.commit = note.at("commit").get<store::Commit>();
    result.files = note.at("files").get<std::uint64_t>();
    result.bytes = note.at("bytes").get<std::uint64_t>();
    if (result.manifest.size() == 64) return result;
  } catch (const Json::exception&) {
    // Said below.
  }
  throw Failure(fmt::format("{}: backup {} is damaged: its note is unreadable", folder_.string(),
                            entry.number));
}

std::vector<WorkspaceBackups::Entry> WorkspaceBackups::list() const {
  std::vector<Entry> entries;
  for (const store::BackupEntry& entry : backups_->list()) entries.push_back(EntryOf(entry));
  return entries;
}

WorkspaceBackups::Entry WorkspaceBackups::Find(std::uint32_t number) const {
  for (const store::BackupEntry& entry : backups_->list()) {
    if (entry.number == number) return EntryOf(entry);
  }
  const auto unreadable = backups_->unreadable();
  if (std::find(unreadable.begin(), unreadable.end(), number) != unreadable.end()) {
    throw Failure(fmt::format("{}: backup {} is damaged: its list of files is unreadable",
                              folder_.string(), number));
  }
  throw Failure(fmt::format("{}: there is no backup {}; 'sholu backup list' shows which there are",
                            folder_.string(), number));
}

WorkspaceBackups::Made WorkspaceBackups::Create(const Workspace& workspace,
                                                const ShowProgress& progress) {
  fs::create_directories(folder_ / "manifests");
  std::map<std::string, BackedUpFile> before;
  if (const auto entries = backups_->list(); !entries.empty()) {
    try {
      for (BackedUpFile& file : ReadManifest(folder_, EntryOf(entries.back()).manifest)) {
        before.emplace(file.name, std::move(file));
      }
    } catch (const Failure&) {
      before.clear();  // it only saves copying; 'sholu backup verify' tells of it
    }
  }
  const fs::path partial = folder_ / "files" / "partial";
  fs::create_directories(partial.parent_path());
  SyncNames({folder_, partial.parent_path()});
  const config::Duties& duties = workspace.settings.duties;
  WorkspaceFiles found =
      FilesToBackUp(workspace.folder, {folder_, workspace.settings.backup_folder},
                    workspace.settings.store.key_file,
                    {duties.mail ? duties.mail->password_file : fs::path(),
                     duties.webhook ? duties.webhook->secret_file : fs::path()});
  Made made;
  made.left_out = std::move(found.left_out);
  std::vector<BackedUpFile> files;
  std::uint64_t all_bytes = 0;
  for (WorkspaceFile& one : found.files) {
    BackedUpFile& file = files.emplace_back(BackedUpFile{std::move(one), {}});
    progress(file.name);
    const auto known = before.find(file.name);
    const bool same = known != before.end() && known->second.bytes == file.bytes &&
                      known->second.modified == file.modified &&
                      IsWhole(ContentPath(folder_, known->second.sha256), file.bytes);
    if (same) {
      file.sha256 = known->second.sha256;
    } else {
      std::tie(file.sha256, file.bytes) = Copy(workspace.folder / file.name, partial, kContentMode);
      const fs::path place = ContentPath(folder_, file.sha256);
      if (!IsWhole(place, file.bytes)) {
        fs::create_directories(place.parent_path());
        fs::rename(partial, place);
        SyncNames({place, place.parent_path()});
        ++made.new_files;
        made.new_bytes += file.bytes;
      }
    }
    all_bytes += file.bytes;
  }
  std::error_code ignored;
  fs::remove(partial, ignored);

  store::Store& store = *workspace.store;
  ErasureList(folder_).Add(store.erasures());
  const std::string manifest = ToJson(files);
  const std::string sha256 = core::Sha256Hex(manifest);
  WriteWhole(ManifestPath(folder_, sha256), manifest);
  const Json note = {{"manifest", sha256},
                     {"commit", store.last_commit()},
                     {"files", files.size()},
                     {"bytes", all_bytes}};
  const auto entry = backups_->Create(store, note.dump(), [&] { progress("store"); });
  if (!entry) throw Failure(entry.error());
  made.entry = EntryOf(*entry);
  return made;
}

std::vector<std::string> WorkspaceBackups::Verify(std::uint32_t number,
                                                  const ShowProgress& progress) const {
  std::vector<std::string> damages;
  const auto check = [&](const auto& what) {
    try {
      what();
    } catch (const Failure& failure) {
      damages.emplace_back(failure.what());
    }
  };
  check([&] {
    const Entry entry = Find(number);
    std::set<std::string> seen;
    for (const BackedUpFile& file : ReadManifest(folder_, entry.manifest)) {
      if (!seen.insert(file.sha256).second) continue;
      progress(file.name);
      check([&] {
        const fs::path path = ContentPath(folder_, file.sha256);
        const auto sha256 = HashFile(path);
        if (!sha256) throw Failure(sha256.error());
        if (*sha256 != file.sha256) {
          throw Failure(
              fmt::format("{}: it is damaged: the content of {} was changed; remove it, and the "
                          "next 'sholu backup create' copies it anew",
                          path.string(), file.name));
        }
      });
    }
  });
  check([&] { static_cast<void>(ErasureList(folder_).Read()); });
  progress("store");
  if (const auto sound = backups_->Verify(number); !sound) {
    damages.push_back(sound.error().message);
  }
  return damages;
}

void WorkspaceBackups::Restore(std::uint32_t number, const fs::path& target,
                               const ShowProgress& progress,
                               const std::function<void(const fs::path&)>& finish) const {
  const Entry entry = Find(number);
  if (fs::exists(target) && (!fs::is_directory(target) || !fs::is_empty(target))) {
    throw Failure(fmt::format("{}: it is there already: choose a new folder", target.string()));
  }
  fs::path partial = fs::absolute(target).lexically_normal();
  if (!partial.has_filename()) partial = partial.parent_path();
  partial += ".partial";
  fs::remove_all(partial);
  try {
    fs::create_directories(partial);
    for (const BackedUpFile& file : ReadManifest(folder_, entry.manifest)) {
      progress(file.name);
      const fs::path to = partial / file.name;
      fs::create_directories(to.parent_path());
      const fs::path from = ContentPath(folder_, file.sha256);
      if (Copy(from, to, static_cast<fs::perms>(file.mode)).first != file.sha256) {
        throw Failure(fmt::format("{}: it is damaged: the content of {} was changed", from.string(),
                                  file.name));
      }
    }
    progress("store");
    const auto restored = backups_->Restore(number, partial / "store");
    if (!restored) throw Failure(restored.error());
    finish(partial);
    SyncNames({partial / "."});
    for (const auto& inside : fs::recursive_directory_iterator(partial)) {
      if (inside.is_directory()) SyncNames({inside.path() / "."});
    }
    fs::remove(target);
    fs::rename(partial, target);
    SyncNames({fs::absolute(target)});
  } catch (...) {
    std::error_code ignored;
    fs::remove_all(partial, ignored);
    throw;
  }
}

void WorkspaceBackups::Keep(std::uint32_t newest) {
  if (const auto kept = backups_->Keep(newest); !kept) throw Failure(kept.error());
  std::set<std::string> manifests, contents;
  for (const Entry& entry : list()) {
    manifests.insert(entry.manifest + ".json");
    for (const BackedUpFile& file : ReadManifest(folder_, entry.manifest)) {
      contents.insert(file.sha256);
    }
  }
  for (const auto& file : fs::directory_iterator(folder_ / "manifests")) {
    if (!manifests.contains(file.path().filename().string())) fs::remove(file.path());
  }
  for (const auto& file : fs::recursive_directory_iterator(folder_ / "files")) {
    if (file.is_regular_file() && !contents.contains(file.path().filename().string())) {
      fs::remove(file.path());
    }
  }
}

}  // namespace app
