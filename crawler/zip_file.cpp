#include "crawler/zip_file.h"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/printable.h"
#include "crawler/ascii.h"

namespace crawler {
namespace {

constexpr std::size_t kBlockBytes = 64u << 10;

struct ArchiveCloser {
  void operator()(archive* reader) const { archive_read_free(reader); }
};
using Reader = std::unique_ptr<archive, ArchiveCloser>;

core::Error Damaged(const std::filesystem::path& path, archive* reader) {
  const char* why = archive_error_string(reader);
  return {fmt::format("{}: damaged zip file: {}; save it once more in the program that made it",
                      path.string(), core::Printable(why ? why : "unreadable"))};
}

core::Expected<Reader> OpenReader(const std::filesystem::path& path) {
  Reader reader(archive_read_new());
  archive_read_support_format_zip_seekable(reader.get());
  if (archive_read_open_filename(reader.get(), path.c_str(), kBlockBytes) != ARCHIVE_OK) {
    return Damaged(path, reader.get());
  }
  return reader;
}

std::string NameOf(archive_entry* entry) {
  const char* name = archive_entry_pathname_utf8(entry);
  if (!name) name = archive_entry_pathname(entry);
  std::string_view view = name ? name : "";
  while (view.substr(0, 1) == "/") view.remove_prefix(1);
  return std::string(view);
}

// The next entry; null at the end.
core::Expected<archive_entry*> Next(const std::filesystem::path& path, archive* reader) {
  archive_entry* entry = nullptr;
  const int result = archive_read_next_header(reader, &entry);
  if (result == ARCHIVE_EOF) return static_cast<archive_entry*>(nullptr);
  if (result != ARCHIVE_OK && result != ARCHIVE_WARN) return Damaged(path, reader);
  return entry;
}

}  // namespace

struct ZipMember::Impl {
  std::filesystem::path path;
  std::string name;
  ZipLimits limits;
  Reader reader;
  std::uint64_t begin = 0;     // of the packed bytes, in the file
  std::uint64_t inflated = 0;  // so far

  std::uint64_t packed() const {
    const std::int64_t at = archive_filter_bytes(reader.get(), -1);
    return at > 0 && static_cast<std::uint64_t>(at) > begin ? static_cast<std::uint64_t>(at) - begin
                                                            : 0;
  }
  core::Error Fail(std::string_view why) const {
    return {fmt::format("{}: {}: {}", path.string(), core::Printable(name), why)};
  }
};

ZipMember::ZipMember(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ZipMember::~ZipMember() = default;

core::Expected<bool> ZipMember::Read(std::string& buffer) {
  const std::size_t before = buffer.size();
  buffer.resize(before + kBlockBytes);
  const la_ssize_t got =
      archive_read_data(impl_->reader.get(), buffer.data() + before, kBlockBytes);
  buffer.resize(before + (got > 0 ? static_cast<std::size_t>(got) : 0));
  if (got < 0) {
    const char* why = archive_error_string(impl_->reader.get());
    return impl_->Fail(fmt::format("damaged: {}", core::Printable(why ? why : "unreadable")));
  }
  if (got == 0) return false;
  impl_->inflated += static_cast<std::uint64_t>(got);
  const ZipLimits& limits = impl_->limits;
  if (impl_->inflated > limits.max_member_bytes) {
    return impl_->Fail(
        fmt::format("larger than {} MB, which is the limit", limits.max_member_bytes >> 20));
  }
  // What the reader holds beyond the bytes it has used makes the ratio a little smaller only.
  if (impl_->inflated > limits.free_bytes && impl_->inflated / limits.max_ratio > impl_->packed()) {
    return impl_->Fail(
        fmt::format("a zip bomb: it inflates to more than {} times its size", limits.max_ratio));
  }
  return true;
}

core::Expected<std::string> ZipMember::ReadAll(std::size_t max_bytes) {
  std::string all;
  for (;;) {
    const auto more = Read(all);
    if (!more) return more.error();
    if (all.size() > max_bytes) {
      return impl_->Fail(fmt::format("larger than {} MB, which is the limit", max_bytes >> 20));
    }
    if (!*more) return all;
  }
}

std::uint64_t ZipMember::packed_bytes_read() const {
  return impl_->packed();
}

core::Expected<ZipFile> ZipFile::Open(const std::filesystem::path& path, ZipLimits limits) {
  auto reader = OpenReader(path);
  if (!reader) return reader.error();
  ZipFile file;
  file.path_ = path;
  file.limits_ = limits;
  std::uint64_t total = 0;
  for (;;) {
    const auto entry = Next(path, reader->get());
    if (!entry) return entry.error();
    if (!*entry) break;
    if (file.members_.size() == limits.max_members) {
      return core::Error{fmt::format("{}: more than {} members, which is the limit", path.string(),
                                     limits.max_members)};
    }
    file.members_.push_back(NameOf(*entry));
    const std::int64_t size = archive_entry_size(*entry);
    total += size > 0 ? static_cast<std::uint64_t>(size) : 0;
    if (total > limits.max_total_bytes) {
      return core::Error{fmt::format("{}: a zip bomb: its members are larger than {} GB together",
                                     path.string(), limits.max_total_bytes >> 30)};
    }
  }
  return file;
}

bool ZipFile::Has(std::string_view member) const {
  return std::any_of(members_.begin(), members_.end(),
                     [&](const std::string& name) { return EqualsIgnoreCase(name, member); });
}

core::Expected<std::unique_ptr<ZipMember>> ZipFile::Member(std::string_view member) const {
  const auto fail = [&](std::string_view why) {
    return core::Error{fmt::format("{}: {}: {}", path_.string(), core::Printable(member), why)};
  };
  auto found = std::find(members_.begin(), members_.end(), member);
  if (found == members_.end()) {
    found = std::find_if(members_.begin(), members_.end(),
                         [&](const std::string& name) { return EqualsIgnoreCase(name, member); });
  }
  if (found == members_.end()) return fail("the file has no such member");

  auto reader = OpenReader(path_);
  if (!reader) return reader.error();
  for (auto index = found - members_.begin();; --index) {
    const auto entry = Next(path_, reader->get());
    if (!entry) return entry.error();
    if (!*entry) return fail("the file has changed meanwhile");
    if (index > 0) continue;
    if (NameOf(*entry) != *found) return fail("the file has changed meanwhile");
    if (archive_entry_is_encrypted(*entry)) return fail("encrypted: save it without a password");
    auto impl = std::make_unique<ZipMember::Impl>();
    impl->path = path_;
    impl->name = *found;
    impl->limits = limits_;
    impl->reader = std::move(*reader);
    const std::int64_t at = archive_filter_bytes(impl->reader.get(), -1);
    impl->begin = at > 0 ? static_cast<std::uint64_t>(at) : 0;
    return std::unique_ptr<ZipMember>(new ZipMember(std::move(impl)));
  }
}

}  // namespace crawler
