#include "crawler/archive.h"

#include <fcntl.h>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <initializer_list>
#include <optional>
#include <system_error>
#include <utility>

#include "core/descriptor.h"
#include "core/sha256.h"
#include "crawler/warc.h"

namespace crawler {
namespace {

core::Error SystemError(std::string_view what, const std::filesystem::path& path) {
  const int code = errno;
  return {fmt::format("archive: cannot {} {}: {}{}", what, path.string(),
                      std::generic_category().message(code),
                      code == ENOSPC ? "; free some space and start again" : "")};
}

bool WriteAll(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

// Where a record is said to lie.
class Place {
 public:
  Place(const std::filesystem::path& folder, const core::ArchiveRef& ref)
      : folder_(folder), ref_(ref) {}

  core::Error Fail(std::string_view why) const {
    return core::Error{fmt::format("archive: {} at {}: {}", ref_.file, ref_.offset, why)};
  }
  core::Error SystemError() const { return Fail(std::generic_category().message(errno)); }

  bool IsNamed() const {
    return !ref_.file.empty() && ref_.file.find('/') == std::string::npos &&
           !ref_.file.starts_with('.');
  }
  bool IsThere() const {
    std::error_code code;
    return std::filesystem::exists(folder_ / ref_.file, code) || code;
  }

  // The file, which the record does not leave.
  core::Expected<core::Descriptor> Open(int mode) const {
    if (!IsNamed()) return Fail("not the name of an archive file");
    if (ref_.length > kMaxRecordBytes) return Fail("the record is too long");
    core::Descriptor file(::open((folder_ / ref_.file).c_str(), mode | O_CLOEXEC));
    if (!file) return SystemError();
    struct stat status {};
    if (::fstat(file.get(), &status) != 0) return SystemError();
    const auto size = static_cast<std::uint64_t>(status.st_size);
    if (ref_.offset > size || ref_.length > size - ref_.offset) {
      return Fail("the record ends beyond the end of the file");
    }
    return file;
  }

 private:
  const std::filesystem::path& folder_;
  const core::ArchiveRef& ref_;
};

core::Instant Now() {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

}  // namespace

std::vector<std::filesystem::path> ArchiveFiles(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  std::error_code none;
  for (const auto& entry : std::filesystem::directory_iterator(folder, none)) {
    if (entry.path().string().ends_with(".warc.gz")) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

struct ArchiveWriter::Impl {
  Options options;
  core::Descriptor file;
  std::string name;
  std::uint64_t size = 0;     // of the file: everything before it is whole records
  std::uint64_t records = 0;  // in the file, without the warcinfo
  unsigned serial = 0;

  core::Expected<bool> BeginFile();
  core::Expected<bool> EndFile();
  core::Expected<std::uint64_t> AppendMembers(std::initializer_list<std::string_view> members);
  std::filesystem::path path() const { return options.folder / name; }
};

core::Expected<bool> ArchiveWriter::Impl::BeginFile() {
  const core::Instant now = Now();
  while (true) {
    name = fmt::format("sholu-{:%Y%m%d%H%M%S}-{:05}.warc.gz",
                       fmt::gmtime(std::chrono::system_clock::to_time_t(now)), serial++ % 100'000);
    file =
        core::Descriptor(::open(path().c_str(), O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC,
                                S_IRUSR | S_IWUSR | S_IRGRP));
    if (file) break;
    if (errno != EEXIST || serial >= 100'000) return SystemError("create", path());
  }
  size = 0;
  records = 0;
  const auto offset = AppendMembers({BuildWarcInfo(name, now)});
  if (!offset) return offset.error();
  return true;
}

core::Expected<bool> ArchiveWriter::Impl::EndFile() {
  if (!file) return true;
  if (records == 0) {
    // Nothing refers to it: a run that fetched nothing leaves no file.
    ::unlink(path().c_str());
  } else if (::fdatasync(file.get()) != 0) {
    return SystemError("sync", path());
  }
  file = core::Descriptor();
  return true;
}

// All or none. Gives where the first begins.
core::Expected<std::uint64_t> ArchiveWriter::Impl::AppendMembers(
    std::initializer_list<std::string_view> members) {
  const std::uint64_t offset = size;
  for (const std::string_view member : members) {
    if (WriteAll(file.get(), member)) {
      size += member.size();
      continue;
    }
    const core::Error error = SystemError("write", path());
    size = offset;
    // Back to the last whole record. If even that fails, the torn one must stay the file's last.
    if (::ftruncate(file.get(), static_cast<off_t>(offset)) != 0) file = core::Descriptor();
    return error;
  }
  return offset;
}

core::Expected<std::unique_ptr<ArchiveWriter>> ArchiveWriter::Open(const Options& options) {
  std::error_code code;
  std::filesystem::create_directories(options.folder, code);
  if (code) {
    return core::Error{fmt::format("archive: cannot make the folder {}: {}",
                                   options.folder.string(), code.message())};
  }
  auto impl = std::make_unique<Impl>();
  impl->options = options;
  const auto begun = impl->BeginFile();
  if (!begun) return begun.error();
  return std::unique_ptr<ArchiveWriter>(new ArchiveWriter(std::move(impl)));
}

ArchiveWriter::ArchiveWriter(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

ArchiveWriter::~ArchiveWriter() {
  impl_->EndFile();  // an error here has nobody to hear it; Sync is where it is reported
}

core::Expected<core::ArchiveRef> ArchiveWriter::Append(const WarcRecord& record) {
  Impl& impl = *impl_;
  if (impl.file && impl.records > 0 && impl.size >= impl.options.file_bytes) {
    const auto ended = impl.EndFile();
    if (!ended) return ended.error();
  }
  if (!impl.file) {
    const auto begun = impl.BeginFile();
    if (!begun) return begun.error();
  }
  const auto offset = impl.AppendMembers({record.bytes, record.concurrent});
  if (!offset) return offset.error();
  ++impl.records;
  return core::ArchiveRef{impl.name, *offset, record.bytes.size(), record.sha256};
}

core::Expected<bool> ArchiveWriter::Sync() {
  if (!impl_->file) return true;
  if (::fdatasync(impl_->file.get()) != 0) return SystemError("sync", impl_->path());
  // The file's name survives only with its folder.
  const core::Descriptor folder(
      ::open(impl_->options.folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder || ::fsync(folder.get()) != 0) return SystemError("sync", impl_->options.folder);
  return true;
}

namespace {

// A record as it lies in the archive, and the body in it.
struct ArchivedMember {
  std::string bytes, body;
};

// At most `bytes` of them, less where the file ends.
core::Expected<std::string> ReadAt(const Place& place, int file, std::uint64_t at,
                                   std::size_t bytes) {
  std::string read(bytes, '\0');
  std::size_t filled = 0;
  while (filled < read.size()) {
    const ssize_t got =
        ::pread(file, read.data() + filled, read.size() - filled, static_cast<off_t>(at + filled));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return place.SystemError();
    if (got == 0) break;
    filled += static_cast<std::size_t>(got);
  }
  read.resize(filled);
  return read;
}

core::Expected<std::string> ReadBytes(const Place& place, const core::ArchiveRef& ref) {
  const auto file = place.Open(O_RDONLY);
  if (!file) return file.error();
  auto member = ReadAt(place, file->get(), ref.offset, static_cast<std::size_t>(ref.length));
  if (member && member->size() < ref.length) return place.Fail("the file ends early");
  return member;
}

core::Expected<ArchivedMember> ReadMember(const std::filesystem::path& folder,
                                          const core::ArchiveRef& ref) {
  const Place place(folder, ref);
  auto member = ReadBytes(place, ref);
  if (!member) return member.error();
  auto body = ReadWarcMember(*member, kMaxRecordBytes);
  if (!body) return place.Fail(body.error().message);
  if (core::Sha256Hex(*body) != ref.sha256) {
    return place.Fail("the body is not the one that was archived");
  }
  return ArchivedMember{*std::move(member), *std::move(body)};
}

std::optional<WarcContent> ContentOf(std::string_view bytes, std::uint64_t& length) {
  auto unpacked = UnpackMember(bytes, kMaxRecordBytes);
  if (!unpacked) return std::nullopt;
  length = unpacked->bytes;
  auto content = ParseWarcRecord(std::move(unpacked->text));
  return content ? std::optional(*std::move(content)) : std::nullopt;
}

struct Extent {
  std::uint64_t offset, length;
};

// The records behind the one at `ref` that tell of it.
core::Expected<std::vector<Extent>> ConcurrentTo(const Place& place, int file,
                                                 const core::ArchiveRef& ref) {
  constexpr std::size_t kMaxBytes = 1u << 20;
  std::vector<Extent> found;
  const auto record = ReadAt(place, file, ref.offset, static_cast<std::size_t>(ref.length));
  if (!record) return record.error();
  std::uint64_t length = 0;
  const auto content = ContentOf(*record, length);
  if (!content || content->id.empty()) return found;
  const auto behind = ReadAt(place, file, ref.offset + ref.length, kMaxBytes);
  if (!behind) return behind.error();
  for (std::uint64_t at = 0; at < behind->size(); at += length) {
    const auto next = ContentOf(std::string_view(*behind).substr(at), length);
    if (!next || next->concurrent_to != content->id) break;
    found.push_back({ref.offset + ref.length + at, length});
  }
  return found;
}

}  // namespace

core::Expected<std::string> ReadArchivedBody(const std::filesystem::path& folder,
                                             const core::ArchiveRef& ref) {
  auto member = ReadMember(folder, ref);
  if (!member) return member.error();
  return std::move(member->body);
}

core::Expected<std::string> ReadArchivedRecord(const std::filesystem::path& folder,
                                               const core::ArchiveRef& ref) {
  auto member = ReadMember(folder, ref);
  if (!member) return member.error();
  return std::move(member->bytes);
}

core::Expected<WarcContent> ReadArchivedContent(const std::filesystem::path& folder,
                                                const core::ArchiveRef& ref) {
  const Place place(folder, ref);
  const auto member = ReadBytes(place, ref);
  if (!member) return member.error();
  std::uint64_t length = 0;
  auto content = ContentOf(*member, length);
  if (!content || length != member->size()) return place.Fail("it is no record");
  return *std::move(content);
}

bool WasErased(const std::filesystem::path& folder, const core::ArchiveRef& ref) {
  const auto content = ReadArchivedContent(folder, ref);
  return content && content->type == "metadata";
}

core::Expected<bool> EraseArchivedRecord(const std::filesystem::path& folder,
                                         const core::ArchiveRef& ref, core::Instant now) {
  const Place place(folder, ref);
  if (place.IsNamed() && !place.IsThere()) return true;
  // A file that was cut short ends before the record or within it.
  std::error_code unknown;
  const std::uint64_t size = std::filesystem::file_size(folder / ref.file, unknown);
  if (place.IsNamed() && !unknown && ref.offset >= size) return true;
  if (place.IsNamed() && !unknown && ref.length > size - ref.offset) {
    return CutTornRecord(folder / ref.file, ref.offset);
  }
  const auto file = place.Open(O_RDWR);
  if (!file) return file.error();
  auto extents = ConcurrentTo(place, file->get(), ref);
  if (!extents) return extents.error();
  // The record last: it tells which are concurrent to it.
  extents->insert(extents->begin(), {ref.offset, ref.length});
  for (auto extent = extents->rbegin(); extent != extents->rend(); ++extent) {
    const std::string record = BuildErasedRecord(static_cast<std::size_t>(extent->length), now);
    for (std::size_t written = 0; written < record.size();) {
      const ssize_t put = ::pwrite(file->get(), record.data() + written, record.size() - written,
                                   static_cast<off_t>(extent->offset + written));
      if (put < 0 && errno == EINTR) continue;
      if (put <= 0) return place.SystemError();
      written += static_cast<std::size_t>(put);
    }
    if (::fdatasync(file->get()) != 0) return place.SystemError();
  }
  return true;
}

core::Expected<bool> CutTornRecord(const std::filesystem::path& file, std::uint64_t torn) {
  const core::Descriptor opened(::open(file.c_str(), O_WRONLY | O_CLOEXEC));
  if (!opened || ::ftruncate(opened.get(), static_cast<off_t>(torn)) != 0) {
    return SystemError("cut", file);
  }
  if (::fdatasync(opened.get()) != 0) return SystemError("sync", file);
  return true;
}

}  // namespace crawler
