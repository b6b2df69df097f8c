#include "core/document.h"

#include <array>

namespace core {
namespace {

constexpr std::array<std::string_view, 6> kNames = {"statistics", "appeal", "report",
                                                    "survey",     "media",  "other"};

}  // namespace

std::string_view Name(SourceType type) {
  return kNames[static_cast<std::size_t>(type) - 1];
}

std::optional<SourceType> SourceTypeOf(std::string_view name) {
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] == name) return static_cast<SourceType>(i + 1);
  }
  return std::nullopt;
}

std::string DocumentKey::ToString() const {
  std::string text(Name(source_type));
  text.append("/").append(source).append("/").append(address);
  return text;
}

std::string_view Document::field(Field field) const {
  switch (field) {
    case Field::kTitle:
      return title;
    case Field::kRegion:
      return region;
    case Field::kAddressee:
      return addressee;
    case Field::kText:
      break;
  }
  return text;
}

}  // namespace core
