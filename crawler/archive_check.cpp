#include "crawler/archive_check.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <optional>
#include <string_view>
#include <system_error>

#include "core/descriptor.h"
#include "core/sha256.h"
#include "crawler/warc.h"

namespace crawler {
namespace {

constexpr std::string_view kMagic = "\x1f\x8b\x08";
constexpr std::size_t kHeadBytes = 10;  // of a gzip member without a comment (RFC 1952)
constexpr std::size_t kWindow = 1u << 20;
// Enough for the first bytes of a record to come out of it: a block of deflate tells its codes in
// less (RFC 1951 3.2.7).
constexpr std::size_t kFirstBytes = 1024;
constexpr std::string_view kRecord = "WARC/1.";
// Behind damage so many bytes may be read and unpacked in vain for each of the file, and so many
// in any case. A page is free to look like a thousand records.
constexpr std::uint64_t kSearchPerByte = 4;
constexpr std::uint64_t kSearchAlways = 64u << 20;

// A file as long as it was when it was opened, read by a window that moves.
class ArchiveFile {
 public:
  explicit ArchiveFile(const std::filesystem::path& path)
      : file_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {
    struct stat status {};
    if (!file_ || ::fstat(file_.get(), &status) != 0) {
      SetError(std::generic_category().message(errno));
    } else if (!S_ISREG(status.st_mode)) {
      SetError("not a regular file");
    } else {
      size_ = static_cast<std::uint64_t>(status.st_size);
    }
  }

  // Why it cannot be read (any further); empty: it can.
  const std::string& error() const { return error_; }
  std::uint64_t size() const { return size_; }

  // The bytes from `at` on, at least `least` of them unless the file ends or fails. Valid until the
  // next call.
  std::string_view From(std::uint64_t at, std::size_t least) {
    if (at >= size_) return {};
    const auto wanted =
        static_cast<std::size_t>(std::min<std::uint64_t>(std::max(least, kWindow), size_ - at));
    const bool held = at >= begin_ && at - begin_ < window_.size() &&
                      window_.size() - (at - begin_) >= std::min(least, wanted);
    if (!held && !Fill(at, wanted)) return {};
    return std::string_view(window_).substr(static_cast<std::size_t>(at - begin_));
  }

 private:
  bool Fill(std::uint64_t at, std::size_t wanted) {
    begin_ = at;
    window_.resize(wanted);
    std::size_t filled = 0;
    while (filled < wanted) {
      const ssize_t got = ::pread(file_.get(), window_.data() + filled, wanted - filled,
                                  static_cast<off_t>(at + filled));
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) SetError(std::generic_category().message(errno));
      if (got == 0) SetError("the file became shorter while it was read");
      if (got <= 0) break;
      filled += static_cast<std::size_t>(got);
    }
    window_.resize(filled);
    return filled == wanted;
  }
  // Nothing is read behind an error.
  void SetError(std::string error) {
    error_ = std::move(error);
    size_ = 0;
  }

  core::Descriptor file_;
  std::uint64_t size_ = 0;
  std::uint64_t begin_ = 0;  // of the window
  std::string window_;
  std::string error_;
};

// Reads a file from one whole record to the next.
class Checker {
 public:
  Checker(const std::filesystem::path& path, const std::function<void(const FoundRecord&)>& visit)
      : name_(path.filename().string()),
        visit_(visit),
        file_(path),
        budget_(kSearchAlways + kSearchPerByte * file_.size()) {}

  ArchiveFileCheck Run() {
    for (std::uint64_t at = 0; at < file_.size();) {
      const auto next = ReadRecord(at);
      at = next ? *next : FindRecord(at + 1);
    }
    if (!file_.error().empty()) {
      EndOfTorn();
      Damage(reached_, file_.error());
    }
    return std::move(check_);
  }

 private:
  // Damage since a record that ends early is kept apart. Whether that one is torn or damaged says
  // what comes behind it: bodies are often gzip files themselves, so that only a record counts.
  void Damage(std::uint64_t at, std::string_view why) {
    (check_.torn ? since_torn_ : check_.damages)
        .push_back(fmt::format("archive: {} at {}: {}", name_, at, why));
  }
  void EndOfTorn() {
    check_.damages.insert(check_.damages.end(), since_torn_.begin(), since_torn_.end());
    since_torn_.clear();
    check_.torn.reset();
  }

