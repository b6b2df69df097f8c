#include "app/filter_values.h"

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <utility>
#include <vector>

#include "monitor/near_names.h"

namespace app {
namespace {

using store::QueryField;

constexpr std::size_t kSuggestions = 3;
constexpr std::array kRoles = {core::Role::kImplicated, core::Role::kActing, core::Role::kNamed};

// Where ids of a kind stand in a workspace.
std::string_view PlaceOf(core::TagKind kind) {
  switch (kind) {
    case core::TagKind::kBody:
    case core::TagKind::kRegion:
      return "registry/";
    case core::TagKind::kSphere:
      return "lexicon/spheres.yaml";
    default:
      return "lexicon/";
  }
}

std::optional<core::Error> AddTag(core::TagKind kind, std::string_view value,
                                  std::string_view asked, store::Filter& filter) {
  core::Role role = core::Role::kNone;
  const std::size_t slash = value.find('/');
  if (kind == core::TagKind::kBody && slash != std::string_view::npos) {
    const auto read = ReadRole(value.substr(slash + 1), asked);
    if (!read) return read.error();
    role = *read;
    value = value.substr(0, slash);
  }
  filter.tags.push_back({kind, std::string(value), role});
  return std::nullopt;
}

std::optional<core::Error> AddMark(std::string_view value, std::string_view asked,
                                   store::Filter& filter) {
  if (value == "corruption") {
    filter.corruption = true;
  } else if (value == "countable") {
    filter.countable = true;
  } else if (value == "special") {
    filter.special = true;
  } else {
    return core::Error{fmt::format("{}: write corruption, countable or special", asked)};
  }
  return std::nullopt;
}

}  // namespace

std::optional<core::TagKind> TagKindOf(QueryField field) {
  switch (field) {
    case QueryField::kSphere:
      return core::TagKind::kSphere;
    case QueryField::kBody:
      return core::TagKind::kBody;
    case QueryField::kScheme:
      return core::TagKind::kScheme;
    case QueryField::kOffence:
      return core::TagKind::kOffence;
    case QueryField::kRegion:
      return core::TagKind::kRegion;
    default:
      return std::nullopt;
  }
}

std::optional<core::Error> UnknownId(const monitor::Names& names, core::TagKind kind,
                                     const std::string& id, core::Language language,
                                     std::string_view asked) {
  if (names.Knows(kind, id)) return std::nullopt;
  std::string near;
  for (const std::string& one : monitor::NearNames(names, kind, id, kSuggestions)) {
    near += fmt::format("{}{} ({})", near.empty() ? "" : ", ", one, names.Get(kind, one, language));
  }
  return core::Error{
      near.empty()
          ? fmt::format("{}: no {} has that id; they stand in {}", asked, Name(kind), PlaceOf(kind))
          : fmt::format("{}: no {} has that id; did you mean {}?", asked, Name(kind), near)};
}

core::Expected<core::Role> ReadRole(std::string_view name, std::string_view asked) {
  for (const core::Role role : kRoles) {
    if (core::Name(role) == name) return role;
  }
  return core::Error{fmt::format("{}: no such role: implicated, acting or named", asked)};
}

core::Expected<core::Day> ReadDay(std::string_view text, std::string_view asked) {
  if (const auto day = core::ParseDay(text)) return *day;
  return core::Error{fmt::format("{}: no such day; write it as 2026-01-31", asked)};
}

std::optional<core::Error> AddCondition(QueryField field, std::string_view value,
                                        std::string_view asked, const core::Zone& zone,
                                        store::Filter& filter) {
  if (const auto kind = TagKindOf(field)) return AddTag(*kind, value, asked, filter);
  switch (field) {
    case QueryField::kSource:
      filter.source = value;
      return std::nullopt;
    case QueryField::kSourceType:
      filter.source_type = core::SourceTypeOf(value);
      if (filter.source_type) return std::nullopt;
      return core::Error{fmt::format(
          "{}: no such kind: statistics, appeal, report, survey, media or other", asked)};
    case QueryField::kLanguage:
      filter.language = core::LanguageOf(value);
      if (filter.language != core::Language::kUnknown) return std::nullopt;
      return core::Error{fmt::format("{}: no such language: kk, ru or en", asked)};
    case QueryField::kContext:
      filter.context = core::ContextOf(value);
      if (filter.context) return std::nullopt;
      return core::Error{
          fmt::format("{}: no such context: allegation, investigation, conviction, acquittal, "
                      "prevention, policy, foreign or none",
                      asked)};
    case QueryField::kFrom:
    case QueryField::kTo: {
      const auto day = ReadDay(value, asked);
      if (!day) return day.error();
      if (field == QueryField::kFrom) {
        filter.from = zone.StartOf(*day);
      } else {
        filter.to = zone.StartOf(*day + std::chrono::days(1));
      }
      return std::nullopt;
    }
    case QueryField::kLabel: {
      const std::size_t equals = value.find('=');
      filter.labels.emplace_back(value.substr(0, equals),
                                 equals == value.npos ? "" : value.substr(equals + 1));
      return std::nullopt;
    }
    default:
      return AddMark(value, asked, filter);
  }
}

void AddSuccession(const classify::Registry& registry, store::Filter& filter) {
  std::vector<store::TagSummary> kept;
  for (store::TagSummary& tag : filter.tags) {
    const classify::Body* body = tag.kind == core::TagKind::kBody ? registry.Find(tag.id) : nullptr;
    const auto ids = body ? registry.Succession(*body) : std::vector<std::string>();
    if (ids.size() < 2) {
      kept.push_back(std::move(tag));
      continue;
    }
    auto& group = filter.any_tags.emplace_back();
    for (const std::string& id : ids) group.push_back({tag.kind, id, tag.role});
  }
  filter.tags = std::move(kept);
}

}  // namespace app
