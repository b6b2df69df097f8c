#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/audit_log.h"
#include "app/commands.h"
#include "app/counted.h"
#include "app/text_json.h"
#include "app/who.h"

namespace app {
namespace {

int Rotate(const Global& global, const std::string& who) {
  const Workspace workspace = Workspace::Open(global, Access::kWrite);
  if (!workspace.store->has_master_key()) {
    throw Failure("key: no key file is configured: name one in sholu.yaml, appeals: key_file");
  }
  AuditEntry entry;
  entry.who = WhoIs(who);
  entry.action = kAuditKey;
  KeepInAuditLog(workspace.folder, entry);
  const auto keys = workspace.store->RotateKey();
  if (!keys) throw Failure(keys.error());
  const std::string file = workspace.settings.store.key_file.string();
  if (global.json) {
    PrintJson({{"originals", *keys}, {"key_file", file}});
  } else {
    fmt::print("{}: a new key; {} changed keys\n", file, Counted(*keys, "originals"));
    fmt::print(
        "Keep a copy of it elsewhere. The one before lies beside it, for backups made until "
        "now.\n");
  }
  return 0;
}

}  // namespace

void AddKeyCommand(CLI::App& cli, const Global& global, Run& run) {
  CLI::App* command =
      cli.add_subcommand("key", "The master key under which originals of appeals are sealed");
  command->group(kWorkspaceCommands);
  command->require_subcommand(1);
  command->footer(
      "Examples:\n"
      "  sholu key rotate        # when somebody who knew the key leaves, or once a year\n"
      "Each original has a key of its own, which the master key wraps: these are wrapped anew, the "
      "originals stay as they are.\nAn interrupted rotation is finished by the next command that "
      "opens the workspace.");
  const auto who = std::make_shared<std::string>();
  CLI::App* rotate =
      command->add_subcommand("rotate", "Put a new master key in the place of the old one");
  AddWhoOption(*rotate, *who, "Who does it");
  rotate->callback([&global, &run, who] { run = [&global, who] { return Rotate(global, *who); }; });
}

}  // namespace app
