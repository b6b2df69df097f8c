#include "app/monitoring_options.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "app/filter_options.h"
#include "app/shown_language.h"
#include "crawler/period_parser.h"

namespace app {
namespace {

// "2025" as --from is its first day, as --to its last.
core::Period RequiredPeriod(const std::string& text, const char* option) {
  const auto period = crawler::ParsePeriod(text);
  if (!period) {
    throw Failure(fmt::format(
        "{} {}: no such time; write 2025, 2025-H1, 2025-Q3, 2025-07 or 2025-07-14", option, text));
  }
  return *period;
}

void CheckNotSpecial(const classify::Lexicon& lexicon, const std::string& id) {
  for (const classify::Body& body : lexicon.bodies) {
    if (body.id == id && body.special) {
      throw Failure(fmt::format(
          "--body {}: the Rules do not apply to special state bodies (paragraph 5), so it cannot "
          "be monitored",
          id));
    }
  }
}

monitor::Background BackgroundOf(const config::Settings& settings,
                                 const classify::Lexicon& lexicon) {
  monitor::Background background;
  for (const crawler::Source& source : settings.sources) {
    background.outlets.push_back(
        {source.id, source.name, source.region, source.owner, source.open});
  }
  for (const classify::Region& region : lexicon.regions) {
    background.population[region.id] = region.population;
  }
  return background;
}

}  // namespace

void AddMonitoringOptions(CLI::App& command, MonitoringArguments& arguments) {
  auto* sphere = command.add_option("--sphere", arguments.sphere,
                                    "The sphere of activity, for example health");
  command.add_option("--body", arguments.body, "The body, for example mh")->excludes(sphere);
  auto* period = command.add_option("--period", arguments.period,
                                    "A year, half-year, quarter, month or day: 2025, 2025-H1, "
                                    "2025-Q3, 2025-07, 2025-07-14");
  command
      .add_option("--from", arguments.from, "First day of the period: 2026-01-01, 2026-01 or 2026")
      ->excludes(period);
  command.add_option("--to", arguments.to, "Last day of the period: 2026-12-31, 2026-12 or 2026")
      ->excludes(period);
  AddLanguageOption(command, arguments.language);
  command.add_option("--quotations", arguments.quotations, "Incidents quoted as evidence, at most")
      ->check(CLI::Range(0, 1000))
      ->capture_default_str();
  command
      .add_option("--commit", arguments.commit,
                  "The corpus as of this commit; default: the last one")
      ->check(CLI::Range(0, 1'000'000'000));
}

void CheckMonitoringOptions(const MonitoringArguments& arguments) {
  if (arguments.sphere.empty() && arguments.body.empty()) {
    throw CLI::ValidationError("scope", "name what it is about: --sphere ID or --body ID");
  }
  if (arguments.period.empty() && (arguments.from.empty() || arguments.to.empty())) {
    throw CLI::ValidationError("period", "name the period: --period 2025-Q3, or --from and --to");
  }
}

MonitoringTask ToTask(const MonitoringArguments& arguments, const config::Settings& settings,
                      const classify::Lexicon& lexicon) {
  MonitoringTask task;
  task.names = monitor::Names::Of(lexicon);
  task.background = BackgroundOf(settings, lexicon);
  task.language = ShownLanguage(arguments.language, settings.language);
  monitor::SummaryRequest& request = task.request;
  if (!arguments.sphere.empty()) {
    CheckKnown(task.names, core::TagKind::kSphere, arguments.sphere, task.language);
    request.sphere = arguments.sphere;
  }
  if (!arguments.body.empty()) {
    CheckKnown(task.names, core::TagKind::kBody, arguments.body, task.language);
    CheckNotSpecial(lexicon, arguments.body);
    request.body = arguments.body;
  }
  if (arguments.period.empty()) {
    request.from = RequiredPeriod(arguments.from, "--from").from;
    request.to = RequiredPeriod(arguments.to, "--to").to;
  } else {
    const core::Period period = RequiredPeriod(arguments.period, "--period");
    request.from = period.from;
    request.to = period.to;
  }
  request.open_only = settings.performer.kind == monitor::Performer::Kind::kOther;
  request.zone = settings.zone;
  request.quotations = arguments.quotations;
  if (arguments.commit != 0) request.commit = arguments.commit;
  return task;
}

std::string ExtensionOf(const std::filesystem::path& file) {
  std::string extension = file.extension().string();
  if (!extension.empty()) extension.erase(0, 1);
  std::transform(extension.begin(), extension.end(), extension.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return extension;
}

}  // namespace app
