// The first line of a stream: of files that hold one secret.
#pragma once

#include <istream>
#include <optional>
#include <string>

namespace core {

// Without its end, "\n" or "\r\n"; nullopt if it cannot be read, or nothing is left.
inline std::optional<std::string> FirstLineOf(std::istream& stream) {
  std::string line;
  std::getline(stream, line);
  if (line.ends_with('\r')) line.pop_back();
  if (line.empty()) return std::nullopt;
  return line;
}

}  // namespace core
