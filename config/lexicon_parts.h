// Parts that lexicon files and registry files have in common.
#pragma once

#include <vector>

#include "classify/lexicon.h"
#include "config/yaml_reader.h"

namespace config {

// The patterns under kk, ru, en and any (of every language).
void AddPatterns(YamlMap& map, std::vector<classify::Pattern>& patterns, bool regex = false);
std::vector<classify::Pattern> ReadPatterns(const YamlValue& value, bool regex = false);

// Reads `{kk: ..., ru: ..., en: ...}` into anything with these three members.
template <typename T>
void ReadNames(const YamlValue& value, T& out) {
  YamlMap names = value.Map();
  out.kk = names.Required("kk").String();
  out.ru = names.Required("ru").String();
  out.en = names.Required("en").String();
}

// The keys require and forbid, and what else holds for all patterns of a rule.
classify::Conditions ReadConditions(YamlMap& map);

}  // namespace config
