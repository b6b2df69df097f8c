// The commands under `sholu sources`, as subcommands of `group`. Like those of commands.h: when one
// is chosen, `run` becomes its work; `global` and `run` outlive the parsing.
#pragma once

#include "app/commands.h"

namespace app {

void AddSourcesList(CLI::App& group, const Global& global, Run& run);
void AddSourcesImport(CLI::App& group, const Global& global, Run& run);
void AddSourcesExport(CLI::App& group, const Global& global, Run& run);
void AddSourcesDiscover(CLI::App& group, const Global& global, Run& run);
void AddSourcesTest(CLI::App& group, const Global& global, Run& run);
void AddSourcesStatus(CLI::App& group, const Global& global, Run& run);

}  // namespace app
