#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "app/commands.h"
#include "app/filter_options.h"
#include "app/monitoring_options.h"
#include "app/output_file.h"
#include "app/text_json.h"
#include "config/report_settings.h"
#include "monitor/paper_docx.h"
#include "monitor/paper_html.h"
#include "monitor/report.h"

namespace app {
namespace {

struct Arguments {
  MonitoringArguments monitoring;
  std::string output, began, finished;
};

// The days of the work, from the command line.
void AddDays(const Arguments& arguments, monitor::ReportRequest& request) {
  if (!arguments.began.empty()) request.began = RequiredDay(arguments.began, "--began");
  if (!arguments.finished.empty()) request.finished = RequiredDay(arguments.finished, "--finished");
  if (request.began && request.finished && *request.finished < *request.began) {
    throw Failure(fmt::format("--finished {} is before --began {}: give the days in their order",
                              arguments.finished, arguments.began));
  }
}

void PrintDone(const Arguments& arguments, const monitor::Report& report, bool json) {
  if (json) {
    PrintJson({{"output", arguments.output}, {"missing", report.missing}});
    return;
  }
  fmt::print("wrote {}, a draft. Still missing:\n", arguments.output);
  for (const std::string& missing : report.missing) fmt::print("  - {}\n", missing);
}

int WriteReport(const Global& global, const Arguments& arguments) {
  const std::string extension = ExtensionOf(arguments.output);
  if (extension != "docx" && extension != "html") {
    throw Failure(fmt::format("--output {}: a report is a .docx or .html file", arguments.output));
  }
  monitor::ReportRequest request;
  AddDays(arguments, request);
  const Workspace workspace = Workspace::Open(global, Access::kRead);
  const classify::Lexicon lexicon = workspace.lexicon();
  const MonitoringTask task = ToTask(arguments.monitoring, workspace.settings, lexicon);
  const auto form = config::LoadReportForm(workspace.settings.report, task.language);
  if (!form) throw Failure(form.error());
  const auto summary = monitor::Summarize(*workspace.store, task.request, task.background);
  if (!summary) throw Failure(summary.error());
  request.language = task.language;
  request.performer = workspace.settings.performer;
  request.frame = workspace.settings.rules;
  request.software = "sholu " + global.version;
  const monitor::Report report =
      monitor::ComposeReport(*summary, task.names, lexicon, *form, request);
  WriteWhole(arguments.output,
             extension == "docx" ? monitor::ToDocx(report.paper) : monitor::ToHtml(report.paper));
  PrintDone(arguments, report, global.json);
  return 0;
}

}  // namespace

void AddReportCommand(CLI::App& cli, const Global& global, Run& run) {
  CLI::App* command = cli.add_subcommand(
      "report", "Analytical report on one sphere or one body, in the form of the Rules");
  command->group(kWorkspaceCommands);
  command->footer(
      "Examples:\n"
      "  sholu report --sphere health --period 2026-H1 --output health.docx\n"
      "  sholu report --body mh --period 2026-Q1 --language kk --began 2026-04-01 "
      "--finished 2026-04-20 --output mh.html\n"
      "sholu.yaml tells who carries out the monitoring (performer), report/ has the words of the "
      "report.");
  const auto arguments = std::make_shared<Arguments>();
  arguments->monitoring.quotations = 15;
  AddMonitoringOptions(*command, arguments->monitoring);
  command->add_option("--output", arguments->output, "The file to write: .docx or .html")
      ->required();
  command->add_option("--began", arguments->began, "Day on which the work began: 2026-07-01");
  command->add_option("--finished", arguments->finished, "Day on which it was finished");
  command->callback([&global, &run, arguments] {
    CheckMonitoringOptions(arguments->monitoring);
    run = [&global, arguments] { return WriteReport(global, *arguments); };
  });
}

}  // namespace app
