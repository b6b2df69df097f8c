// A file that lies in memory and has a path, for fuzz targets of readers of files.
#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>

namespace fixture {

class MemoryFile {
 public:
  MemoryFile() : file_(::memfd_create("fuzz", 0)) {
    if (file_ < 0) std::abort();
  }
  ~MemoryFile() { ::close(file_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  std::filesystem::path path() const { return "/proc/self/fd/" + std::to_string(file_); }

  void Write(std::string_view bytes) {
    if (::ftruncate(file_, 0) != 0) std::abort();
    for (std::size_t at = 0; at < bytes.size();) {
      const auto written =
          ::pwrite(file_, bytes.data() + at, bytes.size() - at, static_cast<off_t>(at));
      if (written <= 0) std::abort();
      at += static_cast<std::size_t>(written);
    }
  }

 private:
  int file_;
};

}  // namespace fixture
