// Numbers with their nouns in messages.
#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace app {

// "1 row", "2 rows" of "rows": English nouns that add an s.
inline std::string Counted(std::uint64_t count, std::string_view plural) {
  return fmt::format("{} {}", count, count == 1 ? plural.substr(0, plural.size() - 1) : plural);
}

}  // namespace app
