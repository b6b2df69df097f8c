#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>
#include <system_error>

#include "app/commands.h"
#include "app/import.h"
#include "app/progress.h"
#include "app/signals.h"

namespace app {
namespace {

struct Arguments {
  std::string file, source, events, rejects;
};

void Print(const ImportTotals& totals, const ImportSettings& settings, bool json) {
  const PutTotals& put = totals.documents;
  if (json) {
    const nlohmann::ordered_json line = {
        {"rows", totals.rows},
        {"accepted", put.added},
        {"updated", put.updated},
        {"unchanged", put.unchanged},
        {"rejected", totals.rejected},
        {"source", settings.source},
        {"rejects", totals.rejected == 0 ? "" : settings.rejects.string()}};
    fmt::print("{}\n", line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
    return;
  }
  fmt::print("{} rows: {} accepted, {} updated, {} unchanged, {} rejected\n", totals.rows,
             put.added, put.updated, put.unchanged, totals.rejected);
  if (totals.rejected > 0) fmt::print("the rejected rows and why: {}\n", settings.rejects.string());
}

int ImportFile(const Global& global, const Arguments& arguments) {
  const StopOnSignal stop([] {});
  ImportSettings settings;
  settings.file = arguments.file;
  settings.source = arguments.source;
  settings.rejects =
      arguments.rejects.empty() ? arguments.file + ".rejects.csv" : arguments.rejects;
  std::error_code failed;
  const std::uint64_t size = std::filesystem::file_size(settings.file, failed);
  if (failed) throw Failure(fmt::format("{}: cannot read: {}", arguments.file, failed.message()));

  const Workspace workspace = Workspace::Open(global, Access::kWrite);
  const auto classifier = workspace.CompileLexicon();
  auto events = EventLog::Open(arguments.events);
  if (!events) throw Failure(events.error());
  settings.reading.zone = workspace.settings.zone;
  settings.pipeline.workers = workspace.settings.workers;
  settings.pipeline.max_jobs = 4096;
  core::Expected<ImportTotals> totals = core::Error{};
  {
    Progress progress("import", global.json);
    totals = ImportAppeals(settings, *workspace.analyzer, *classifier, *workspace.store, *events,
                           stop.token(), [&](std::uint64_t bytes) { progress.Show(bytes, size); });
  }
  if (!totals) throw Failure(totals.error());
  Print(*totals, settings, global.json);
  if (stop.token().stop_requested()) {
    throw Failure("stopped before the end of the file; import it again to take in the rest");
  }
  return 0;
}

}  // namespace

void AddImportCommand(CLI::App& cli, const Global& global, Run& run) {
  CLI::App* command = cli.add_subcommand("import", "Take in files of a source that is no web site");
  command->group(kWorkspaceCommands);
  command->require_subcommand(1);
  CLI::App* appeals =
      command->add_subcommand("appeals", "An export of citizens' appeals: CSV or JSON Lines");
  appeals->footer(
      "Examples:\n"
      "  sholu import appeals register.csv\n"
      "  sholu import appeals eotinish.jsonl --source eotinish --json\n"
      "Personal data is masked before anything else reads it; the original is sealed apart. "
      "Importing a file again\n"
      "changes nothing; rows that changed become new versions.");
  const auto arguments = std::make_shared<Arguments>();
  arguments->source = "appeals";
  appeals
      ->add_option("file", arguments->file,
                   "The export: CSV in any separator and encoding, or JSON Lines")
      ->required();
  appeals->add_option("--source", arguments->source, "Name of the register the numbers belong to")
      ->capture_default_str()
      ->check(CLI::Validator(
          [](const std::string& name) {
            return name.empty() || name.find('/') != std::string::npos ? "a name without '/'"
                                                                       : std::string();
          },
          "NAME"));
  appeals->add_option(
      "--events", arguments->events,
      "Append one JSON line per appeal once it is committed to this file; '-': stdout");
  appeals->add_option("--rejects", arguments->rejects,
                      "Where to list rejected rows; default: FILE.rejects.csv");
  appeals->callback([&global, &run, arguments] {
    run = [&global, arguments] { return ImportFile(global, *arguments); };
  });
}

}  // namespace app
