#include <algorithm>
#include <array>

#include "store/query.h"

namespace store {
namespace {

constexpr std::array<std::string_view, kDimensions> kNames = {
    "sphere", "scheme", "offence", "body", "region", "mark", "source", "type", "lang", "context"};

}  // namespace

std::string_view Name(Dimension dimension) {
  return kNames[static_cast<std::size_t>(dimension)];
}

std::optional<Dimension> DimensionOf(std::string_view name) {
  const auto found = std::find(kNames.begin(), kNames.end(), name);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<Dimension>(found - kNames.begin());
}

// Tags are dimensions by the name of their kind.
std::optional<core::TagKind> TagKindOf(Dimension dimension) {
  return core::TagKindOf(Name(dimension));
}

}  // namespace store
