#include "monitor/docx_package.h"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include <memory>
#include <stdexcept>

namespace monitor {
namespace {

struct Free {
  void operator()(archive* zip) const { archive_write_free(zip); }
  void operator()(archive_entry* entry) const { archive_entry_free(entry); }
};

la_ssize_t Append(archive*, void* out, const void* bytes, std::size_t size) {
  static_cast<std::string*>(out)->append(static_cast<const char*>(bytes), size);
  return static_cast<la_ssize_t>(size);
}

void Check(archive* zip, la_ssize_t result) {
  if (result >= ARCHIVE_OK) return;
  const char* why = archive_error_string(zip);
  throw std::runtime_error(fmt::format("cannot pack the document: {}", why ? why : "no memory"));
}

}  // namespace

std::string Zip(const std::vector<DocxPart>& parts) {
  std::string bytes;
  const std::unique_ptr<archive, Free> zip(archive_write_new());
  if (!zip) throw std::bad_alloc();
  Check(zip.get(), archive_write_set_format_zip(zip.get()));
  Check(zip.get(), archive_write_set_options(zip.get(), "zip:compression=deflate"));
  Check(zip.get(), archive_write_set_bytes_in_last_block(zip.get(), 1));
  Check(zip.get(), archive_write_open(zip.get(), &bytes, nullptr, Append, nullptr));
  for (const DocxPart& part : parts) {
    const std::unique_ptr<archive_entry, Free> entry(archive_entry_new());
    if (!entry) throw std::bad_alloc();
    // Without a time of modification: the zip format then writes its first, 1 January 1980.
    archive_entry_set_pathname(entry.get(), part.name.c_str());
    archive_entry_set_size(entry.get(), static_cast<la_int64_t>(part.content.size()));
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0644);
    Check(zip.get(), archive_write_header(zip.get(), entry.get()));
    Check(zip.get(), archive_write_data(zip.get(), part.content.data(), part.content.size()));
  }
  Check(zip.get(), archive_write_close(zip.get()));
  return bytes;
}

}  // namespace monitor
