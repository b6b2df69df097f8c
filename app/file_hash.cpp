#include "app/file_hash.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fstream>

#include "core/sha256.h"

namespace app {

core::Expected<std::string> HashFile(const std::filesystem::path& file) {
  const auto unreadable = [&file] {
    return core::Error{fmt::format("{}: cannot be read: {}", file.string(), std::strerror(errno))};
  };
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return unreadable();
  core::Sha256Stream hash;
  std::string block(1u << 20, '\0');
  while (stream) {
    stream.read(block.data(), static_cast<std::streamsize>(block.size()));
    hash.Add(std::string_view(block).substr(0, static_cast<std::size_t>(stream.gcount())));
  }
  if (stream.bad()) return unreadable();
  return hash.Finish();
}

}  // namespace app
