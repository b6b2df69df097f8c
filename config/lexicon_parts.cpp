#include "config/lexicon_parts.h"

#include <fmt/format.h>

#include <array>

#include "classify/pattern.h"

namespace config {
namespace {

constexpr std::array kSections = {
    std::pair{"kk", core::Language::kKk}, std::pair{"ru", core::Language::kRu},
    std::pair{"en", core::Language::kEn}, std::pair{"any", core::Language::kUnknown}};

const std::initializer_list<std::pair<std::string_view, classify::Scope>> kScopes = {
    {"sentence", classify::Scope::kSentence},
    {"paragraph", classify::Scope::kParagraph},
    {"document", classify::Scope::kDocument}};

// `within: 5` or `within: paragraph`.
void ReadWindow(const YamlValue& value, classify::Guard& guard) {
  const std::string written = value.String();
  if (!written.empty() && written.find_first_not_of("0123456789") == std::string::npos) {
    guard.tokens = static_cast<std::uint32_t>(value.Integer(1, 1, classify::kMaxGuardTokens));
    return;
  }
  for (const auto& [name, scope] : kScopes) {
    if (written != name && value.present()) continue;
    guard.scope = scope;
    return;
  }
  value.Wrong(fmt::format("'{}' is no window", written),
              fmt::format("allowed: 1 to {} (tokens), sentence, paragraph, document",
                          classify::kMaxGuardTokens));
}

classify::Guard ReadGuard(const YamlValue& item, bool forbid) {
  classify::Guard guard;
  guard.forbid = forbid;
  guard.place = item.place();
  YamlMap map = item.Map();
  ReadWindow(map.Optional("within"), guard);
  guard.side =
      map.Optional("where").Enum<classify::Guard::Side>({{"around", classify::Guard::Side::kAround},
                                                         {"before", classify::Guard::Side::kBefore},
                                                         {"after", classify::Guard::Side::kAfter}},
                                                        classify::Guard::Side::kAround);
  AddPatterns(map, guard.patterns);
  if (guard.patterns.empty()) {
    item.Wrong("a guard without patterns", "write some under kk, ru, en or any");
  }
  return guard;
}

}  // namespace

classify::Conditions ReadConditions(YamlMap& map) {
  classify::Conditions conditions;
  if (const YamlValue field = map.Optional("field"); field.present()) {
    conditions.field = field.Enum<core::Field>(
        {{"title", core::Field::kTitle}, {"text", core::Field::kText}}, core::Field::kText);
  }
  conditions.same = map.Optional("same").Enum<classify::Scope>(kScopes, classify::Scope::kSentence);
  conditions.in_order = map.Optional("in_order").Bool();
  for (const bool forbid : {false, true}) {
    for (const YamlValue& item : map.Optional(forbid ? "forbid" : "require").ListOrOne()) {
      conditions.guards.push_back(ReadGuard(item, forbid));
    }
  }
  return conditions;
}

void AddPatterns(YamlMap& map, std::vector<classify::Pattern>& patterns, bool regex) {
  for (const auto& [key, language] : kSections) {
    for (const YamlValue& value : map.Optional(key).ListOrOne()) {
      patterns.push_back({language, value.String(), value.text_place(), regex});
    }
  }
}

std::vector<classify::Pattern> ReadPatterns(const YamlValue& value, bool regex) {
  std::vector<classify::Pattern> patterns;
  YamlMap map = value.Map();
  AddPatterns(map, patterns, regex);
  return patterns;
}

}  // namespace config
