#include "app/output_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <system_error>
#include <utility>

#include "app/workspace.h"
#include "core/printable.h"

namespace app {
namespace {

constexpr std::size_t kBlock = 256u << 10;

}  // namespace

bool IsStandardOutput(const std::string& path) {
  return path == "-" || path == "/dev/stdout" || path == "/dev/fd/1" || path == "/proc/self/fd/1";
}

OutputFile::OutputFile(Place place)
    : path_(std::move(place.path)),
      target_(std::move(place.target)),
      temporary_(std::move(place.temporary)),
      own_(path_.empty() ? -1 : place.file),
      file_(place.file),
      terminal_(::isatty(file_) == 1) {
  kept_.reserve(kBlock);
}

OutputFile::~OutputFile() {
  std::error_code ignored;
  if (!temporary_.empty()) std::filesystem::remove(temporary_, ignored);
}

core::Expected<std::unique_ptr<OutputFile>> OutputFile::Create(std::filesystem::path path) {
  if (path.empty()) return std::unique_ptr<OutputFile>(new OutputFile({STDOUT_FILENO, {}, {}, {}}));
  Place place;
  place.path = std::move(path);
  std::error_code failed;
  const auto status = std::filesystem::status(place.path, failed);
  const bool is_there = std::filesystem::exists(status);
  if (is_there && !std::filesystem::is_regular_file(status)) {
    place.file = ::open(place.path.c_str(), O_WRONLY | O_CLOEXEC);
  } else {
    if (is_there) {
      place.target = std::filesystem::canonical(place.path, failed);
    } else if (std::filesystem::is_symlink(place.path, failed)) {  // to what is not there yet
      place.target = FolderOf(place.path) / std::filesystem::read_symlink(place.path, failed);
    }
    if (failed || place.target.empty()) place.target = place.path;
    place.temporary = place.target;
    place.temporary += fmt::format(".{}.tmp", ::getpid());
    // What is private stays so.
    const auto mode = static_cast<::mode_t>(status.permissions() & std::filesystem::perms::mask);
    place.file = ::open(place.temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC,
                        is_there ? 0600 : 0666);
    if (place.file >= 0 && is_there) static_cast<void>(::fchmod(place.file, mode));
  }
  if (place.file < 0) {
    return core::Error{
        fmt::format("{}: cannot be written: {}", place.path.string(), std::strerror(errno))};
  }
  return std::unique_ptr<OutputFile>(new OutputFile(std::move(place)));
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
  if (!WriteAll(file_, kept_)) return false;
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

void RemoveUnfinished(const std::filesystem::path& path) {
  const std::string begin = path.filename().string() + '.';
  constexpr std::string_view kEnd = ".tmp";
  std::error_code none;
  for (const auto& entry : std::filesystem::directory_iterator(FolderOf(path), none)) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with(begin) || !name.ends_with(kEnd) ||
        name.size() <= begin.size() + kEnd.size()) {
      continue;
    }
    const std::string_view middle =
        std::string_view(name).substr(begin.size(), name.size() - begin.size() - kEnd.size());
    if (middle.find_first_not_of("0123456789") == middle.npos) {
      std::filesystem::remove(entry.path(), none);
    }
  }
}

core::Expected<bool> OutputFile::Finish() {
  if (!Flush()) return Fail();
  if (temporary_.empty()) return true;
  if (::fsync(file_) != 0) return Fail();
  if (std::rename(temporary_.c_str(), target_.c_str()) != 0) return Fail();
  temporary_.clear();
  if (!SyncFolderOf(target_)) return Fail();
  return true;
}

void WriteWhole(const std::filesystem::path& path, std::string_view content) {
  const auto check = [](const auto& done) {
    if (!done) throw Failure(done.error());
  };
  const auto output = OutputFile::Create(path);
  check(output);
  check((*output)->Write(content));
  check((*output)->Finish());
}

}  // namespace app
