#include "app/audit_log.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <utility>

#include "app/audit_line.h"
#include "app/clock.h"
#include "app/descriptor.h"
#include "app/workspace.h"
#include "core/sha256.h"
#include "nlp/masker.h"

namespace app {
namespace {

constexpr std::size_t kMaxRanges = 16'000;  // bytes of a line for document numbers
constexpr std::size_t kMaxTornShown = 100;
// What appending reads. Torn lines one behind the other take more only after dozens of kills in a
// row, each within a write.
constexpr std::uint64_t kTailBytes = 16 * kMaxAuditLine;
constexpr mode_t kMode = 0660;

// The last bytes of a file of that size, at most kTailBytes.
std::optional<std::string> ReadTail(int file, std::uint64_t size) {
  std::string tail(static_cast<std::size_t>(std::min(size, kTailBytes)), '\0');
  for (std::size_t filled = 0; filled < tail.size();) {
    const ssize_t got = ::pread(file, tail.data() + filled, tail.size() - filled,
                                static_cast<off_t>(size - tail.size() + filled));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return std::nullopt;
    filled += static_cast<std::size_t>(got);
  }
  return tail;
}

// Where the next line goes.
struct End {
  AuditHead head;
  std::optional<TornBytes> torn;  // behind the last line; counts the line end to write
  bool open = false;              // the file does not end a line: the next write does that first
};

// Reads the end of a log from its last bytes; nothing if there is something that no kill leaves.
std::optional<End> FindEnd(std::string_view tail, bool whole_file) {
  End end;
  end.open = !tail.empty() && tail.back() != '\n';
  std::size_t rest = tail.size();  // what lies from here on is no line
  bool found = false;
  while (rest > 0 && !found) {
    std::size_t to = rest;
    if (tail[to - 1] == '\n') --to;
    const std::size_t newline = to == 0 ? tail.npos : tail.rfind('\n', to - 1);
    const std::size_t begin = newline == tail.npos ? 0 : newline + 1;
    if (begin == 0 && !whole_file) return std::nullopt;
    const std::string_view bytes = tail.substr(begin, to - begin);
    if (const auto line = ReadAuditLine(bytes)) {
      end.head = {line->record.number, line->record.sha256};
      found = true;
    } else if (IsTorn(bytes)) {
      rest = begin;
    } else {
      return std::nullopt;
    }
  }
  if (rest < tail.size()) {
    std::string torn(tail.substr(rest));
    if (end.open) torn += '\n';
    end.torn = TornBytes{torn.size(), core::Sha256Hex(torn)};
  }
  return end;
}

// Gives the lines in the first `size` bytes of a file one after the other.
class LineReader {
 public:
  LineReader(int file, std::uint64_t size) : file_(file), left_(size) {}

  // The next line without its end, cut off behind kMaxAuditLine bytes; nothing at the end of the
  // file. The view lives until the next call.
  core::Expected<std::optional<std::string_view>> Next() {
    line_.clear();
    terminated_ = false;
    bool any = false;
    while (!terminated_) {
      if (at_ == filled_) {
        if (!Fill()) return core::Error{std::strerror(errno)};
        if (filled_ == 0) break;
      }
      any = true;
      const std::string_view rest(block_ + at_, filled_ - at_);
      const std::string_view part = rest.substr(0, rest.find('\n'));
      line_.append(part.substr(0, kMaxAuditLine - line_.size()));
      terminated_ = part.size() < rest.size();
      at_ += part.size() + (terminated_ ? 1 : 0);
    }
    return any ? std::optional(std::string_view(line_)) : std::nullopt;
  }
  // Whether the last line had its end.
  bool terminated() const { return terminated_; }

 private:
  bool Fill() {
    ssize_t got = -1;
    do {
      got = ::read(file_, block_, std::min<std::uint64_t>(sizeof block_, left_));
    } while (got < 0 && errno == EINTR);
    at_ = 0;
    filled_ = got < 0 ? 0 : static_cast<std::size_t>(got);
    left_ -= filled_;
    return got >= 0;
  }

  int file_;
  std::uint64_t left_;
  char block_[1 << 16];
  std::size_t at_ = 0, filled_ = 0;
  std::string line_;
  bool terminated_ = false;
};

// Follows the chain from line to line.
class Chain {
 public:
  explicit Chain(std::string_view head) : head_(head) { check_.head_known = IsHead(); }

  // Takes the next line of the file: its record if it is one. False: it is bad, as `check` says.
  bool Take(std::string_view bytes, bool terminated, std::optional<AuditRecord>& record) {
    ++number_;
    record.reset();
    auto line = ReadAuditLine(bytes);
    if (!line) {
      if (bytes.size() < kMaxAuditLine && IsTorn(bytes)) return Keep(bytes, terminated);
      return Bad(torn_.bytes > 0 ? first_torn_ : number_, "it was changed");
    }
    if (torn_.bytes > 0) {
      torn_.sha256 = hash_.Finish();
      if (line->torn != torn_) return Bad(first_torn_, "it was changed or put in");
      torn_ = {};
    } else if (line->torn) {
      return Bad(number_, "what a kill left before it was taken out");
    }
    if (line->record.number != check_.whole.count + 1 || line->record.before != check_.whole.head) {
      return Bad(number_, "it does not follow the line before: some were taken out or exchanged");
    }
    check_.whole = {line->record.number, line->record.sha256};
    check_.head_known = check_.head_known || IsHead();
    record = std::move(line->record);
    return true;
  }

