#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/commands.h"
#include "app/text_json.h"

namespace app {
namespace {

int Init(const std::string& folder, bool json) {
  const auto written = config::WriteWorkspace(folder);
  if (!written) throw Failure(written.error());
  if (json) {
    nlohmann::ordered_json files = nlohmann::json::array();
    for (const auto& file : *written) files.push_back(file.string());
    PrintJson({{"workspace", folder}, {"written", files}});
    return 0;
  }
  if (written->empty()) {
    fmt::print("{} is a workspace already: nothing was changed.\n", folder);
    return 0;
  }
  for (const auto& file : *written)
    fmt::print("wrote {}\n", (std::filesystem::path(folder) / file).string());
  fmt::print(
      "Next: name your sources in {0}/sources.yaml ({0}/sources-kz.yaml has a list to begin with), "
      "then "
      "run: sholu crawl --once --workspace {0}\n",
      folder);
  return 0;
}

}  // namespace

void AddInitCommand(CLI::App& cli, const Global& global, Run& run) {
  CLI::App* command = cli.add_subcommand(
      "init", "Make a workspace: a folder with settings, sources and the lexicon");
  command->group(kWorkspaceCommands);
  command->footer("Examples:\n  sholu init monitoring\n  cd monitoring && sholu status");
  const auto folder = std::make_shared<std::string>();
  command
      ->add_option("folder", *folder,
                   "The folder to make; files that exist in it stay as they are, and so do a "
                   "lexicon and a registry that were changed or are of an older program, as wholes")
      ->required();
  command->callback(
      [&global, &run, folder] { run = [&global, folder] { return Init(*folder, global.json); }; });
}

}  // namespace app
