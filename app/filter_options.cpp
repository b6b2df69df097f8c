#include "app/filter_options.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <array>
#include <string_view>
#include <utility>

#include "app/workspace.h"
#include "monitor/near_names.h"

namespace app {
namespace {

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

core::Role RoleOf(const std::string& name) {
  if (name.empty()) return core::Role::kNone;
  for (const core::Role role : kRoles) {
    if (core::Name(role) == name) return role;
  }
  throw Failure(fmt::format("--role {}: no such role: implicated, acting or named", name));
}

core::Zone ZoneOf(const std::string& name) {
  const auto zone = core::Zone::Find(name);
  if (!zone)
    throw Failure(
        fmt::format("the zone '{}' is not in the system's tz database: install tzdata", name));
  return *zone;
}

}  // namespace

void AddFilterOptions(CLI::App& command, FilterArguments& arguments, SourceTypes types) {
  command.add_option("--sphere", arguments.sphere, "Only this sphere, for example health");
  command.add_option("--body", arguments.body, "Only this body, for example mh");
  command.add_option("--role", arguments.role,
                     "Part of that body: implicated, acting or named; default: any");
  command.add_option("--scheme", arguments.scheme, "Only this scheme, for example kickback");
  command.add_option("--offence", arguments.offence, "Only this offence, for example cc366");
  command.add_option("--region", arguments.region, "Only this region, for example KZ-71");
  command.add_option("--source", arguments.source, "Only this source, by its id");
  if (types == SourceTypes::kAll) {
    command.add_option("--source-type", arguments.source_type,
                       "Only this kind: statistics, appeal, report, survey, media or other");
  }
  command.add_option("--lang", arguments.language, "Only texts in this language: kk, ru or en");
  command.add_option("--context", arguments.context, "Only this context, for example conviction");
  command.add_option("--from", arguments.from, "Only from this day on: 2026-01-01");
  command.add_option("--to", arguments.to, "Only up to this day: 2026-12-31");
  command.add_flag("--corruption", arguments.corruption, "Only texts that tell of corruption");
  command.add_flag("--countable", arguments.countable, "Only texts that enter the statistics");
}

void CheckKnown(const monitor::Names& names, core::TagKind kind, const std::string& id,
                core::Language language) {
  if (names.Knows(kind, id)) return;
  std::string near;
  for (const std::string& one : monitor::NearNames(names, kind, id, kSuggestions)) {
    near += fmt::format("{}{} ({})", near.empty() ? "" : ", ", one, names.Get(kind, one, language));
  }
  throw Failure(near.empty() ? fmt::format("--{0} {1}: no {0} has that id; they stand in {2}",
                                           core::Name(kind), id, PlaceOf(kind))
                             : fmt::format("--{0} {1}: no {0} has that id; did you mean {2}?",
                                           core::Name(kind), id, near));
}

void CheckKnown(const FilterArguments& arguments, const monitor::Names& names,
                core::Language language) {
  using core::TagKind;
  for (const auto& [kind, id] : {std::pair(TagKind::kSphere, &arguments.sphere),
                                 {TagKind::kBody, &arguments.body},
                                 {TagKind::kScheme, &arguments.scheme},
                                 {TagKind::kOffence, &arguments.offence},
                                 {TagKind::kRegion, &arguments.region}}) {
    if (!id->empty()) CheckKnown(names, kind, *id, language);
  }
}

core::Day RequiredDay(const std::string& text, const char* option) {
  const auto day = core::ParseDay(text);
  if (!day) throw Failure(fmt::format("{} {}: no such day; write it as 2026-01-31", option, text));
  return *day;
}

store::Filter ToFilter(const FilterArguments& arguments, const std::string& zone_name) {
  store::Filter filter;
  const auto tag = [&](core::TagKind kind, const std::string& id,
                       core::Role role = core::Role::kNone) {
    if (!id.empty()) filter.tags.push_back({kind, id, role});
  };
  if (!arguments.role.empty() && arguments.body.empty()) {
    throw Failure("--role tells the part of a body: name the body with --body");
  }
  tag(core::TagKind::kSphere, arguments.sphere);
  tag(core::TagKind::kBody, arguments.body, RoleOf(arguments.role));
  tag(core::TagKind::kScheme, arguments.scheme);
  tag(core::TagKind::kOffence, arguments.offence);
  tag(core::TagKind::kRegion, arguments.region);
  filter.source = arguments.source;
  if (!arguments.source_type.empty()) {
    filter.source_type = core::SourceTypeOf(arguments.source_type);
    if (!filter.source_type) {
      throw Failure(fmt::format(
          "--source-type {}: no such kind: statistics, appeal, report, survey, media or other",
          arguments.source_type));
    }
  }
  if (!arguments.language.empty()) {
    filter.language = core::LanguageOf(arguments.language);
    if (filter.language == core::Language::kUnknown) {
      throw Failure(fmt::format("--lang {}: no such language: kk, ru or en", arguments.language));
    }
  }
  if (!arguments.context.empty()) {
    filter.context = core::ContextOf(arguments.context);
    if (!filter.context) {
      throw Failure(fmt::format(
          "--context {}: no such context: allegation, investigation, conviction, acquittal, "
          "prevention, policy, foreign or none",
          arguments.context));
    }
  }
  const core::Zone zone = ZoneOf(zone_name);
  if (!arguments.from.empty()) filter.from = zone.StartOf(RequiredDay(arguments.from, "--from"));
  if (!arguments.to.empty()) {
    filter.to = zone.StartOf(RequiredDay(arguments.to, "--to") + std::chrono::days(1));
  }
  if (arguments.corruption) filter.corruption = true;
  if (arguments.countable) filter.countable = true;
  return filter;
}

}  // namespace app