  const AuditCheck& check() const { return check_; }

 private:
  bool IsHead() const { return head_ == check_.whole.head; }
  bool Bad(std::uint64_t line, const char* why) {
    check_.bad_line = line;
    check_.why = why;
    return false;
  }
  // What was torn; the next line tells what it was.
  bool Keep(std::string_view bytes, bool terminated) {
    if (torn_.bytes == 0) first_torn_ = number_;
    hash_.Add(bytes);
    if (terminated) hash_.Add("\n");
    torn_.bytes += bytes.size() + (terminated ? 1 : 0);
    if (check_.torn.size() < kMaxTornShown) check_.torn.push_back(number_);
    return true;
  }

  const std::string_view head_;
  AuditCheck check_;
  std::uint64_t number_ = 0;  // of the line in the file
  TornBytes torn_;            // since the last record
  std::uint64_t first_torn_ = 0;
  core::Sha256Stream hash_;
};

}  // namespace

bool AuditRecord::MayConcern(store::DocumentNumber document) const {
  return documents.empty() ? count > 0 : RangesHave(documents, document);
}

core::Expected<AuditHead> AuditLog::Append(const AuditEntry& entry) const {
  const auto fail = [this](std::string_view why) {
    return core::Error{
        fmt::format("{}: nothing is done that this log cannot keep: {}", file_.string(), why)};
  };
  const auto fail_with_errno = [&] { return fail(std::strerror(errno)); };
  const Descriptor file(::open(file_.c_str(), O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, kMode));
  struct stat status {};
  if (!file || ::flock(file.get(), LOCK_EX) != 0 || ::fstat(file.get(), &status) != 0) {
    return fail_with_errno();
  }
  const auto size = static_cast<std::uint64_t>(status.st_size);
  const auto tail = ReadTail(file.get(), size);
  if (!tail) return fail_with_errno();
  const auto end = FindEnd(*tail, tail->size() == size);
  if (!end) return fail("its last lines were changed; 'sholu audit verify' names the first");

  AuditLine line;
  line.record = {.number = end->head.count + 1,
                 .at = Now(),
                 .who = entry.who,
                 .action = entry.action,
                 .reason = nlp::Mask(entry.reason).text,
                 .filter = nlp::Mask(entry.filter).text,
                 .documents = Ranges(entry.documents, kMaxRanges),
                 .count = entry.count,
                 .before = end->head.head,
                 .sha256 = {}};
  line.torn = end->torn;
  auto bytes = ToLine(line);
  if (!bytes) return fail(bytes.error().message);
  if (end->open) bytes->insert(bytes->begin(), '\n');
  ssize_t put = -1;
  do {
    put = ::write(file.get(), bytes->data(), bytes->size());
  } while (put < 0 && errno == EINTR);
  if (put < 0) return fail_with_errno();
  if (static_cast<std::size_t>(put) != bytes->size()) return fail("the disk is full: free space");
  if (::fsync(file.get()) != 0) return fail_with_errno();
  if (size == 0 && !SyncFolderOf(file_)) return fail_with_errno();
  return AuditHead{line.record.number, line.record.sha256};
}

core::Expected<AuditCheck> AuditLog::Read(
    std::string_view head, const std::function<void(const AuditRecord&)>& visit) const {
  const auto fail = [this](std::string_view why) {
    return core::Error{fmt::format("{}: cannot be read: {}", file_.string(), why)};
  };
  Chain chain(head);
  const Descriptor file(::open(file_.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file && errno == ENOENT) return chain.check();
  // The lock tells where the last whole write ends. What lies before stays as it is, and is read
  // without it: who looks at a long log page by page must not hold up who appends.
  struct stat status {};
  if (!file || ::flock(file.get(), LOCK_SH) != 0 || ::fstat(file.get(), &status) != 0 ||
      ::flock(file.get(), LOCK_UN) != 0) {
    return fail(std::strerror(errno));
  }
  LineReader reader(file.get(), static_cast<std::uint64_t>(status.st_size));
  while (true) {
    const auto bytes = reader.Next();
    if (!bytes) return fail(bytes.error().message);
    std::optional<AuditRecord> record;
    if (!*bytes || !chain.Take(**bytes, reader.terminated(), record)) return chain.check();
    if (record) visit(*record);
  }
}

AuditLog AuditLogIn(const std::filesystem::path& folder) {
  return AuditLog(folder / kAuditFile);
}

AuditHead KeepInAuditLog(const std::filesystem::path& folder, const AuditEntry& entry) {
  auto kept = AuditLogIn(folder).Append(entry);
  if (!kept) throw Failure(kept.error());
  return *std::move(kept);
}

}  // namespace app
