#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/clock.h"
#include "app/commands.h"
#include "app/counted.h"
#include "app/crawl.h"
#include "app/crawl_explanation.h"
#include "app/progress.h"
#include "app/signals.h"
#include "app/source_probe.h"
#include "app/text_json.h"
#include "core/printable.h"
#include "crawler/curl_http_client.h"

namespace app {
namespace {

struct Arguments {
  bool once = false;
  std::string events, explain;
};

nlohmann::ordered_json ToJson(const CrawlTotals& totals) {
  nlohmann::ordered_json failures = nlohmann::ordered_json::object();
  for (const auto& [reason, count] : totals.fetch.failures) failures[reason] = count;
  nlohmann::ordered_json refused = nlohmann::ordered_json::object();
  for (const auto& [reason, count] : totals.refused) refused[reason] = count;
  return {{"fetched", totals.fetch.fetched},
          {"not_modified", totals.fetch.not_modified},
          {"same_bytes", totals.same_bytes},
          {"twins", totals.twins},
          {"traps", totals.traps},
          {"bytes", totals.fetch.bytes},
          {"added", totals.documents.added},
          {"updated", totals.documents.updated},
          {"unchanged", totals.documents.unchanged},
          {"forbidden", totals.fetch.forbidden},
          {"failed", totals.fetch.failed},
          {"failures", failures},
          {"refused", refused},
          {"waiting", totals.waiting}};
}

void PrintTotals(const CrawlTotals& totals) {
  fmt::print("fetched {} ({} not modified, {} with the same bytes), {:.1f} MB\n",
             totals.fetch.fetched, totals.fetch.not_modified, totals.same_bytes,
             static_cast<double>(totals.fetch.bytes) / 1e6);
  fmt::print("documents: {} added, {} updated, {} unchanged\n", totals.documents.added,
             totals.documents.updated, totals.documents.unchanged);
  if (totals.fetch.forbidden > 0)
    fmt::print("forbidden by robots.txt: {}\n", totals.fetch.forbidden);
  if (totals.twins + totals.traps > 0) {
    fmt::print("links left out: {} other versions of known pages, {} of endless shapes\n",
               totals.twins, totals.traps);
  }
  for (const auto& [reason, count] : totals.fetch.failures)
    fmt::print("failed: {} x {}\n", count, core::Printable(WithAdvice(reason)));
  for (const auto& [reason, count] : totals.refused)
    fmt::print("no document: {} x {}\n", count, core::Printable(reason));
  if (totals.waiting > 0 && totals.next_due) {
    const auto due = std::chrono::ceil<std::chrono::seconds>(*totals.next_due);
    fmt::print("waiting for a later crawl: {}, the first until {}; --explain URL tells why\n",
               Counted(totals.waiting, "URLs"), core::ToUtcString(due));
  }
}

int RunExplain(const Global& global, const Arguments& arguments) {
  const Workspace workspace = Workspace::Open(global, Access::kRead);
  const auto told =
      ExplainCrawl(CrawlSettingsOf(workspace.settings, arguments.once),
                   workspace.store->space(store::kFrontierSpace), arguments.explain, Now());
  if (!told) throw Failure(told.error());
  const std::string when = told->when ? core::ToUtcString(*told->when) : "";
  if (global.json) {
    nlohmann::ordered_json json = {
        {"url", told->url}, {"state", told->state}, {"when", nullptr}, {"reasons", told->reasons}};
    if (told->when) json["when"] = when;
    PrintJson(json);
    return 0;
  }
  fmt::print("{}\nstate: {}\nnext fetch: {}\n", told->url, told->state,
             told->when ? "not before " + when : "none by itself");
  for (const std::string& reason : told->reasons) fmt::print("- {}\n", reason);
  return 0;
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

  const CrawlSettings settings = CrawlSettingsOf(workspace.settings, arguments.once);
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
    if (arguments.once && stop.token().stop_requested())
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
      "  sholu crawl                     # until SIGTERM; feeds and section pages come again by "
      "themselves\n"
      "  sholu crawl --explain https://example.kz/news/5\n"
      "  sholu crawl --once --json --events committed.jsonl\n"
      "SIGTERM or Ctrl-C finishes what is in flight; a crawl that was killed goes on where it "
      "was.");
  const auto arguments = std::make_shared<Arguments>();
  CLI::Option* once =
      command->add_flag("--once", arguments->once,
                        "Crawl until nothing is due, then end; without it, go on until stopped and "
                        "revisit each feed, sitemap and section page at its own rate");
  CLI::Option* events = command->add_option(
      "--events", arguments->events,
      "Append one JSON line per document once it is committed to this file; '-': stdout");
  CLI::Option* explain =
      command
          ->add_option("--explain", arguments->explain,
                       "Fetch nothing; say whether, why and when this address will be fetched")
          ->excludes(once)
          ->excludes(events);
  command->callback([&global, &run, arguments, explain] {
    const auto work = explain->count() > 0 ? RunExplain : RunCrawl;
    run = [&global, arguments, work] { return work(global, *arguments); };
  });
}

}  // namespace app
