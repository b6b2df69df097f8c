#include "app/erasure_list.h"

#include <fmt/format.h>

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "app/erasure_json.h"
#include "app/file_hash.h"
#include "app/output_file.h"
#include "app/workspace.h"
#include "core/sha256.h"

namespace app {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kBegin = "erasures-", kEnd = ".jsonl";

bool IsList(const fs::path& file) {
  const std::string name = file.filename().string();
  return name.starts_with(kBegin) && name.ends_with(kEnd);
}

}  // namespace

std::vector<store::Erasure> ErasureList::Read() const {
  std::map<std::string, store::Erasure> erasures;
  for (const auto& file : fs::directory_iterator(folder_)) {
    if (!IsList(file.path())) continue;
    const std::string name = file.path().filename().string();
    const auto sha256 = HashFile(file.path());
    if (!sha256) throw Failure(sha256.error());
    if (name != fmt::format("{}{}{}", kBegin, *sha256, kEnd)) {
      throw Failure(
          fmt::format("{}: it is damaged: it is not what its name says", file.path().string()));
    }
    auto read = ReadErasures(file.path());
    if (!read) throw Failure(read.error());
    for (store::Erasure& erasure : *read) erasures.emplace(erasure.key_sha256, std::move(erasure));
  }
  std::vector<store::Erasure> all;
  for (auto& [key, erasure] : erasures) all.push_back(std::move(erasure));
  return all;
}

void ErasureList::Add(std::span<const store::Erasure> erasures) {
  std::vector<store::Erasure> all = Read();
  const std::size_t known = all.size();
  std::set<std::string> keys;
  for (const store::Erasure& erasure : all) keys.insert(erasure.key_sha256);
  for (const store::Erasure& erasure : erasures) {
    if (keys.insert(erasure.key_sha256).second) all.push_back(erasure);
  }
  if (all.size() == known) return;
  std::string lines;
  for (const store::Erasure& erasure : all) lines += ToJson(erasure).dump() + "\n";
  const std::string name = fmt::format("{}{}{}", kBegin, core::Sha256Hex(lines), kEnd);
  WriteWhole(folder_ / name, lines);
  // The lists before it are in it. After a kill in between all are read.
  for (const auto& file : fs::directory_iterator(folder_)) {
    if (IsList(file.path()) && file.path().filename() != name) fs::remove(file.path());
  }
}

void BackupFolders::Add(const std::filesystem::path& folder) {
  core::Batch batch;
  batch.Put(fs::weakly_canonical(folder).string(), "");
  space_.Write(batch);
}

std::vector<fs::path> BackupFolders::All() const {
  std::vector<fs::path> folders;
  space_.Scan("", "", [&](std::string_view folder, std::string_view) {
    folders.emplace_back(folder);
    return true;
  });
  return folders;
}

}  // namespace app
