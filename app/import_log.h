// Which files were brought in by hand, and where their bytes lie.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/document.h"
#include "core/expected.h"
#include "core/key_value.h"
#include "core/time.h"
#include "crawler/archive.h"

namespace app {

// The space of the store that the log is kept in.
inline constexpr std::string_view kImportSpace = "imports";

struct ImportedFile {
  std::string sha256;  // of the bytes, 64 hex digits
  std::string name;    // without folders
  core::SourceType kind = core::SourceType::kOther;
  std::string source;
  std::uint64_t bytes = 0;
  core::Instant imported{};
  core::ArchiveRef archive;  // empty file: not archived

  bool operator==(const ImportedFile&) const = default;
};

// Keeps the first import of the same bytes of a kind from a source. Thread-safe as its space is;
// damaged records throw std::runtime_error.
class ImportLog {
 public:
  explicit ImportLog(core::KeyValue& space) : space_(space) {}

  std::optional<ImportedFile> Find(std::string_view sha256, core::SourceType kind,
                                   std::string_view source) const;
  void Add(const ImportedFile& file);
  // In the order of import.
  std::vector<ImportedFile> All() const;

 private:
  core::KeyValue& space_;
};

// Archives a file of up to 128 MB as it is and forces it to the disk; a larger one gives an empty
// reference. An error if it cannot be read or written.
core::Expected<core::ArchiveRef> ArchiveFile(const crawler::ArchiveWriter::Options& archive,
                                             const std::filesystem::path& file,
                                             core::Instant received);

}  // namespace app
