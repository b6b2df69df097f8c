// The archive of pages as received: WARC 1.1 files (ISO 28500:2017), one gzip member per record.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/document.h"
#include "core/expected.h"
#include "crawler/spider.h"

namespace crawler {

// A compressed record, ready to append. `sha256`: of the body as received, hex. `concurrent`: the
// records that tell of it, to lie right behind it.
struct WarcRecord {
  std::string bytes;
  std::string sha256;
  std::string concurrent;
};

// A record, unpacked.
struct WarcContent {
  std::string id;             // WARC-Record-ID
  std::string concurrent_to;  // the record that it came with; empty: it says none
  std::string type;           // "response", "resource", "warcinfo", "metadata", ...
  std::string uri;            // WARC-Target-URI; empty: it names none
  std::string sha256;  // that it says its body has: 64 hex digits; empty: it says nothing, or has
                       // another record's body (revisit)
  std::string body;    // of a response without its HTTP head
};

// Fields of a `metadata` record, in order.
using WarcFields = std::vector<std::pair<std::string_view, std::string>>;

// Builds the `response` record of `page`, whose body has that SHA-256, with that of the request, if
// its head is known, and a `metadata` record of `about`, if there is anything. Runs on workers.
WarcRecord BuildWarcRecord(const FetchedPage& page, std::string sha256,
                           const WarcFields& about = {});

// Builds a `revisit` record: of a page that has the same body as when it was archived at `before`,
// as its bytes show, or as the server says (kNotModified).
WarcRecord BuildRevisitRecord(const FetchedPage& page, std::string sha256, core::Instant before);

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

  // Hands the record, and those concurrent to it, to the operating system before it returns, so
  // that they survive the death of this process.
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

// What the archived record at that place says, whatever it is; its body is not checked.
core::Expected<WarcContent> ReadArchivedContent(const std::filesystem::path& folder,
                                                const core::ArchiveRef& ref);
// Whether it was erased, since another document of the same file of an import was: an erasure, no
// damage.
bool WasErased(const std::filesystem::path& folder, const core::ArchiveRef& ref);

// Overwrites the record, and those concurrent to it, with ones that say that they were erased, in
// place and durably; one that was erased already is written anew. A file that is not there, or ends
// before the record, has nothing to erase; one that ends within it is cut off there. May be
// repeated after a kill. Not for the file that an ArchiveWriter is at.
core::Expected<bool> EraseArchivedRecord(const std::filesystem::path& folder,
                                         const core::ArchiveRef& ref, core::Instant now);

// Cuts the file off where a record begins within which it ends (ArchiveFileCheck::torn), durably.
// Not for the file that an ArchiveWriter is at.
core::Expected<bool> CutTornRecord(const std::filesystem::path& file, std::uint64_t torn);

}  // namespace crawler
