#include "crawler/archive_check.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <string_view>
#include <system_error>

#include "core/sha256.h"
#include "crawler/warc.h"

namespace crawler {
namespace {

constexpr std::size_t kMaxRecord = 256u << 20;
constexpr std::string_view kMagic = "\x1f\x8b\x08";
constexpr std::size_t kHeadBytes = 10;  // of a gzip member without a comment (RFC 1952)

// A file in memory.
class MappedFile {
 public:
  explicit MappedFile(const std::filesystem::path& file) {
    const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    struct stat status {};
    if (fd >= 0 && ::fstat(fd, &status) == 0) {
      size_ = static_cast<std::size_t>(status.st_size);
      if (size_ > 0) data_ = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, fd, 0);
    }
    if (fd < 0 || data_ == MAP_FAILED) error_ = std::generic_category().message(errno);
    if (fd >= 0) ::close(fd);
  }
  ~MappedFile() {
    if (data_ != nullptr && data_ != MAP_FAILED) ::munmap(data_, size_);
  }
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;

  const std::string& error() const { return error_; }
  std::string_view bytes() const {
    return data_ == nullptr ? std::string_view()
                            : std::string_view(static_cast<const char*>(data_), size_);
  }

 private:
  void* data_ = nullptr;
  std::size_t size_ = 0;
  std::string error_;
};

// Whether the head of a member is as ours are: no time, an operating system that says nothing, no
// fields but the padding of erased ones.
bool HasOurHead(std::string_view member) {
  if (member.size() < kHeadBytes || !member.starts_with(kMagic)) return false;
  constexpr char kComment = 0x10;
  const char flags = member[3], extra = member[8], system = member[9];
  if ((flags != 0 && flags != kComment) || member.substr(4, 4) != std::string_view("\0\0\0\0", 4) ||
      (extra != 0 && extra != 2 && extra != 4) || system != 3) {
    return false;
  }
  if (flags == 0) return true;
  const std::size_t end = member.find('\0', kHeadBytes);
  return end != std::string_view::npos &&
         member.substr(kHeadBytes, end - kHeadBytes).find_first_not_of(' ') ==
             std::string_view::npos;
}

}  // namespace

ArchiveFileCheck CheckArchiveFile(const std::filesystem::path& file,
                                  const std::function<void(const core::ArchiveRef&)>& visit) {
  ArchiveFileCheck check;
  const MappedFile mapped(file);
  const std::string name = file.filename().string();
  // What was found since a record that ends early. Whether that is torn or damaged says what comes
  // behind it: bodies are often gzip files themselves, so that only a record counts.
  std::vector<std::string> since_torn;
  const auto damage = [&](std::size_t at, std::string_view why) {
    (check.torn ? since_torn : check.damages)
        .push_back(fmt::format("archive: {} at {}: {}", name, at, why));
  };
  if (!mapped.error().empty()) damage(0, mapped.error());
  const std::string_view bytes = mapped.bytes();
  for (std::size_t at = 0; at < bytes.size();) {
    const std::string_view rest =
        bytes.substr(at, std::min<std::size_t>(bytes.size() - at, 1u << 30));
    auto member = UnpackMember(rest, kMaxRecord);
    if (!member) {
      const std::size_t next = bytes.find(kMagic, at + 1);
      check.torn = check.torn || member.error().message == "the record ends early";
      damage(at, member.error().message);
      if (next == std::string_view::npos) return check;
      at = next;
      continue;
    }
    const core::ArchiveRef place{name, at, member->bytes, {}};
    at += member->bytes;
    if (!HasOurHead(rest)) damage(place.offset, "the head of its gzip member was changed");
    auto content = ParseWarcRecord(std::move(member->text));
    if (!content) {
      damage(place.offset, content.error().message);
      continue;
    }
    check.damages.insert(check.damages.end(), since_torn.begin(), since_torn.end());
    since_torn.clear();
    check.torn = false;
    if (!content->sha256.empty() && core::Sha256Hex(content->body) != content->sha256) {
      damage(place.offset, "the body is not the one that was archived");
      continue;
    }
    ++check.records;
    core::ArchiveRef record = place;
    record.sha256 = content->sha256;
    visit(record);
  }
  return check;
}

}  // namespace crawler
