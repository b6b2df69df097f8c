// What `summary` and `report` have in common: the scope, the period and the file they write.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "app/workspace.h"
#include "monitor/names.h"
#include "monitor/summary.h"

namespace CLI {
class App;
}

namespace app {

struct MonitoringArguments {
  std::string sphere, body, from, to, period, language;
  std::uint64_t commit = 0;  // 0: the last one
  std::size_t quotations = 0;
};

// Declares the options on `command`.
void AddMonitoringOptions(CLI::App& command, MonitoringArguments& arguments);

// Throws CLI::ValidationError unless there is one scope and one period: to be called when the
// command line is parsed.
void CheckMonitoringOptions(const MonitoringArguments& arguments);

// What the arguments ask for in a workspace.
struct MonitoringTask {
  monitor::SummaryRequest request;
  monitor::Background background;
  monitor::Names names;
  core::Language language;
};

// Throws Failure for a value that is none, an unknown sphere or body (with near ones), or a special
// state body (Rules, para 5).
MonitoringTask ToTask(const MonitoringArguments& arguments, const config::Settings& settings,
                      const classify::Lexicon& lexicon);

// The lower-case extension of `file` without its dot.
std::string ExtensionOf(const std::filesystem::path& file);

}  // namespace app
