#include "app/label_scores.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <tuple>

namespace app {
namespace {

using nlohmann::json;

constexpr std::array<std::string_view, kLabelFields> kNames = {
    "corruption", "context", "countable",  "spheres", "schemes",
    "offences",   "bodies",  "implicated", "regions"};

constexpr std::string_view kHolds = "true";

std::optional<std::set<std::string>>& At(FieldValues& values, LabelField field) {
  return values[static_cast<std::size_t>(field)];
}

bool IsVerdict(LabelField field) {
  return field == LabelField::kCorruption || field == LabelField::kCountable;
}

// The values of one field of a label; nullopt if they are not of its kind.
std::optional<std::set<std::string>> ValuesOf(LabelField field, const json& value) {
  std::set<std::string> values;
  if (IsVerdict(field)) {
    if (!value.is_boolean()) return std::nullopt;
    if (value.get<bool>()) values.emplace(kHolds);
    return values;
  }
  if (field == LabelField::kContext) {
    if (!value.is_string()) return std::nullopt;
    const auto context = core::ContextOf(value.get<std::string>());
    if (!context) return std::nullopt;
    if (*context != core::Context::kNone) values.emplace(core::Name(*context));
    return values;
  }
  if (!value.is_array()) return std::nullopt;
  for (const json& item : value) {
    const json& id = item.is_object() && item.contains("id") ? item["id"] : item;
    if (!id.is_string()) return std::nullopt;
    values.insert(id.get<std::string>());
  }
  return values;
}

std::string_view DueOf(LabelField field) {
  if (IsVerdict(field)) return "true or false";
  return field == LabelField::kContext ? "a context such as conviction, or none" : "a list of ids";
}

core::Error Wrong(std::string_view what) {
  return {fmt::format("{}; 'sholu lexicon test --help' shows a line", what)};
}

double Share(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? 1 : static_cast<double>(part) / static_cast<double>(whole);
}

void Count(const std::set<std::string>& due, const std::set<std::string>& found, Agreement& sum) {
  sum.due += due.size();
  sum.found += found.size();
  sum.hit += static_cast<std::uint64_t>(std::count_if(
      found.begin(), found.end(), [&due](const std::string& id) { return due.contains(id); }));
}

}  // namespace

std::string_view Name(LabelField field) {
  return kNames[static_cast<std::size_t>(field)];
}

core::Expected<LabelledText> ParseLabel(std::string_view line) {
  const json label = json::parse(line, nullptr, false);
  if (!label.is_object()) return Wrong("no JSON object");
  LabelledText read;
  for (const auto& [key, target] : {std::pair("language", &read.language),
                                    {"kind", &read.kind},
                                    {"title", &read.title},
                                    {"text", &read.text}}) {
    const auto found = label.find(key);
    if (found == label.end() || found->is_null()) continue;
    if (!found->is_string()) return Wrong(fmt::format("'{}' is no text", key));
    *target = found->get<std::string>();
  }
  if (read.text.empty()) return Wrong("'text' is missing");
  if (const auto id = label.find("id"); id != label.end()) {
    read.id = id->is_string() ? id->get<std::string>() : id->dump();
  }
  if (const auto date = label.find("date"); date != label.end() && !date->is_null()) {
    const auto written =
        date->is_string() ? core::ParseIso(date->get<std::string>()) : std::nullopt;
    if (!written) return Wrong("'date' is not ISO 8601, such as 2024-05-12");
    read.date = written->day();
  }
  const auto gold = label.find("gold");
  if (gold == label.end() || !gold->is_object()) return Wrong("'gold', the label, is missing");
  for (std::size_t i = 0; i < kLabelFields; ++i) {
    const auto field = static_cast<LabelField>(i);
    const auto found = gold->find(std::string(Name(field)));
    if (found == gold->end() || found->is_null()) continue;
    read.due[i] = ValuesOf(field, *found);
    if (!read.due[i]) {
      return Wrong(fmt::format("'{}' of the label is not {}", Name(field), DueOf(field)));
    }
  }
  return read;
}

FieldValues FoundIn(const core::Classification& result) {
  FieldValues found;
  for (auto& values : found) values.emplace();
  if (result.corruption) At(found, LabelField::kCorruption)->emplace(kHolds);
  if (result.countable) At(found, LabelField::kCountable)->emplace(kHolds);
  if (result.context != core::Context::kNone) {
    At(found, LabelField::kContext)->emplace(core::Name(result.context));
  }
  for (const core::Tag& tag : result.tags) {
    switch (tag.kind) {
      case core::TagKind::kSphere:
        At(found, LabelField::kSpheres)->insert(tag.id);
        break;
      case core::TagKind::kScheme:
        At(found, LabelField::kSchemes)->insert(tag.id);
        break;
      case core::TagKind::kOffence:
        At(found, LabelField::kOffences)->insert(tag.id);
        break;
      case core::TagKind::kBody:
        At(found, LabelField::kBodies)->insert(tag.id);
        if (tag.role == core::Role::kImplicated) {
          At(found, LabelField::kImplicated)->insert(tag.id);
        }
        break;
      case core::TagKind::kRegion:
        At(found, LabelField::kRegions)->insert(tag.id);
        break;
      case core::TagKind::kMark:  // labels have none
        break;
    }
  }
  return found;
}

double Agreement::precision() const {
  return Share(hit, found);
}

double Agreement::recall() const {
  return Share(hit, due);
}

double Agreement::f1() const {
  return Share(2 * hit, found + due);
}

void LabelScores::Add(const LabelledText& label, const FieldValues& found,
                      const std::set<std::string>& rules) {
  ++texts_;
  Fields& of_language = by_language_[label.language.empty() ? "und" : label.language];
  for (std::size_t i = 0; i < kLabelFields; ++i) {
    if (!label.due[i] || !found[i]) continue;
    Count(*label.due[i], *found[i], all_[i]);
    Count(*label.due[i], *found[i], of_language[i]);
  }
  const auto& corruption = label.due[static_cast<std::size_t>(LabelField::kCorruption)];
  if (!corruption) return;
  for (const std::string& rule : rules) {
    RuleScore& score = rules_[rule];
    ++(corruption->empty() ? score.other : score.corrupt);
  }
}

std::vector<std::pair<std::string, RuleScore>> LabelScores::Rules() const {
  std::vector<std::pair<std::string, RuleScore>> rules(rules_.begin(), rules_.end());
  std::sort(rules.begin(), rules.end(), [](const auto& a, const auto& b) {
    return std::tuple(a.second.interval().high, b.second.fired(), std::string_view(a.first)) <
           std::tuple(b.second.interval().high, a.second.fired(), std::string_view(b.first));
  });
  return rules;
}

std::vector<LabelField> Differences(const FieldValues& due, const FieldValues& found) {
  std::vector<LabelField> different;
  for (std::size_t i = 0; i < kLabelFields; ++i) {
    if (due[i] && found[i] && *due[i] != *found[i]) different.push_back(static_cast<LabelField>(i));
  }
  return different;
}

}  // namespace app
