#include "core/tag.h"

#include <algorithm>
#include <array>

namespace core {
namespace {

constexpr std::array<std::string_view, kTagKinds> kKinds = {"sphere", "scheme", "offence",
                                                            "body",   "region", "mark"};
constexpr std::array<std::string_view, 4> kRoles = {"", "implicated", "acting", "named"};
constexpr std::array<std::string_view, kContexts> kContextNames = {
    "none",      "allegation", "investigation", "conviction",
    "acquittal", "prevention", "policy",        "foreign"};
constexpr std::array<std::string_view, 4> kFields = {"title", "text", "region", "addressee"};

template <typename Enum, std::size_t N>
std::optional<Enum> Find(const std::array<std::string_view, N>& names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Enum>(found - names.begin());
}

}  // namespace

std::string_view Name(TagKind kind) {
  return kKinds[static_cast<std::size_t>(kind)];
}
std::optional<TagKind> TagKindOf(std::string_view name) {
  return Find<TagKind>(kKinds, name);
}
std::string_view Name(Role role) {
  return kRoles[static_cast<std::size_t>(role)];
}
std::string_view Name(Context context) {
  return kContextNames[static_cast<std::size_t>(context)];
}
std::optional<Context> ContextOf(std::string_view name) {
  return Find<Context>(kContextNames, name);
}
std::string_view Name(Field field) {
  return kFields[static_cast<std::size_t>(field)];
}

bool Classification::special() const {
  return std::any_of(tags.begin(), tags.end(),
                     [](const Tag& tag) { return tag.special && tag.role == Role::kImplicated; });
}

}  // namespace core
