#include "app/output_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <system_error>
#include <utility>

#include "app/descriptor.h"
#include "core/printable.h"

namespace app {
namespace {

constexpr std::size_t kBlock = 256u << 10;

}  // namespace

OutputFile::OutputFile(int file, std::filesystem::path path, std::filesystem::path temporary)
    : file_(file),
      path_(std::move(path)),
      temporary_(std::move(temporary)),
      terminal_(path_.empty() && ::isatty(file) == 1) {
  kept_.reserve(kBlock);
}

OutputFile::~OutputFile() {
  if (temporary_.empty()) return;
  ::close(file_);
  std::error_code ignored;
  std::filesystem::remove(temporary_, ignored);
}

core::Expected<std::unique_ptr<OutputFile>> OutputFile::Create(std::filesystem::path path) {
  if (path.empty()) {
    return std::unique_ptr<OutputFile>(new OutputFile(STDOUT_FILENO, {}, {}));
  }
  std::filesystem::path temporary = path;
  temporary += fmt::format(".{}.tmp", ::getpid());
  const int file = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (file < 0) {
    return core::Error{
        fmt::format("{}: cannot be written: {}", path.string(), std::strerror(errno))};
  }
  return std::unique_ptr<OutputFile>(new OutputFile(file, std::move(path), std::move(temporary)));
}

core::Error OutputFile::Fail() const {
  return {fmt::format("{}: cannot be written: {}",
                      path_.empty() ? "standard output" : path_.string(), std::strerror(errno))};
}

void OutputFile::AddLinesMadeHarmless(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::string_view line = bytes.substr(0, bytes.find('\n'));
    kept_ += core::Printable(line);
    if (line.size() < bytes.size()) kept_ += '\n';
    bytes.remove_prefix(std::min(line.size() + 1, bytes.size()));
  }
}

bool OutputFile::Flush() {
  std::string_view rest = kept_;
  while (!rest.empty()) {
    const ssize_t put = ::write(file_, rest.data(), rest.size());
    if (put < 0 && errno != EINTR) return false;
    if (put > 0) rest.remove_prefix(static_cast<std::size_t>(put));
  }
  kept_.clear();
  return true;
}

core::Expected<bool> OutputFile::Write(std::string_view bytes) {
  if (terminal_) {
    AddLinesMadeHarmless(bytes);
  } else {
    kept_ += bytes;
  }
  if (kept_.size() >= kBlock && !Flush()) return Fail();
  return true;
}

core::Expected<bool> OutputFile::Finish() {
  if (!Flush()) return Fail();
  if (temporary_.empty()) return true;
  if (::fsync(file_) != 0) return Fail();
  if (std::rename(temporary_.c_str(), path_.c_str()) != 0) return Fail();
  ::close(file_);
  temporary_.clear();
  // The new name is kept by its folder.
  const std::filesystem::path parent = path_.has_parent_path() ? path_.parent_path() : ".";
  const Descriptor folder(::open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder || ::fsync(folder.get()) != 0) return Fail();
  return true;
}

}  // namespace app
