// The members of a zip file, as office documents (ECMA-376 part 2) are packed: read one at a time,
// in blocks.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/expected.h"

namespace crawler {

struct ZipLimits {
  std::size_t max_members = 10000;
  std::uint64_t max_member_bytes = std::uint64_t{4} << 30;  // of one member, inflated
  // Of all members, as the directory states it: they may lie over each other, so that the size of
  // the file does not bound them.
  std::uint64_t max_total_bytes = std::uint64_t{8} << 30;
  // A member that inflates to more than `free_bytes` may not be larger than `max_ratio` times its
  // packed size: what exceeds it is a zip bomb.
  std::uint64_t free_bytes = 64u << 20;
  std::uint64_t max_ratio = 300;
};

// One pass over one member. Not thread-safe.
class ZipMember {
 public:
  ~ZipMember();

  // Appends the next block of inflated bytes, at most 64 KB, to `buffer`; false at the end. An
  // error names the file and the member: damaged, encrypted, beyond a limit.
  core::Expected<bool> Read(std::string& buffer);
  // All that is left, at most `max_bytes`: an error if it is more.
  core::Expected<std::string> ReadAll(std::size_t max_bytes);
  // Of the packed bytes, read so far; for progress.
  std::uint64_t packed_bytes_read() const;

 private:
  friend class ZipFile;
  struct Impl;
  explicit ZipMember(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// A file on the disk; nothing of it is held open but by members. Copies are cheap. Thread-safe.
class ZipFile {
 public:
  // An error if `path` is no zip file, or its directory is damaged or beyond a limit.
  static core::Expected<ZipFile> Open(const std::filesystem::path& path, ZipLimits limits = {});

  // In the order of the file. Names as written, without a leading '/'.
  const std::vector<std::string>& members() const { return members_; }
  bool Has(std::string_view member) const;
  // An error if there is no such member. Names are compared as they are, then without regard to the
  // case of ASCII letters (ECMA-376 part 2, 6.3.5).
  core::Expected<std::unique_ptr<ZipMember>> Member(std::string_view member) const;

 private:
  std::filesystem::path path_;
  ZipLimits limits_;
  std::vector<std::string> members_;
};

}  // namespace crawler
