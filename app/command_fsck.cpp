#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "app/commands.h"
#include "app/counted.h"
#include "app/progress.h"
#include "app/text_json.h"
#include "core/printable.h"
#include "crawler/archive.h"
#include "crawler/archive_check.h"
#include "nlp/search_key.h"
#include "store/check.h"
#include "store/repair.h"

namespace app {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

struct Arguments {
  bool repair = false, no_archive = false;
};

// The records of the archive, as they were read.
class ArchiveRecords {
 public:
  // Reads every file.
  ArchiveRecords(const fs::path& folder, bool quiet, std::vector<std::string>& findings) {
    const std::vector<fs::path> files = crawler::ArchiveFiles(folder);
    Progress progress("reading the archive", quiet);
    std::uint64_t done = 0;
    for (const fs::path& file : files) {
      progress.Show(done++, files.size(), file.filename().string());
      auto& records = by_file_[file.filename().string()];
      const auto check = crawler::CheckArchiveFile(file, [&](const crawler::FoundRecord& found) {
        const core::ArchiveRef& place = found.place;
        records.emplace(place.offset, Record{place.length, place.sha256});
      });
      records_ += check.records;
      findings.insert(findings.end(), check.damages.begin(), check.damages.end());
    }
  }

  std::uint64_t records() const { return records_; }

  // What is wrong with what a document refers to; empty: nothing.
  std::string Check(const core::ArchiveRef& ref) {
    const auto file = by_file_.find(ref.file);
    const std::string place =
        fmt::format("its page in the archive ({} at {})", ref.file, ref.offset);
    if (file == by_file_.end()) return place + " is missing";
    const auto record = file->second.find(ref.offset);
    if (record == file->second.end() || record->second.length != ref.length) {
      return place + " is damaged";
    }
    if (record->second.sha256.empty()) {
      ++erased_;
      return {};
    }
    return record->second.sha256 == ref.sha256 ? std::string() : place + " is another one";
  }
  // Documents whose record was erased with another one: both came from one file of an import.
  std::uint64_t erased() const { return erased_; }

