#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/clock.h"
#include "app/commands.h"
#include "app/shown_time.h"
#include "app/text_json.h"
#include "core/printable.h"
#include "crawler/frontier.h"
#include "monitor/alert_book.h"
#include "monitor/observations.h"
#include "monitor/schedule.h"

namespace app {
namespace {

nlohmann::ordered_json Pairs(const std::vector<std::pair<std::string, std::uint64_t>>& pairs) {
  nlohmann::ordered_json map = nlohmann::ordered_json::object();
  for (const auto& [name, count] : pairs) map[name] = count;
  return map;
}

// Figures of legal statistics and surveys by source: "statistics/form-3k" -> 66.
std::map<std::string, std::uint64_t> CountFigures(store::Store& store) {
  std::map<std::string, std::uint64_t> figures;
  monitor::VisitObservations(
      store.space(monitor::kObservationSpace), std::nullopt, core::Day::min(), core::Day::max(),
      [&](const core::Observation& figure) {
        ++figures[fmt::format("{}/{}", core::Name(figure.source_type), figure.source)];
        return true;
      });
  return figures;
}

void Print(const store::Counters& counters, const std::map<std::string, std::uint64_t>& figures,
           const crawler::Frontier::Counts& frontier, store::Commit commit) {
  fmt::print("documents            {}\n", counters.documents);
  fmt::print("  versions           {}\n", counters.versions);
  fmt::print("  about corruption   {}\n", counters.corruption);
  fmt::print("  counted            {}\n", counters.countable);
  fmt::print("  left out, para 5   {}\n", counters.special);
  for (const auto& [source, count] : counters.by_source)
    fmt::print("    {:<24} {}\n", core::Printable(source), count);
  std::uint64_t all = 0;
  for (const auto& [source, count] : figures) all += count;
  fmt::print("figures              {}\n", all);
  for (const auto& [source, count] : figures)
    fmt::print("    {:<24} {}\n", core::Printable(source), count);
  fmt::print("commit               {}\n", commit);
  fmt::print("frontier             {} queued, {} known\n", frontier.queued, frontier.known);
}

// What `sholu run` tells of, and what it issues next.
void PrintDuties(const monitor::AlertStanding& standing, const config::Settings& settings,
                 core::Instant now) {
  const core::Zone zone = *core::Zone::Find(settings.zone);
  for (const monitor::Watch& watch : settings.duties.watches) {
    const auto last = standing.last.find(watch.route.watch);
    fmt::print("watch                {}: {}\n", watch.route.watch,
               last == standing.last.end() ? "begins with the next 'sholu run'"
               : last->second              ? "last alert " + ShownTime(zone, *last->second)
                                           : "no alert yet");
  }
  for (const auto& [source, trouble] : standing.open) {
    fmt::print("source in trouble    {}: {}\n", core::Printable(source), trouble);
  }
  if (standing.letters > 0) {
    fmt::print("letters waiting      {}, {} of them failed so far\n", standing.letters,
               standing.failing);
  }
  for (const monitor::Programme& programme : settings.duties.schedule) {
    const monitor::Due due = NextDue(programme.every, programme.at, zone, now);
    fmt::print("next summary         {} of {} at {}\n", programme.name, due.name,
               ShownTime(zone, due.at));
  }
}

nlohmann::ordered_json DutiesJson(const monitor::AlertStanding& standing,
                                  const config::Settings& settings, core::Instant now) {
  const core::Zone zone = *core::Zone::Find(settings.zone);
  nlohmann::ordered_json watches = nlohmann::ordered_json::object();
  for (const monitor::Watch& watch : settings.duties.watches) {
    auto& of_watch = watches[watch.route.watch] = {{"begun", false}, {"last_alert", nullptr}};
    const auto last = standing.last.find(watch.route.watch);
    if (last == standing.last.end()) continue;
    of_watch["begun"] = true;
    if (last->second) of_watch["last_alert"] = core::ToUtcString(*last->second);
  }
  nlohmann::ordered_json troubles = nlohmann::ordered_json::array();
  for (const auto& [source, trouble] : standing.open) {
    troubles.push_back({{"source", source}, {"trouble", trouble}});
  }
  nlohmann::ordered_json schedule = nlohmann::ordered_json::object();
  for (const monitor::Programme& programme : settings.duties.schedule) {
    const monitor::Due due = NextDue(programme.every, programme.at, zone, now);
    schedule[programme.name] = {{"period", due.name}, {"at", core::ToUtcString(due.at)}};
  }
  return {{"watches", std::move(watches)},       {"alerts", standing.alerts},
          {"letters_waiting", standing.letters}, {"letters_failing", standing.failing},
          {"troubles", std::move(troubles)},     {"schedule", std::move(schedule)}};
}

int Status(const Global& global, bool recount) {
  const Workspace workspace = Workspace::Open(global, Access::kRead);
  store::Store& store = *workspace.store;
  const store::Counters counters = store.counters();
  const crawler::Frontier frontier(store.space(store::kFrontierSpace), workspace.settings.frontier,
                                   [] { return std::chrono::system_clock::now(); });
  const auto figures = CountFigures(store);
  const std::vector<store::Erasure> erasures = store.erasures();
  const auto unpurged = std::count_if(erasures.begin(), erasures.end(),
                                      [](const auto& erasure) { return !erasure.purged; });
  const monitor::AlertStanding standing = monitor::StandingOf(store.space(monitor::kAlertSpace));
  const core::Instant now = Now();
  const bool equal = !recount || store.Recount() == counters;
  if (global.json) {
    nlohmann::ordered_json line = {
        {"documents", counters.documents},
        {"versions", counters.versions},
        {"corruption", counters.corruption},
        {"countable", counters.countable},
        {"special", counters.special},
        {"by_source", Pairs(counters.by_source)},
        {"by_tag", Pairs(counters.by_tag)},
        {"figures", figures},
        {"commit", store.last_commit()},
        {"frontier", {{"queued", frontier.counts().queued}, {"known", frontier.counts().known}}}};
    line["erased"] = {{"documents", erasures.size()}, {"files_to_clear", unpurged}};
    line["run"] = DutiesJson(standing, workspace.settings, now);
    if (recount) line["recount_equal"] = equal;
    PrintJson(line);
  } else {
    Print(counters, figures, frontier.counts(), store.last_commit());
    PrintDuties(standing, workspace.settings, now);
    if (!erasures.empty()) fmt::print("erased               {}\n", erasures.size());
    if (unpurged > 0) {
      fmt::print("  still in files     {}: 'sholu forget --finish' clears them\n", unpurged);
    }
    if (recount)
      fmt::print("recount              {}\n", equal ? "equal" : "DIFFERS from the counters");
  }
  return equal ? 0 : 1;
}

}  // namespace

void AddStatusCommand(CLI::App& cli, const Global& global, Run& run) {
  CLI::App* command = cli.add_subcommand("status", "How much the workspace holds, and from where");
  command->group(kWorkspaceCommands);
  command->footer(
      "Examples:\n  sholu status --workspace monitoring\n  sholu status --recount --json");
  const auto recount = std::make_shared<bool>(false);
  command->add_flag("--recount", *recount,
                    "Count all documents anew and compare; exit status 1 if they differ");
  command->callback(
      [&global, &run, recount] { run = [&global, recount] { return Status(global, *recount); }; });
}

}  // namespace app
