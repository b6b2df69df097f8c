// A file with given bytes that goes away with its test.
#pragma once

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>

namespace fixture {

class TemporaryFile {
 public:
  explicit TemporaryFile(std::string_view bytes, const std::string& extension = "") {
    std::string path =
        (std::filesystem::temp_directory_path() / ("sholu-test-XXXXXX" + extension)).string();
    const int file = ::mkstemps(path.data(), static_cast<int>(extension.size()));
    if (file < 0) throw std::runtime_error("mkstemps failed");
    path_ = path;
    while (!bytes.empty()) {
      const auto written = ::write(file, bytes.data(), bytes.size());
      if (written <= 0) throw std::runtime_error("write failed");
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    ::close(file);
  }
  ~TemporaryFile() { std::filesystem::remove(path_); }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace fixture
