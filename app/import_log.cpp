#include "app/import_log.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <tuple>

namespace app {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kVersion = 1;  // of a record
constexpr std::uint64_t kMaxArchived = 128u << 20;

std::string KeyOf(std::string_view sha256, core::SourceType kind, std::string_view source) {
  return fmt::format("{}{}{}", sha256, static_cast<char>(kind), source);
}

std::string Encode(const ImportedFile& file) {
  const Json record = {{"version", kVersion},
                       {"sha256", file.sha256},
                       {"name", file.name},
                       {"kind", core::Name(file.kind)},
                       {"source", file.source},
                       {"bytes", file.bytes},
                       {"imported", file.imported.time_since_epoch().count()},
                       {"archive",
                        {{"file", file.archive.file},
                         {"offset", file.archive.offset},
                         {"length", file.archive.length}}}};
  return record.dump(-1, ' ', false, Json::error_handler_t::replace);
}

ImportedFile Decode(std::string_view bytes) {
  try {
    const Json record = Json::parse(bytes);
    const auto kind = core::SourceTypeOf(record.at("kind").get<std::string>());
    if (record.at("version") != kVersion || !kind) throw std::runtime_error("unknown version");
    ImportedFile file;
    file.sha256 = record.at("sha256");
    file.name = record.at("name");
    file.kind = *kind;
    file.source = record.at("source");
    file.bytes = record.at("bytes");
    file.imported = core::Instant(std::chrono::seconds(record.at("imported").get<std::int64_t>()));
    const Json& archive = record.at("archive");
    file.archive.file = archive.at("file");
    file.archive.offset = archive.at("offset");
    file.archive.length = archive.at("length");
    if (!file.archive.file.empty()) file.archive.sha256 = file.sha256;
    return file;
  } catch (const std::exception& damage) {
    throw std::runtime_error(
        fmt::format("damaged record of an import in the store: {}", damage.what()));
  }
}

core::Error Unreadable(const std::filesystem::path& file) {
  return {fmt::format("{}: cannot be read: {}", file.string(), std::strerror(errno))};
}

}  // namespace

std::optional<ImportedFile> ImportLog::Find(std::string_view sha256, core::SourceType kind,
                                            std::string_view source) const {
  const auto record = space_.Get(KeyOf(sha256, kind, source));
  return record ? std::optional(Decode(*record)) : std::nullopt;
}

void ImportLog::Add(const ImportedFile& file) {
  std::string key = KeyOf(file.sha256, file.kind, file.source);
  if (space_.Get(key)) return;
  core::Batch batch;
  batch.Put(std::move(key), Encode(file));
  space_.Write(batch);
}

std::vector<ImportedFile> ImportLog::All() const {
  std::vector<ImportedFile> files;
  space_.Scan("", "", [&](std::string_view, std::string_view record) {
    files.push_back(Decode(record));
    return true;
  });
  std::stable_sort(files.begin(), files.end(), [](const auto& a, const auto& b) {
    return std::tie(a.imported, a.name) < std::tie(b.imported, b.name);
  });
  return files;
}

core::Expected<core::ArchiveRef> ArchiveFile(const crawler::ArchiveWriter::Options& archive,
                                             const std::filesystem::path& file,
                                             core::Instant received) {
  std::error_code failed;
  const auto size = std::filesystem::file_size(file, failed);
  if (failed) return core::Error{fmt::format("{}: {}", file.string(), failed.message())};
  if (size > kMaxArchived) return core::ArchiveRef{};
  std::ifstream stream(file, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
  if (!stream) return Unreadable(file);
  auto writer = crawler::ArchiveWriter::Open(archive);
  if (!writer) return writer.error();
  auto ref = (*writer)->Append(
      crawler::BuildResourceRecord(fmt::format("file:{}", file.filename().string()),
                                   "application/octet-stream", bytes, received));
  if (!ref) return ref.error();
  if (const auto synced = (*writer)->Sync(); !synced) return synced.error();
  return *ref;
}

}  // namespace app