 private:
  struct Record {
    std::uint64_t length = 0;
    std::string sha256;
  };
  std::map<std::string, std::map<std::uint64_t, Record>> by_file_;
  std::uint64_t records_ = 0, erased_ = 0;
};

struct Outcome {
  store::CheckReport store;
  std::vector<std::string> archive;       // findings
  std::uint64_t records = 0, erased = 0;  // of the archive; documents whose record was erased
  bool sound() const { return store.sound() && archive.empty(); }
};

Outcome Check(const Global& global, const config::Settings& settings, const Arguments& arguments) {
  Outcome outcome;
  std::unique_ptr<ArchiveRecords> archive;
  if (!arguments.no_archive) {
    archive =
        std::make_unique<ArchiveRecords>(settings.archive.folder, global.json, outcome.archive);
    outcome.records = archive->records();
  }
  if (!fs::exists(settings.store.folder)) {
    // Of a workspace in which nothing was stored yet; not of one that has lost its store.
    if (!crawler::ArchiveFiles(settings.archive.folder).empty()) {
      outcome.store.findings.push_back(settings.store.folder.string() + ": it is missing");
      outcome.store.found = 1;
    }
    return outcome;
  }
  // What is read at the opening may be damaged itself.
  const auto damaged = [&outcome](const char* why) {
    outcome.store.findings.emplace_back(why);
    outcome.store.found = 1;
  };
  core::Expected<std::unique_ptr<store::Store>> store = core::Error{};
  try {
    store = store::Store::Open(StoreOptions(settings, Access::kRead));
  } catch (const std::runtime_error& error) {
    damaged(error.what());
    return outcome;
  }
  if (!store) {
    damaged(store.error().message.c_str());
    return outcome;
  }
  store::CheckOptions check;
  if (archive) {
    check.check_archive = [&](const core::ArchiveRef& ref) { return archive->Check(ref); };
  }
  Progress progress("checking documents", global.json);
  check.progress = [&](std::uint64_t done, std::uint64_t all) { progress.Show(done, all); };
  outcome.store = store::Check(**store, nlp::WordWithoutKazakhLetters, check);
  if (archive) {
    outcome.erased = archive->erased();
    outcome.store.archived -= outcome.erased;
  }
  return outcome;
}

void Print(const Global& global, const Outcome& outcome) {
  const store::CheckReport& store = outcome.store;
  if (global.json) {
    PrintJson({{"sound", outcome.sound()},
               {"documents", store.documents},
               {"versions", store.versions},
               {"erased", store.erased},
               {"originals", store.originals},
               {"archive_records", outcome.records},
               {"archived_documents", store.archived},
               {"erased_with_another", outcome.erased},
               {"findings", store.findings},
               {"found", store.found},
               {"archive_findings", outcome.archive}});
    return;
  }
  fmt::print("{} in {}, {} erased; {} opened; {} in the archive, {} with theirs\n",
             Counted(store.documents, "documents"), Counted(store.versions, "versions"),
             store.erased, Counted(store.originals, "originals"),
             Counted(outcome.records, "records"), Counted(store.archived, "documents"));
  if (outcome.erased > 0) {
    fmt::print("{} without: erased with another document of the same file\n",
               Counted(outcome.erased, "documents"));
  }
  for (const auto* findings : {&outcome.archive, &store.findings}) {
    for (const std::string& finding : *findings) fmt::print("  {}\n", core::Printable(finding));
  }
  if (store.found > store.findings.size()) {
    fmt::print("  and {} more\n", store.found - store.findings.size());
  }
  fmt::print("{}\n", outcome.sound() ? "sound" : "DAMAGED");
  if (!outcome.sound()) {
    fmt::print(
        "'sholu fsck --repair' makes anew what can be; 'sholu backup restore' brings back "
        "what cannot\n");
  }
}

void Repair(const Global& global, const config::Settings& settings) {
  const store::Options options = StoreOptions(settings, Access::kWrite);
  core::Expected<store::RepairReport> report = core::Error{};
  {
    Progress progress("repairing", global.json);
    std::uint64_t steps = 0;
    report =
        store::Repair(options, [&](std::string_view step) { progress.Show(++steps, 0, step); });
  }
  if (!report) throw Failure(report.error());
  if (global.json) {
    PrintJson({{"restored", report->restored},
               {"lost", report->lost},
               {"damaged", report->damaged.string()}});
    return;
  }
  for (const std::string& what : report->restored) fmt::print("made anew: {}\n", what);
  for (const std::string& what : report->lost) fmt::print("LOST: {}\n", core::Printable(what));
  if (!report->damaged.empty()) {
    fmt::print("the damaged files lie in {}\n", report->damaged.string());
  }
}

int Fsck(const Global& global, const Arguments& arguments) {
  const config::Settings settings = SettingsIn(global);
  if (arguments.repair && fs::exists(settings.store.folder)) Repair(global, settings);
  const Outcome outcome = Check(global, settings, arguments);
  Print(global, outcome);
  return outcome.sound() ? 0 : 1;
}

}  // namespace

void AddFsckCommand(CLI::App& cli, const Global& global, Run& run) {
  CLI::App* command =
      cli.add_subcommand("fsck", "Read everything that is stored and say what is damaged");
  command->group(kWorkspaceCommands);
  command->footer(
      "Examples:\n"
      "  sholu fsck                       # exit status 1 if anything is damaged\n"
      "  sholu fsck --no-archive --json\n"
      "  sholu fsck --repair              # nothing may write meanwhile\n"
      "Checked are the checksums of all files, texts and archived pages against their hashes, "
      "every "
      "word of the index against the\ntexts, sealed originals, and the counters. A repair makes "
      "headers, index and counters anew from the documents, and lists\nwhat is lost; damaged files "
      "are kept beside.");
  const auto arguments = std::make_shared<Arguments>();
  command->add_flag("--repair", arguments->repair, "Make anew what can be, then check");
  command->add_flag("--no-archive", arguments->no_archive, "Leave the archived pages unread");
  command->callback([&global, &run, arguments] {
    run = [&global, arguments] { return Fsck(global, *arguments); };
  });
}

}  // namespace app
