#include "classify/wording.h"

#include <fmt/format.h>

#include "core/sha256.h"

namespace classify {
namespace {

void Add(const std::vector<Pattern>& patterns, std::string& text) {
  for (const Pattern& pattern : patterns) {
    text += fmt::format("{} {} {}:{}\n", core::Code(pattern.language), pattern.regex,
                        pattern.text.size(), pattern.text);
  }
}

void Add(const Emission& emission, std::string& text) {
  const int kind = emission.kind ? static_cast<int>(*emission.kind) : -1;
  text += fmt::format("emits {} {} {} {} {} {} {}\n", kind, emission.id,
                      static_cast<int>(emission.context), emission.act, emission.look_alike,
                      emission.episode, emission.post);
}

void Add(const Conditions& conditions, std::string& text) {
  const int field = conditions.field ? static_cast<int>(*conditions.field) : -1;
  text += fmt::format("{} {} {}\n", field, static_cast<int>(conditions.same), conditions.in_order);
  for (const Guard& guard : conditions.guards) {
    text += fmt::format("guard {} {} {} {}\n", guard.forbid, static_cast<int>(guard.side),
                        guard.tokens, static_cast<int>(guard.scope));
    Add(guard.patterns, text);
  }
}

}  // namespace

std::string WordingOf(const Rule& rule) {
  std::string text = fmt::format("{}\n", rule.weight);
  for (const Emission& emission : rule.emits) Add(emission, text);
  Add(rule.patterns, text);
  Add(rule.conditions, text);
  return core::Sha256Hex(text).substr(0, 16);
}

}  // namespace classify
