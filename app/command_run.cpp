#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <mutex>
#include <string>

#include "app/clock.h"
#include "app/commands.h"
#include "app/run_loop.h"
#include "app/signals.h"

namespace app {
namespace {

struct Arguments {
  bool once = false;
  std::string until, events;
};

int RunForEver(const Global& global, const Arguments& arguments) {
  // Signals are blocked before any thread starts, so that all inherit it.
  RunLoop* to_wake = nullptr;
  std::mutex mutex;
  const auto with_loop = [&](void (RunLoop::*call)()) {
    const std::lock_guard lock(mutex);
    if (to_wake != nullptr) (to_wake->*call)();
  };
  StopOnSignal stop([&] { with_loop(&RunLoop::Wake); }, [&] { with_loop(&RunLoop::Reload); });
  Workspace workspace = Workspace::Open(global, Access::kWrite);
  if (workspace.settings.sources.empty()) {
    throw Failure(fmt::format("{}: no sources yet: name at least one there",
                              (workspace.folder / "sources.yaml").string()));
  }
  RunOptions options;
  options.once = arguments.once;
  options.events = arguments.events;
  if (!arguments.until.empty()) {
    const auto until = core::ParseIso(arguments.until, workspace.settings.zone);
    if (!until) {
      throw Failure(
          fmt::format("--until {}: no such time; write 2026-01-31T18:00", arguments.until));
    }
    options.until = until->instant;
  }
  RunLog log(global.json, Now);
  RunLoop loop(workspace, log, options);
  {
    const std::lock_guard lock(mutex);
    to_wake = &loop;
  }
  const auto forget = [&](void*) {
    const std::lock_guard lock(mutex);
    to_wake = nullptr;
  };
  const std::unique_ptr<void, decltype(forget)> forget_at_end(&loop, forget);
  loop.Run(stop.token());
  return 0;
}

}  // namespace

void AddRunCommand(CLI::App& cli, const Global& global, Run& run) {
  CLI::App* command =
      cli.add_subcommand("run", "Crawl without end, raise alerts and issue summaries: the service");
  command->group(kWorkspaceCommands);
  command->footer(
      "Examples:\n"
      "  sholu run                          # until SIGTERM; config/sholu.service runs it by "
      "systemd\n"
      "  sholu run --json >> run.log        # one JSON line per event\n"
      "  sholu run --once                   # crawl what is due, tell and issue what is due: for "
      "cron\n"
      "  sholu run --until 2026-01-31T18:00\n"
      "What it does besides crawling stands in sholu.yaml: watches (standing queries), alerts "
      "(Atom "
      "feeds, mail,\nwebhook), schedule (summaries) and metrics (Prometheus). SIGHUP, or a change "
      "of sholu.yaml, sources.yaml,\nlexicon/ or registry/, makes it read its configuration anew; "
      "what is wrong in it is logged, and the old one stays.\nWhat store: says takes effect at "
      "the next start. 'sholu status' shows watches, letters and what is due next.");
  const auto arguments = std::make_shared<Arguments>();
  auto* once = command->add_flag("--once", arguments->once,
                                 "Crawl until nothing is due, do the other duties once, then end");
  command
      ->add_option("--until", arguments->until,
                   "End at this time: 2026-01-31T18:00, in the workspace's zone")
      ->excludes(once);
  command->add_option(
      "--events", arguments->events,
      "Append one JSON line per document once it is committed to this file; '-': stdout");
  command->callback([&global, &run, arguments] {
    run = [&global, arguments] { return RunForEver(global, *arguments); };
  });
}

}  // namespace app
