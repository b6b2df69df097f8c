#include <CLI/CLI.hpp>

#include "app/sources_commands.h"

namespace app {

void AddSourcesCommand(CLI::App& cli, const Global& global, Run& run) {
  CLI::App* group = cli.add_subcommand(
      "sources",
      "List, find, try and watch the outlets that are crawled, and exchange lists of them");
  group->group(kWorkspaceCommands);
  group->require_subcommand(1);
  group->footer(
      "From an address to a watched source:\n"
      "  sholu sources discover https://example.kz >> sources.yaml   # then read what was added\n"
      "  sholu sources test example-kz        # what a crawl would take; nothing is stored\n"
      "  sholu crawl --once\n"
      "  sholu sources status                 # who has fallen silent, what fails\n"
      "  sholu sources import feeds.opml >> sources.yaml\n"
      "  sholu sources export > feeds.opml\n"
      "No command changes sources.yaml. 'sholu sources COMMAND --help' shows options and "
      "examples.");
  AddSourcesList(*group, global, run);
  AddSourcesDiscover(*group, global, run);
  AddSourcesTest(*group, global, run);
  AddSourcesStatus(*group, global, run);
  AddSourcesImport(*group, global, run);
  AddSourcesExport(*group, global, run);
}

}  // namespace app
