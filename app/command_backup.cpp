#include <fmt/format.h>
#include <stdlib.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "app/audit_log.h"
#include "app/commands.h"
#include "app/counted.h"
#include "app/erasing.h"
#include "app/erasure_list.h"
#include "app/output_file.h"
#include "app/progress.h"
#include "app/tar.h"
#include "app/text_json.h"
#include "app/who.h"
#include "app/workspace_backup.h"
#include "core/printable.h"

namespace app {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;
using Entry = WorkspaceBackups::Entry;

struct Arguments {
  std::string folder, tar, target, who;
  std::uint32_t number = 0, keep = 0;
};

double Megabytes(std::uint64_t bytes) {
  return static_cast<double>(bytes) / 1e6;
}

// A folder that goes away with it.
class TemporaryFolder {
 public:
  explicit TemporaryFolder(const fs::path& beside) {
    std::string name = fs::absolute(beside).lexically_normal().string();
    while (name.ends_with('/')) name.pop_back();
    name += ".backup-XXXXXX";
    if (::mkdtemp(name.data()) == nullptr) {
      throw Failure(fmt::format("{}: a folder for the backup cannot be made there", name));
    }
    path_ = name;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

fs::path FolderOf(const config::Settings& settings, const Arguments& arguments) {
  if (!arguments.folder.empty()) return arguments.folder;
  if (!settings.backup_folder.empty()) return settings.backup_folder;
  throw Failure("backup: say where with --folder, or write backup: folder: into sholu.yaml");
}

// The folder of backups of a command that needs no workspace if --folder is there.
fs::path FolderOf(const Global& global, const Arguments& arguments) {
  if (!arguments.folder.empty()) return arguments.folder;
  return FolderOf(SettingsIn(global), arguments);
}

std::string MomentOf(const Entry& entry) {
  return core::ToUtcString(entry.store.at);
}

Json ToJson(const Entry& entry) {
  return {{"number", entry.store.number}, {"at", MomentOf(entry)},
          {"commit", entry.commit},       {"files", entry.files},
          {"bytes", entry.bytes},         {"store_bytes", entry.store.bytes}};
}

// Empty as it may be, a folder of the workspace's own is none for backups.
void RefuseOwn(const Workspace& workspace, const fs::path& folder) {
  const config::Settings& settings = workspace.settings;
  for (const fs::path& own : {workspace.folder, settings.archive.folder, settings.store.folder,
                              settings.lexicon, settings.duties.feeds}) {
    if (own.empty() || fs::weakly_canonical(own) != fs::weakly_canonical(folder)) continue;
    throw Failure(
        fmt::format("{}: that folder is the workspace's own: choose another", folder.string()));
  }
}

int Create(const Global& global, const Arguments& arguments) {
  const Workspace workspace = Workspace::Open(global, Access::kWrite);
  const bool to_stdout = IsStandardOutput(arguments.tar);
  std::optional<TemporaryFolder> temporary;
  if (!arguments.tar.empty()) {
    if (to_stdout && ::isatty(STDOUT_FILENO) == 1) {
      throw Failure("backup: a terminal is no place for an archive: redirect it, or name a file");
    }
    temporary.emplace(workspace.folder);
  }
  const fs::path folder = temporary ? temporary->path() : FolderOf(workspace.settings, arguments);
  RefuseOwn(workspace, folder);
  AuditEntry audited;
  audited.who = WhoIs(arguments.who);
  audited.action = kAuditBackup;
  audited.count = workspace.store->counters().documents;
  KeepInAuditLog(workspace.folder, audited);
  WorkspaceBackups backups(folder, /*read_only=*/false);
  WorkspaceBackups::Made made;
  {
    Progress progress("backing up", global.json);
    std::uint64_t steps = 0;
    made =
        backups.Create(workspace, [&](std::string_view what) { progress.Show(++steps, 0, what); });
  }
  const std::uint32_t keep = arguments.keep != 0 ? arguments.keep : workspace.settings.backups_kept;
  if (!temporary) {
    BackupFolders(*workspace.store).Add(folder);
    backups.Keep(keep);
  }
  if (temporary) WriteTar(folder, arguments.tar);
  for (const std::string& one : made.left_out) {
    fmt::print(stderr, "sholu: left out: {}\n", core::Printable(one));
  }
  if (to_stdout) return 0;
  const Entry& entry = made.entry;
  if (global.json) {
    Json line = ToJson(entry);
    line["new_files"] = made.new_files;
    line["new_bytes"] = made.new_bytes;
    line["left_out"] = made.left_out;
    PrintJson(line);
    return 0;
  }
  fmt::print("backup {}: commit {}, store {:.1f} MB, {} with {:.1f} MB, {} of them new\n",
             entry.store.number, entry.commit, Megabytes(entry.store.bytes),
             Counted(entry.files, "files"), Megabytes(entry.bytes), made.new_files);
  const fs::path& key = workspace.settings.store.key_file;
  if (!key.empty() && fs::exists(key)) {
    fmt::print("The master key is no part of it: keep a copy of {} elsewhere.\n", key.string());
  }
  return 0;
}

int List(const Global& global, const Arguments& arguments) {
  const WorkspaceBackups backups(FolderOf(global, arguments), /*read_only=*/true);
  for (const Entry& entry : backups.list()) {
    if (global.json) {
      PrintJson(ToJson(entry));
    } else {
      fmt::print("{:>6}  {}  commit {}, store {:.1f} MB, {} with {:.1f} MB\n", entry.store.number,
                 MomentOf(entry), entry.commit, Megabytes(entry.store.bytes),
                 Counted(entry.files, "files"), Megabytes(entry.bytes));
    }
  }
  return 0;
}

// The one asked for, else the newest.
Entry Chosen(const WorkspaceBackups& backups, const fs::path& folder, std::uint32_t number) {
  const auto entries = backups.list();
  for (const Entry& entry : entries) {
    if (entry.store.number == number) return entry;
  }
  if (number != 0) {
    throw Failure(
        fmt::format("{}: there is no backup {}, or it is damaged; 'sholu backup list' "
                    "shows which there are",
                    folder.string(), number));
  }
  if (entries.empty()) throw Failure(fmt::format("{}: no backup is there", folder.string()));
  return entries.back();
}

int Verify(const Global& global, const Arguments& arguments) {
  const fs::path folder = FolderOf(global, arguments);
  const WorkspaceBackups backups(folder, /*read_only=*/true);
  std::vector<std::uint32_t> numbers = backups.unreadable();
  if (arguments.number != 0) {
    const bool damaged =
        std::find(numbers.begin(), numbers.end(), arguments.number) != numbers.end();
    if (!damaged) Chosen(backups, folder, arguments.number);  // fails if there is none
    numbers = {arguments.number};
  } else {
    for (const Entry& entry : backups.list()) numbers.push_back(entry.store.number);
  }
  if (numbers.empty()) throw Failure(fmt::format("{}: no backup is there", folder.string()));
  bool sound = true;
  for (const std::uint32_t number : numbers) {
    std::vector<std::string> damages;
    {
      Progress progress(fmt::format("verifying {}", number), global.json);
      std::uint64_t steps = 0;
      damages =
          backups.Verify(number, [&](std::string_view what) { progress.Show(++steps, 0, what); });
    }
    sound = sound && damages.empty();
    if (global.json) {
      PrintJson({{"number", number}, {"sound", damages.empty()}, {"damages", damages}});
      continue;
    }
    fmt::print("backup {}: {}\n", number, damages.empty() ? "sound" : "DAMAGED");
    for (const std::string& damage : damages) fmt::print("  {}\n", core::Printable(damage));
  }
  return sound ? 0 : 1;
}

// Carries out in a workspace what was erased from another one that it was once. Gives how many
// erasures were new to it.
std::size_t HonourIn(const fs::path& folder, const std::vector<store::Erasure>& erasures,
                     bool quiet) {
  config::Settings settings = SettingsIn(folder);
  settings.store.key_file.clear();  // none is made for it
  // Feeds that lie elsewhere are those of the workspace that lives.
  const auto feeds = settings.duties.feeds.lexically_relative(folder);
  if (feeds.empty() || *feeds.begin() == "..") settings.duties.feeds.clear();
  settings.store = StoreOptions(settings, Access::kWrite);
  auto store = store::Store::Open(settings.store);
  if (!store) throw Failure(store.error());
  const std::size_t honoured = (*store)->Honour(erasures).size();
  ClearErased(settings, *store, quiet);
  return honoured;
}

int Restore(const Global& global, const Arguments& arguments) {
  std::optional<TemporaryFolder> temporary;
  if (!arguments.tar.empty()) {
    temporary.emplace(arguments.target);
    ReadTar(arguments.tar, temporary->path());
  }
  const fs::path folder = temporary ? temporary->path() : FolderOf(global, arguments);
  const WorkspaceBackups backups(folder, /*read_only=*/true);
  const Entry entry = Chosen(backups, folder, arguments.number);
  const std::vector<store::Erasure> erasures = ErasureList(folder).Read();
  std::size_t honoured = 0;
  {
    Progress progress("restoring", global.json);
    std::uint64_t steps = 0;
    backups.Restore(
        entry.store.number, arguments.target,
        [&](std::string_view what) { progress.Show(++steps, 0, what); },
        [&](const fs::path& restored) { honoured = HonourIn(restored, erasures, global.json); });
  }
  if (global.json) {
    Json line = ToJson(entry);
    line["target"] = arguments.target;
    line["erased"] = honoured;
    PrintJson(line);
    return 0;
  }
  fmt::print("{}: backup {} of {}, commit {}\n", arguments.target, entry.store.number,
             MomentOf(entry), entry.commit);
  if (honoured > 0) {
    fmt::print("{} that came after it {} carried out.\n", Counted(honoured, "erasures"),
               honoured == 1 ? "was" : "were");
  }
  if (!arguments.tar.empty()) {
    fmt::print(
        "What was forgotten after it is not known to an archive: 'sholu forget --list --json' "
        "there, 'sholu forget --honour' here.\n");
  }
  const fs::path key = SettingsIn(arguments.target).store.key_file;
  if (!key.empty() && !fs::exists(key)) {
    fmt::print("Put the master key of the sealed originals to {}.\n", key.string());
  }
  return 0;
}

}  // namespace

void AddBackupCommand(CLI::App& cli, const Global& global, Run& run) {
  CLI::App* command = cli.add_subcommand(
      "backup", "Copy the workspace elsewhere, check the copies, bring one back");
  command->group(kWorkspaceCommands);
  command->require_subcommand(1);
  command->footer(
      "Examples:\n"
      "  sholu backup create --folder /mnt/backup/monitoring     # only what is new is copied\n"
      "  sholu backup create --tar - | ssh elsewhere 'cat > monitoring.tar'\n"
      "  sholu backup list\n"
      "  sholu backup verify                  # reads every byte; exit status 1 if any is damaged\n"
      "  sholu backup restore monitoring-2    # the newest one; --number for another\n"
      "  sholu backup restore monitoring-2 --tar monitoring.tar\n"
      "Without --folder the one in sholu.yaml is used. The master key is no part of a backup. What "
      "was forgotten since does not\ncome back from a folder, which is told of it; an archive "
      "cannot be told: see 'sholu forget --help', --honour.");
  const auto arguments = std::make_shared<Arguments>();
  struct Command {
    CLI::App* app;
    CLI::Option* folder;
  };
  const auto add = [&](const char* name, const char* what,
                       int (*work)(const Global&, const Arguments&)) {
    CLI::App* sub = command->add_subcommand(name, what);
    CLI::Option* folder =
        sub->add_option("--folder", arguments->folder,
                        "Folder of the backups; default: backup: folder: of sholu.yaml");
    sub->callback([&global, &run, arguments, work] {
      run = [&global, arguments, work] { return work(global, *arguments); };
    });
    return Command{sub, folder};
  };
  const Command create = add("create", "Make a backup; nothing may write meanwhile", Create);
  CLI::Option* keep =
      create.app
          ->add_option("--keep", arguments->keep,
                       "How many of the newest backups are kept; default: that of sholu.yaml")
          ->check(CLI::PositiveNumber);
  AddWhoOption(*create.app, arguments->who, "Who makes it");
  create.app
      ->add_option("--tar", arguments->tar, "Write one whole backup as a tar archive; -: stdout")
      ->excludes(create.folder)
      ->excludes(keep);
  add("list", "Which backups there are", List);
  const Command verify = add("verify", "Compare every byte with its checksum", Verify);
  verify.app->add_option("--number", arguments->number, "Only this one")
      ->check(CLI::PositiveNumber);
  const Command restore = add("restore", "Bring a backup back into a new folder", Restore);
  restore.app->add_option("target", arguments->target, "The folder, new or empty")->required();
  restore.app->add_option("--number", arguments->number, "Which one; default: the newest")
      ->check(CLI::PositiveNumber);
  restore.app->add_option("--tar", arguments->tar, "From a tar archive; -: stdin")
      ->excludes(restore.folder);
}

}  // namespace app
