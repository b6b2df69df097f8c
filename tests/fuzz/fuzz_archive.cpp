// Any bytes as a file of the archive, also in a record that was torn, before a whole one.
#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "crawler/archive.h"
#include "crawler/archive_check.h"

namespace {

crawler::ArchiveFileCheck Check(std::string_view bytes) {
  static const int file = ::memfd_create("archive", 0);
  static const std::string path = "/proc/self/fd/" + std::to_string(file);
  if (::ftruncate(file, 0) != 0 || ::pwrite(file, bytes.data(), bytes.size(), 0) < 0) std::abort();
  std::uint64_t end = 0;
  return crawler::CheckArchiveFile(path, [&](const crawler::FoundRecord& found) {
    const core::ArchiveRef& ref = found.place;
    if (ref.offset < end || ref.length > bytes.size() - ref.offset) __builtin_trap();
    end = ref.offset + ref.length;
  });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto check = Check(bytes);
  if (size > 0 && check.records == 0 && check.damages.empty() && !check.torn) __builtin_trap();

  crawler::FetchedPage page;
  page.item.url = "https://example.kz/";
  page.content_encoding = "br";  // stored as it is
  page.response_head = "HTTP/1.1 200 OK\r\n\r\n";
  page.body = bytes;
  static const std::string whole =
      crawler::BuildResourceRecord("file:x", "text/plain", "x", {}).bytes;
  const std::string record = crawler::BuildWarcRecord(page, std::string(64, '0')).bytes;
  const auto torn = Check(record.substr(0, record.size() - record.size() / 8 - 1) + whole);
  if (torn.torn || torn.damages.empty()) __builtin_trap();
  return 0;
}
