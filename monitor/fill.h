// Filling of patterns such as "{items} of {outlets}". Include from .cpp files only.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

namespace monitor {

// `pattern` with the arguments in place of their names, as fmt::arg gives them. A pattern from a
// file must have been checked before: an unknown name throws fmt::format_error.
template <typename... Arguments>
std::string Fill(std::string_view pattern, const Arguments&... arguments) {
  return fmt::format(fmt::runtime(pattern), arguments...);
}

}  // namespace monitor