  // Where the record ends; nullopt: there is no gzip member.
  std::optional<std::uint64_t> ReadRecord(std::uint64_t at) {
    reached_ = at;
    const bool has_our_head = HasOurHead(at);
    std::uint64_t read = at;
    auto member = UnpackMember(
        [&] {
          const std::string_view piece = file_.From(read, 1);
          read += piece.size();
          return piece;
        },
        kMaxRecordBytes);
    if (!file_.error().empty()) return std::nullopt;
    if (!member) {
      const MemberError& error = member.error();
      Spend(kWindow + error.bytes + error.text.size());
      if (error.ends_early && !check_.torn) check_.torn = at;
      Damage(at, error.message);
      return std::nullopt;
    }
    core::ArchiveRef place{name_, at, member->bytes, {}};
    const std::uint64_t end = at + member->bytes;
    if (!has_our_head) Damage(at, "the head of its gzip member was changed");
    auto content = ParseWarcRecord(std::move(member->text));
    if (!content) {
      Damage(at, content.error().message);
      return end;
    }
    EndOfTorn();
    if (!content->sha256.empty() && core::Sha256Hex(content->body) != content->sha256) {
      Damage(at, "the body is not the one that was archived");
      return end;
    }
    ++check_.records;
    place.sha256 = std::move(content->sha256);
    visit_({std::move(place), std::move(content->type), std::move(content->uri)});
    return end;
  }

  // The next place that begins as our records do; the end of the file if there is none, or if too
  // much was looked at in vain.
  std::uint64_t FindRecord(std::uint64_t at) {
    while (at < file_.size()) {
      const std::string_view window = file_.From(at, kMagic.size());
      const std::size_t found = window.find(kMagic);
      if (found == std::string_view::npos) {
        at += std::max<std::size_t>(window.size(), kMagic.size()) - (kMagic.size() - 1);
        continue;
      }
      at += found;
      if (budget_ == 0) {
        EndOfTorn();
        Damage(at, "given up here: too much looks like a record and is none");
        return file_.size();
      }
      if (HasOurHead(at) && BeginsRecord(at)) return at;
      ++at;
    }
    return file_.size();
  }

  // Whether the head of a member is as ours are: packed fast, or as small as can be where it was
  // erased, no time, an operating system that says nothing, no fields but the padding of erased
  // ones.
  bool HasOurHead(std::uint64_t at) {
    const std::string_view head = file_.From(at, kHeadBytes).substr(0, kHeadBytes);
    if (head.size() < kHeadBytes || !head.starts_with(kMagic)) return false;
    constexpr char kComment = 0x10;
    const char flags = head[3], extra = head[8], system = head[9];
    if ((flags != 0 && flags != kComment) || head.substr(4, 4) != std::string_view("\0\0\0\0", 4) ||
        (extra != 2 && extra != 4) || system != 3) {
      return false;
    }
    return flags == 0 || file_.From(BehindPadding(at), 1).starts_with('\0');
  }

  // The first byte behind the head that is no space.
  std::uint64_t BehindPadding(std::uint64_t at) {
    at += kHeadBytes;
    for (;;) {
      const std::string_view piece = file_.From(at, 1);
      const std::size_t end = piece.find_first_not_of(' ');
      if (piece.empty() || end != std::string_view::npos) return at + (piece.empty() ? 0 : end);
      at += piece.size();
    }
  }

  bool BeginsRecord(std::uint64_t at) {
    // zlib may be spared the padding: the head without it means the same.
    std::string first(file_.From(at, kHeadBytes).substr(0, kHeadBytes));
    std::uint64_t data = at + kHeadBytes;
    if (first[3] != 0) data = BehindPadding(at) + 1;
    first[3] = 0;
    first += file_.From(data, kFirstBytes).substr(0, kFirstBytes);
    Spend(first.size());
    const auto member = UnpackMember(first, kRecord.size());
    return !member && member.error().text.starts_with(kRecord);
  }

  void Spend(std::uint64_t bytes) { budget_ -= std::min(budget_, bytes); }

  std::string name_;
  const std::function<void(const FoundRecord&)>& visit_;
  ArchiveFile file_;
  std::uint64_t budget_;       // bytes that may still be looked at in vain
  std::uint64_t reached_ = 0;  // the last place where a record should begin
  ArchiveFileCheck check_;
  std::vector<std::string> since_torn_;
};

}  // namespace

ArchiveFileCheck CheckArchiveFile(const std::filesystem::path& file,
                                  const std::function<void(const FoundRecord&)>& visit) {
  return Checker(file, visit).Run();
}

}  // namespace crawler
