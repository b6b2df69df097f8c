#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "app/commands.h"
#include "app/filter_options.h"
#include "monitor/summary.h"
#include "monitor/summary_json.h"
#include "monitor/summary_text.h"

namespace app {
namespace {

struct Arguments {
  std::string sphere, body, from, to, language;
  std::string format = "text";
};

int Summarize(const Global& global, const Arguments& arguments) {
  const Workspace workspace = Workspace::Open(global, Access::kRead);
  const monitor::Names names = workspace.names();
  monitor::SummaryRequest request;
  if (!arguments.sphere.empty()) request.sphere = arguments.sphere;
  if (!arguments.body.empty()) request.body = arguments.body;
  request.from = RequiredDay(arguments.from, "--from");
  request.to = RequiredDay(arguments.to, "--to");
  request.zone = workspace.settings.zone;
  if (request.sphere && !names.Knows(core::TagKind::kSphere, *request.sphere)) {
    throw Failure(fmt::format("--sphere {}: the lexicon has no such sphere", *request.sphere));
  }
  if (request.body && !names.Knows(core::TagKind::kBody, *request.body)) {
    throw Failure(fmt::format("--body {}: the registry has no such body", *request.body));
  }
  const auto summary = monitor::Summarize(*workspace.store, request);
  if (!summary) throw Failure(summary.error());
  if (global.json || arguments.format == "json") {
    fmt::print("{}\n", monitor::ToJson(*summary));
    return 0;
  }
  const core::Language language = arguments.language.empty() ? workspace.settings.language
                                                             : core::LanguageOf(arguments.language);
  fmt::print("{}", monitor::ToText(*summary, names, language));
  return 0;
}

}  // namespace

void AddSummaryCommand(CLI::App& cli, const Global& global, Run& run) {
  CLI::App* command =
      cli.add_subcommand("summary", "Thematic summary of one sphere or one body over a period");
  command->group(kWorkspaceCommands);
  command->footer(
      "Examples:\n"
      "  sholu summary --sphere health --from 2026-01-01 --to 2026-06-30\n"
      "  sholu summary --body mh --from 2026-01-01 --to 2026-12-31 --format json\n"
      "  sholu summary --sphere procurement --from 2026-01-01 --to 2026-03-31 --language kk");
  const auto arguments = std::make_shared<Arguments>();
  auto* sphere = command->add_option("--sphere", arguments->sphere,
                                     "The sphere of activity, for example health");
  auto* body = command->add_option("--body", arguments->body, "The body, for example mh");
  sphere->excludes(body);
  command->add_option("--from", arguments->from, "First day of the period: 2026-01-01")->required();
  command->add_option("--to", arguments->to, "Last day of the period: 2026-12-31")->required();
  command->add_option("--format", arguments->format, "text or json")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
  command
      ->add_option("--language", arguments->language, "kk, ru or en; default: that of sholu.yaml")
      ->check(CLI::IsMember({"kk", "ru", "en"}));
  command->callback([&global, &run, arguments] {
    if (arguments->sphere.empty() && arguments->body.empty()) {
      throw CLI::ValidationError("summary", "name what it is about: --sphere ID or --body ID");
    }
    run = [&global, arguments] { return Summarize(global, *arguments); };
  });
}

}  // namespace app
