#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "app/commands.h"
#include "app/monitoring_options.h"
#include "app/output_file.h"
#include "app/summary_format.h"

namespace app {
namespace {

struct Arguments {
  MonitoringArguments monitoring;
  std::string format, output;
};

// What --format says, else what the file is called, else text.
std::string FormatOf(const Arguments& arguments, bool json) {
  if (!arguments.format.empty()) return arguments.format;
  if (json) return "json";
  if (arguments.output.empty()) return "text";
  const std::string extension = ExtensionOf(arguments.output);
  if (extension == "txt") return "text";
  if (extension == "md" || extension == "markdown") return "markdown";
  if (extension == "html" || extension == "htm") return "html";
  if (extension == "json") return "json";
  throw Failure(fmt::format(
      "--output {}: its ending tells no format; use .txt, .md, .json or .html, or name --format",
      arguments.output));
}

int Summarize(const Global& global, const Arguments& arguments) {
  const std::string format = FormatOf(arguments, global.json);
  const Workspace workspace = Workspace::Open(global, Access::kRead);
  const MonitoringTask task = ToTask(arguments.monitoring, workspace.settings, workspace.lexicon());
  const auto summary = monitor::Summarize(*workspace.store, task.request, task.background);
  if (!summary) throw Failure(summary.error());
  WriteWhole(arguments.output, SummaryAs(format, *summary, task.names, task.language));
  if (!arguments.output.empty()) fmt::print(stderr, "wrote {}\n", arguments.output);
  return 0;
}

}  // namespace

void AddSummaryCommand(CLI::App& cli, const Global& global, Run& run) {
  CLI::App* command =
      cli.add_subcommand("summary", "Thematic summary of one sphere or one body over a period");
  command->group(kWorkspaceCommands);
  command->footer(
      "Examples:\n"
      "  sholu summary --sphere health --period 2026-H1\n"
      "  sholu summary --sphere procurement --period 2026-Q1 --language kk --output q1.html\n"
      "  sholu summary --body mh --from 2025-07 --to 2026-06 --format json\n"
      "A whole month, quarter, half-year or year is compared with the one before, any other period "
      "with as many days before it.");
  const auto arguments = std::make_shared<Arguments>();
  arguments->monitoring.quotations = 5;
  AddMonitoringOptions(*command, arguments->monitoring);
  command
      ->add_option("--format", arguments->format,
                   "text, markdown, json or html; default: as --output ends, else text")
      ->check(CLI::IsMember({"text", "markdown", "json", "html"}));
  command->add_option("--output", arguments->output,
                      "Write to this file; none or -: standard output");
  command->callback([&global, &run, arguments] {
    CheckMonitoringOptions(arguments->monitoring);
    if (IsStandardOutput(arguments->output)) arguments->output.clear();
    run = [&global, arguments] { return Summarize(global, *arguments); };
  });
}

}  // namespace app
