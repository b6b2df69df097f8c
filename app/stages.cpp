#include "app/stages.h"

#include <CLI/CLI.hpp>
#include <memory>
#include <vector>

#include "app/stage.h"

namespace app {
namespace {

const std::vector<Stage (*)()> kStages = {
    ExtractStage,   FeedStage,    RobotsStage, UrlStage,  DateStage,
    NormalizeStage, AnalyzeStage, TagStage,    MaskStage, DedupeStage,
};

struct Settings {
  unsigned jobs = 0;
  bool stats = false;
};

}  // namespace

void AddStages(CLI::App& cli, std::function<int()>& run) {
  for (const auto& make : kStages) {
    const Stage stage = make();
    CLI::App* command = cli.add_subcommand(stage.name, stage.about);
    command->group("Stage tools (JSON Lines in, JSON Lines out)");
    command->footer("Example line in, and its answer:\n" + stage.example);
    const auto settings = std::make_shared<Settings>();
    const char* jobs =
        stage.in_order
            ? "Worker threads; here always one, since each answer depends on the lines before"
            : "Worker threads; 0: one per core";
    command->add_option("--jobs", settings->jobs, jobs)->capture_default_str();
    command->add_flag("--stats", settings->stats,
                      "Print docs/s, MB/s and peak memory to stderr at the end");
    const auto start = stage.setup(*command);
    const bool in_order = stage.in_order;
    command->callback([&run, settings, start, in_order] {
      run = [settings, start, in_order] {
        return RunStage(start, in_order ? 1 : settings->jobs, settings->stats);
      };
    });
  }
}

}  // namespace app
