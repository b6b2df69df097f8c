#include "app/filter_options.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <set>
#include <utility>
#include <vector>

#include "app/filter_values.h"
#include "app/workspace.h"
#include "core/printable.h"
#include "monitor/near_names.h"

namespace app {
namespace {

core::Zone ZoneOf(const std::string& name) {
  const auto zone = core::Zone::Find(name);
  if (!zone)
    throw Failure(
        fmt::format("the zone '{}' is not in the system's tz database: install tzdata", name));
  return *zone;
}

constexpr std::size_t kNearSources = 3;

void GatherSources(const store::QueryNode& node, std::set<std::string>& sources) {
  if (!node.condition.source.empty()) sources.insert(node.condition.source);
  for (const store::QueryNode& part : node.parts) GatherSources(part, sources);
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
  const auto error =
      UnknownId(names, kind, id, language, fmt::format("--{} {}", core::Name(kind), id));
  if (error) throw Failure(*error);
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

void CheckCommit(const store::Store& store, store::Commit at) {
  const store::Commit last = store.last_commit();
  if (at <= last) return;
  throw Failure(fmt::format("--at {}: there is no such commit yet; the last one is {}", at, last));
}

void TellOfEmptySources(const store::Store& store, const FilterArguments& arguments,
                        const store::QueryNode& query) {
  std::set<std::string> asked;
  if (!arguments.source.empty()) asked.insert(arguments.source);
  GatherSources(query, asked);
  if (asked.empty()) return;
  std::set<std::string> known;
  for (const auto& [source, documents] : store.counters().by_source) {
    if (documents > 0) known.insert(source.substr(source.find('/') + 1));
  }
  const std::vector<std::string> ids(known.begin(), known.end());
  for (const std::string& source : asked) {
    if (known.contains(source)) continue;
    const std::vector<std::string> near = monitor::NearIds(ids, source, kNearSources);
    fmt::print(stderr, "sholu: no document is of the source {}{}\n", core::Printable(source),
               near.empty() ? "; 'sholu status' lists those that have some"
                            : fmt::format("; did you mean {}?",
                                          core::Printable(fmt::to_string(fmt::join(near, ", ")))));
  }
}

std::string Described(const FilterArguments& arguments) {
  std::string text;
  const auto add = [&text](std::string_view option, std::string_view value) {
    text.append(text.empty() ? "" : " ").append(option);
    if (!value.empty()) text.append(" ").append(value);
  };
  for (const auto& [option, value] : {std::pair("--sphere", &arguments.sphere),
                                      {"--body", &arguments.body},
                                      {"--role", &arguments.role},
                                      {"--scheme", &arguments.scheme},
                                      {"--offence", &arguments.offence},
                                      {"--region", &arguments.region},
                                      {"--source", &arguments.source},
                                      {"--source-type", &arguments.source_type},
                                      {"--lang", &arguments.language},
                                      {"--context", &arguments.context},
                                      {"--from", &arguments.from},
                                      {"--to", &arguments.to}}) {
    if (!value->empty()) add(option, *value);
  }
  if (arguments.corruption) add("--corruption", {});
  if (arguments.countable) add("--countable", {});
  return text;
}

core::Day RequiredDay(const std::string& text, const char* option) {
  const auto day = ReadDay(text, fmt::format("{} {}", option, text));
  if (!day) throw Failure(day.error());
  return *day;
}

store::Filter ToFilter(const FilterArguments& arguments, const std::string& zone_name) {
  store::Filter filter;
  const core::Zone zone = ZoneOf(zone_name);
  const auto add = [&](store::QueryField field, const char* option, const std::string& value) {
    if (value.empty()) return;
    const auto error =
        AddCondition(field, value, fmt::format("{} {}", option, value), zone, filter);
    if (error) throw Failure(*error);
  };
  using store::QueryField;
  add(QueryField::kBody, "--body", arguments.body);
  if (!arguments.role.empty()) {
    if (filter.tags.empty()) {
      throw Failure("--role tells the part of a body: name the body with --body");
    }
    const auto role = ReadRole(arguments.role, "--role " + arguments.role);
    if (!role) throw Failure(role.error());
    filter.tags.front().role = *role;
  }
  add(QueryField::kSphere, "--sphere", arguments.sphere);
  add(QueryField::kScheme, "--scheme", arguments.scheme);
  add(QueryField::kOffence, "--offence", arguments.offence);
  add(QueryField::kRegion, "--region", arguments.region);
  add(QueryField::kSource, "--source", arguments.source);
  add(QueryField::kSourceType, "--source-type", arguments.source_type);
  add(QueryField::kLanguage, "--lang", arguments.language);
  add(QueryField::kContext, "--context", arguments.context);
  add(QueryField::kFrom, "--from", arguments.from);
  add(QueryField::kTo, "--to", arguments.to);
  if (arguments.corruption) filter.corruption = true;
  if (arguments.countable) filter.countable = true;
  return filter;
}

}  // namespace app
