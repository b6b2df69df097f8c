#include "classify/lexicon.h"

#include <fmt/format.h>

namespace classify {

std::string Place::ToString() const {
  return fmt::format("{}:{}:{}", file, line, column);
}

}  // namespace classify
