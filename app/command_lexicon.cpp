#include <CLI/CLI.hpp>

#include "app/lexicon_commands.h"

namespace app {

void AddLexiconCommand(CLI::App& cli, const Global& global, Run& run) {
  CLI::App* group = cli.add_subcommand(
      "lexicon", "Check, read, try, measure and judge the rules that find corruption in texts");
  group->group(kWorkspaceCommands);
  group->require_subcommand(1);
  group->footer(
      "A day's work with rules:\n"
      "  sholu lexicon check                         # after each change of a file\n"
      "  sholu lexicon explain \"Аким получил взятку.\"  # which rule found what\n"
      "  sholu lexicon sample --rule scheme.kickback # documents to judge\n"
      "  sholu lexicon judge 17 --rule scheme.kickback right\n"
      "  sholu lexicon precision                     # which rules are wrong too often\n"
      "  sholu lexicon lab \"взять ~2 конверт\"        # what a pattern would find, at once\n"
      "  sholu lexicon diff                          # what the changes of rules would change\n"
      "  sholu lexicon retag                         # tag what is stored anew\n"
      "'sholu lexicon COMMAND --help' shows the options and examples of a command.");
  AddLexiconCheck(*group, global, run);
  AddLexiconList(*group, global, run);
  AddLexiconShow(*group, global, run);
  AddLexiconExplain(*group, global, run);
  AddLexiconTest(*group, global, run);
  AddLexiconSample(*group, global, run);
  AddLexiconJudge(*group, global, run);
  AddLexiconPrecision(*group, global, run);
  AddLexiconLab(*group, global, run);
  AddLexiconDiff(*group, global, run);
  AddLexiconRetag(*group, global, run);
  AddLexiconVersions(*group, global, run);
}

}  // namespace app
