// The archive of pages as received: WARC 1.1 files (ISO 28500:2017), one gzip member per record.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/document.h"
#include "core/expected.h"
#include "crawler/spider.h"

namespace crawler {

// A compressed record, ready to append. `sha256`: of the body as received, hex.
struct WarcRecord {
  std::string bytes;
  std::string sha256;
};

// Builds the record of `page`, whose body has that SHA-256. Runs on workers.
WarcRecord BuildWarcRecord(const FetchedPage& page, std::string sha256);

// Builds a `resource` record of a file that was brought in by hand. `uri`: where it came from, as
// the operator knows it ("file:report.docx").
WarcRecord BuildResourceRecord(std::string_view uri, std::string_view content_type,
                               std::string_view bytes, core::Instant received);

// Appends records to a series of files. One writer per folder; not thread-safe.
class ArchiveWriter {
 public:
  struct Options {
    std::filesystem::path folder;
    std::uint64_t file_bytes = 1u << 30;  // a new file is begun beyond it
  };

  // Opens `folder` (made if missing) and begins a new file, so that a record torn by a kill stays
  // the last of its file.
  static core::Expected<std::unique_ptr<ArchiveWriter>> Open(const Options& options);
  ~ArchiveWriter();

  // Hands the record to the operating system before it returns, so that it survives the death of
  // this process.
  core::Expected<core::ArchiveRef> Append(const WarcRecord& record);
  // Forces everything appended to the disk.
  core::Expected<bool> Sync();

 private:
  struct Impl;
  explicit ArchiveWriter(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// The files of an archive, in the order of their names; none if there is no such folder.
std::vector<std::filesystem::path> ArchiveFiles(const std::filesystem::path& folder);

// The body as received of an archived page, or the archived file, its hash checked against `ref`.
// An error names file and offset.
core::Expected<std::string> ReadArchivedBody(const std::filesystem::path& folder,
                                             const core::ArchiveRef& ref);
// The record as it lies there, a gzip member, with its body checked likewise.
core::Expected<std::string> ReadArchivedRecord(const std::filesystem::path& folder,
                                               const core::ArchiveRef& ref);

// Overwrites the record with one that says that it was erased, in place and durably; one that was
// erased already is written anew. A file that is not there has nothing to erase. May be repeated
// after a kill. Not for the file that an ArchiveWriter is at.
core::Expected<bool> EraseArchivedRecord(const std::filesystem::path& folder,
                                         const core::ArchiveRef& ref, core::Instant now);

}  // namespace crawler
