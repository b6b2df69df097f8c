#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/commands.h"
#include "app/crawl.h"
#include "app/progress.h"
#include "app/signals.h"
#include "app/text_json.h"
#include "core/printable.h"
#include "crawler/curl_http_client.h"

namespace app {
namespace {

struct Arguments {
  bool once = false;
  std::string events;
};

nlohmann::ordered_json ToJson(const CrawlTotals& totals) {
  nlohmann::ordered_json failures = nlohmann::ordered_json::object();
  for (const auto& [reason, count] : totals.fetch.failures) failures[reason] = count;
  nlohmann::ordered_json refused = nlohmann::ordered_json::object();
  for (const auto& [reason, count] : totals.refused) refused[reason] = count;
  return {{"fetched", totals.fetch.fetched},
          {"not_modified", totals.fetch.not_modified},
          {"same_bytes", totals.same_bytes},
          {"bytes", totals.fetch.bytes},
          {"added", totals.documents.added},
          {"updated", totals.documents.updated},
          {"unchanged", totals.documents.unchanged},
          {"forbidden", totals.fetch.forbidden},
          {"failed", totals.fetch.failed},
          {"failures", failures},
          {"refused", refused}};
}

void PrintTotals(const CrawlTotals& totals) {
  fmt::print("fetched {} ({} not modified, {} with the same bytes), {:.1f} MB\n",
             totals.fetch.fetched, totals.fetch.not_modified, totals.same_bytes,
             static_cast<double>(totals.fetch.bytes) / 1e6);
  fmt::print("documents: {} added, {} updated, {} unchanged\n", totals.documents.added,
             totals.documents.updated, totals.documents.unchanged);
  if (totals.fetch.forbidden > 0)
    fmt::print("forbidden by robots.txt: {}\n", totals.fetch.forbidden);
  for (const auto& [reason, count] : totals.fetch.failures)
    fmt::print("failed: {} x {}\n", count, core::Printable(reason));
  for (const auto& [reason, count] : totals.refused)
    fmt::print("no document: {} x {}\n", count, core::Printable(reason));
}

int RunCrawl(const Global& global, const Arguments& arguments) {
  // Signals are blocked before any thread starts, so that all inherit it.
  core::HttpClient* http_to_wake = nullptr;
  StopOnSignal stop([&] {
    if (http_to_wake != nullptr) http_to_wake->Wake();
  });
  const Workspace workspace = Workspace::Open(global, Access::kWrite);
  if (workspace.settings.sources.empty()) {
    throw Failure(fmt::format("{}: no sources yet: name at least one there",
                              (workspace.folder / "sources.yaml").string()));
  }
  const auto classifier = workspace.CompileLexiconToTag();
  auto events = EventLog::Open(arguments.events);
  if (!events) throw Failure(events.error());
  crawler::CurlHttpClient http(workspace.settings.http);
  http_to_wake = &http;

  CrawlSettings settings;
  settings.sources = workspace.settings.sources;
  settings.frontier = workspace.settings.frontier;
  settings.spider = workspace.settings.spider;
  settings.archive = workspace.settings.archive;
  settings.pipeline.workers = workspace.settings.workers;
  settings.zone = workspace.settings.zone;
  CrawlTotals totals;
  {
    Progress progress("crawl: documents", global.json);
    totals = Crawl(
        settings, *workspace.analyzer, *classifier, *workspace.store, http, *events, stop.token(),
        [&](const CrawlTotals& now, const crawler::Frontier::Counts& frontier) {
          const PutTotals& put = now.documents;
          progress.Show(put.added + put.updated + put.unchanged, 0,
                        fmt::format("queued {}, failed {}", frontier.queued, now.fetch.failed));
        });
  }
  http_to_wake = nullptr;
  if (global.json) {
    PrintJson(ToJson(totals));
  } else {
    PrintTotals(totals);
    if (stop.token().stop_requested())
      fmt::print("stopped early: the next crawl goes on from here\n");
  }
  return 0;
}

}  // namespace

void AddCrawlCommand(CLI::App& cli, const Global& global, Run& run) {
  CLI::App* command =
      cli.add_subcommand("crawl", "Fetch the sources of the workspace and store what is new");
  command->group(kWorkspaceCommands);
  command->footer(
      "Examples:\n"
      "  sholu crawl --once --workspace monitoring\n"
      "  sholu crawl --once --json --events committed.jsonl\n"
      "SIGTERM or Ctrl-C finishes what is in flight; a crawl that was killed goes on where it "
      "was.");
  const auto arguments = std::make_shared<Arguments>();
  command->add_flag("--once", arguments->once, "Crawl until nothing is due, then end")->required();
  command->add_option(
      "--events", arguments->events,
      "Append one JSON line per document once it is committed to this file; '-': stdout");
  command->callback([&global, &run, arguments] {
    run = [&global, arguments] { return RunCrawl(global, *arguments); };
  });
}

}  // namespace app
