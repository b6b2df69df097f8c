// The stage tools as subcommands of the command line.
#pragma once

#include <functional>

namespace CLI {
class App;
}

namespace app {

// Adds one subcommand per stage. When one is chosen, `run` becomes what main has to call.
void AddStages(CLI::App& cli, std::function<int()>& run);

}  // namespace app
