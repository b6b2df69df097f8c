// Reads a whole file of the archive and says what in it is damaged.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/document.h"

namespace crawler {

// A whole record of the archive. `place.sha256`: of its body; empty: it was erased, or is no page.
struct FoundRecord {
  core::ArchiveRef place;
  std::string type, uri;  // as of WarcContent
};

struct ArchiveFileCheck {
  std::uint64_t records = 0;         // whole ones
  std::vector<std::string> damages;  // one line each, with file and offset
  // Where the record begins within which the file ends, as a kill leaves it: no document refers to
  // that; nullopt: it ends with a whole one, or with damage.
  std::optional<std::uint64_t> torn;
};

// Every gzip member must unpack to one WARC record of the form in which ours are written, down to
// the bytes of its head that no checksum covers, and its body must have the hash that it says.
// `visit` is called with each whole record. Behind damage the next record is sought. Any bytes may
// come.
ArchiveFileCheck CheckArchiveFile(const std::filesystem::path& file,
                                  const std::function<void(const FoundRecord&)>& visit);

}  // namespace crawler
