// Numbers with their nouns in messages.
#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace app {

// "1 row", "2 rows" of "rows", "1 entry" of "entries": regular English nouns.
inline std::string Counted(std::uint64_t count, std::string_view plural) {
  if (count != 1) return fmt::format("{} {}", count, plural);
  if (plural.ends_with("ies")) return fmt::format("1 {}y", plural.substr(0, plural.size() - 3));
  return fmt::format("1 {}", plural.substr(0, plural.size() - 1));
}

}  // namespace app
