#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/clock.h"
#include "app/commands.h"
#include "app/text_json.h"
#include "app/who.h"
#include "core/printable.h"

namespace app {
namespace {

using Json = nlohmann::ordered_json;

struct LabelArguments {
  store::DocumentNumber number = 0;
  std::string name, value, who;
  bool remove = false;
};

struct MergeArguments {
  store::DocumentNumber first = 0, second = 0;
  std::string who;
  bool split = false;
};

// Throws the error if it is one.
store::Commit Done(const core::Expected<store::Commit>& commit) {
  if (!commit) throw Failure(commit.error());
  return *commit;
}

void PrintCommit(const Global& global, store::Commit commit) {
  if (global.json) {
    PrintJson({{"commit", commit}});
  } else {
    fmt::print("commit {}\n", commit);
  }
}

int ListLabels(const Global& global, store::DocumentNumber number) {
  const Workspace workspace = Workspace::Open(global, Access::kRead);
  const core::Zone zone = *core::Zone::Find(workspace.settings.zone);
  DocumentOf(workspace, number);  // fails if there is none
  Json rows = Json::array();
  for (const store::Label& label : workspace.store->Labels(number)) {
    const std::string day = core::ToString(zone.DayOf(label.at));
    if (global.json) {
      rows.push_back({{"name", label.name},
                      {"value", label.value},
                      {"by", label.by},
                      {"day", day},
                      {"commit", label.added}});
    } else {
      fmt::print("{}={}  {}  {}\n", core::Printable(label.name), core::Printable(label.value), day,
                 core::Printable(label.by));
    }
  }
  if (global.json) PrintJson({{"number", number}, {"labels", std::move(rows)}});
  return 0;
}

int SetLabel(const Global& global, const LabelArguments& arguments) {
  if (arguments.name.empty() || arguments.name.find_first_of("= \t\n") != std::string::npos) {
    throw Failure(fmt::format("label '{}': a name has no spaces and no '=': write NAME VALUE",
                              core::Printable(arguments.name)));
  }
  const Workspace workspace = Workspace::Open(global, Access::kWrite);
  store::Store& store = *workspace.store;
  const store::Commit commit =
      arguments.remove ? Done(store.RemoveLabel(arguments.number, arguments.name))
                       : Done(store.SetLabel(arguments.number, {arguments.name, arguments.value,
                                                                WhoIs(arguments.who), Now()}));
  store.Sync();
  PrintCommit(global, commit);
  return 0;
}

int Merge(const Global& global, const MergeArguments& arguments) {
  const Workspace workspace = Workspace::Open(global, Access::kWrite);
  store::Store& store = *workspace.store;
  const store::Commit commit = arguments.split
                                   ? Done(store.SplitIncidents(arguments.first, arguments.second))
                                   : Done(store.MergeIncidents(arguments.first, arguments.second,
                                                               WhoIs(arguments.who), Now()));
  store.Sync();
  PrintCommit(global, commit);
  return 0;
}

}  // namespace

void AddLabelCommand(CLI::App& cli, const Global& global, Run& run) {
  CLI::App* command =
      cli.add_subcommand("label", "Say something of a document by which it is found later");
  command->group(kWorkspaceCommands);
  command->footer(
      "Examples:\n"
      "  sholu label 17 triage urgent          # found by: sholu search label:triage=urgent\n"
      "  sholu label 17 checked\n"
      "  sholu label 17                        # what labels it has\n"
      "  sholu label 17 triage --remove\n"
      "Of one name a document has one label at a time; later versions of it keep them. Each change "
      "is a commit: with --at of an "
      "earlier one search\nand count see the labels of then.");
  const auto arguments = std::make_shared<LabelArguments>();
  command->add_option("number", arguments->number, "Number of the document, as search prints it")
      ->required();
  CLI::Option* name =
      command->add_option("name", arguments->name, "Name of the label; none: list those it has");
  CLI::Option* value = command->add_option("value", arguments->value, "Value of the label");
  CLI::Option* who = AddWhoOption(*command, arguments->who, "Who says so")->needs(name);
  command->add_flag("--remove", arguments->remove, "Take the label away")
      ->needs(name)
      ->excludes(value)
      ->excludes(who);
  command->callback([&global, &run, arguments, name] {
    const bool list = name->count() == 0;
    run = [&global, arguments, list] {
      return list ? ListLabels(global, arguments->number) : SetLabel(global, *arguments);
    };
  });
}

void AddMergeCommand(CLI::App& cli, const Global& global, Run& run) {
  CLI::App* command = cli.add_subcommand("merge", "Count two incidents as one, or apart again");
  command->group(kWorkspaceCommands);
  command->footer(
      "Examples:\n"
      "  sholu merge 17 240            # both tell of one incident, in words of their own\n"
      "  sholu merge 17 240 --split\n"
      "Reprints are recognized without it. Each change is a commit: a report of an earlier one "
      "stays "
      "as it was.");
  const auto arguments = std::make_shared<MergeArguments>();
  command->add_option("first", arguments->first, "A document of one incident")->required();
  command->add_option("second", arguments->second, "A document of the other")->required();
  CLI::Option* who = AddWhoOption(*command, arguments->who, "Who says so");
  command->add_flag("--split", arguments->split, "Take back that they were merged")->excludes(who);
  command->callback([&global, &run, arguments] {
    run = [&global, arguments] { return Merge(global, *arguments); };
  });
}

}  // namespace app
