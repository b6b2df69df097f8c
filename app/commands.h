// The commands of a workspace, as subcommands of the command line.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "app/workspace.h"

namespace CLI {
class App;
}

namespace app {

// What main calls once the command line is parsed; returns the exit status.
using Run = std::function<int()>;

// Each adds one subcommand; when it is chosen, `run` becomes its work. `global` and `run` outlive
// the parsing.
void AddInitCommand(CLI::App& cli, const Global& global, Run& run);
void AddCrawlCommand(CLI::App& cli, const Global& global, Run& run);
void AddRunCommand(CLI::App& cli, const Global& global, Run& run);
void AddImportCommand(CLI::App& cli, const Global& global, Run& run);
void AddAppealsCommand(CLI::App& cli, const Global& global, Run& run);
void AddSourcesCommand(CLI::App& cli, const Global& global, Run& run);
void AddArchiveCommand(CLI::App& cli, const Global& global, Run& run);
void AddSearchCommand(CLI::App& cli, const Global& global, Run& run);
void AddCountCommand(CLI::App& cli, const Global& global, Run& run);
void AddShowCommand(CLI::App& cli, const Global& global, Run& run);
void AddSummaryCommand(CLI::App& cli, const Global& global, Run& run);
void AddReportCommand(CLI::App& cli, const Global& global, Run& run);
void AddStatusCommand(CLI::App& cli, const Global& global, Run& run);
void AddLabelCommand(CLI::App& cli, const Global& global, Run& run);
void AddForgetCommand(CLI::App& cli, const Global& global, Run& run);
void AddBackupCommand(CLI::App& cli, const Global& global, Run& run);
void AddFsckCommand(CLI::App& cli, const Global& global, Run& run);
void AddKeyCommand(CLI::App& cli, const Global& global, Run& run);
void AddMergeCommand(CLI::App& cli, const Global& global, Run& run);
void AddExportCommand(CLI::App& cli, const Global& global, Run& run);
void AddAuditCommand(CLI::App& cli, const Global& global, Run& run);
void AddLexiconCommand(CLI::App& cli, const Global& global, Run& run);

// Group of the commands in --help.
inline constexpr const char* kWorkspaceCommands = "Commands of a workspace";

}  // namespace app
