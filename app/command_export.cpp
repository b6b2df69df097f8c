#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>

#include "app/audit_log.h"
#include "app/clock.h"
#include "app/commands.h"
#include "app/counted.h"
#include "app/export_selection.h"
#include "app/export_writer.h"
#include "app/filter_options.h"
#include "app/filter_values.h"
#include "app/progress.h"
#include "app/query_reader.h"
#include "app/signals.h"
#include "app/text_json.h"
#include "app/vocabulary.h"
#include "app/who.h"

namespace app {
namespace {

using Json = nlohmann::ordered_json;

struct Arguments {
  std::vector<std::string> words, columns;
  FilterArguments filter;
  std::string format, output, reason, who;
  store::Commit at = 0;
};

class Exporting {
 public:
  Exporting(const Global& global, const Arguments& arguments)
      : global_(global),
        arguments_(arguments),
        workspace_(Workspace::Open(global, Access::kRead)),
        vocabulary_([this] { return workspace_.lexicon(); }),
        zone_(*core::Zone::Find(workspace_.settings.zone)),
        typed_(fmt::format("{}", fmt::join(arguments.words, " "))) {}

  int Run() {
    if (arguments_.format == "warc" && arguments_.output.empty() && isatty(STDOUT_FILENO) == 1) {
      throw Failure("WARC is nothing to read on a terminal: name a file with --output");
    }
    const std::string who = WhoIs(arguments_.who);
    const ExportSelection selection = Select();
    left_out_ = selection.left_out;
    CheckRoom(selection);
    const std::unique_ptr<ExportWriter> writer = MakeWriter(selection.commit);
    AddToAuditLog(selection, who);
    Write(selection, *writer);
    if (const auto done = writer->Finish(); !done) throw Failure(done.error());
    PrintSummary(selection.commit, *writer);
    return writer->problems().empty() ? 0 : 1;
  }

 private:
  ExportSelection Select() const {
    auto root =
        ReadQuery(typed_, *workspace_.analyzer, vocabulary_, workspace_.settings.language, zone_);
    if (!root) throw Failure(root.error());
    store::Filter filter = ToFilter(arguments_.filter, workspace_.settings.zone);
    if (!filter.tags.empty()) {
      CheckKnown(arguments_.filter, vocabulary_.names(), workspace_.settings.language);
      AddSuccession(vocabulary_.registry(), filter);
    }
    TellOfEmptySources(*workspace_.store, arguments_.filter, *root);
    CheckCommit(*workspace_.store, arguments_.at);
    if (arguments_.at > 0) filter.at = arguments_.at;
    // The bytes of an appeal are not masked.
    return SelectForExport(*workspace_.store, *root, filter,
                           /*appeals=*/arguments_.format != "warc");
  }

  void CheckRoom(const ExportSelection& selection) const {
    if (selection.closed > 0 && arguments_.reason.find_first_not_of(" \t") == std::string::npos) {
      throw Failure(fmt::format(
          "a reason is due for {}, citizens' appeals or not from open sources: say with --reason "
          "TEXT what they are exported for, which is kept in the audit log, or leave them out "
          "(--source-type media)",
          Counted(selection.closed, "documents")));
    }
    if (arguments_.format == "xlsx" && selection.items.size() > monitor::kMaxXlsxRows) {
      throw Failure(
          fmt::format("XLSX has room for {} documents and these are {}: take CSV, or fewer with "
                      "--from and --to",
                      monitor::kMaxXlsxRows, selection.items.size()));
    }
  }

  std::unique_ptr<ExportWriter> MakeWriter(store::Commit commit) const {
    const std::vector<std::string> columns =
        arguments_.columns.empty() ? UsualColumns() : arguments_.columns;
    const auto made = [](auto writer) {
      if (!writer) throw Failure(writer.error());
      return *std::move(writer);
    };
    if (arguments_.format == "csv" || arguments_.format == "xlsx") {
      const TableFormat format =
          arguments_.format == "csv" ? TableFormat::kCsv : TableFormat::kXlsx;
      return made(MakeTableWriter(arguments_.output, format, columns, zone_));
    }
    std::unique_ptr<OutputFile> output = made(OutputFile::Create(arguments_.output));
    if (arguments_.format == "jsonl") return MakeJsonLinesWriter(std::move(output), commit);
    if (arguments_.format == "ftm") {
      return MakeFtmWriter(std::move(output), vocabulary_.registry());
    }
    const std::string name = arguments_.output.empty()
                                 ? "sholu.warc.gz"
                                 : std::filesystem::path(arguments_.output).filename().string();
    return made(MakeWarcWriter(std::move(output), name, workspace_.settings.archive.folder, Now()));
  }

  // Before the first document is written anywhere.
  void AddToAuditLog(const ExportSelection& selection, const std::string& who) const {
    AuditEntry entry;
    entry.who = who;
    entry.action = kAuditExport;
    entry.reason = arguments_.reason;
    entry.filter = fmt::format("--format {} --at {}", arguments_.format, selection.commit);
    for (const std::string& part : {Described(arguments_.filter), typed_}) {
      if (!part.empty()) entry.filter += " " + part;
    }
    for (const auto& item : selection.items) entry.documents.push_back(item.number);
    entry.count = selection.items.size();
    KeepInAuditLog(workspace_.folder, entry);
  }

  void Write(const ExportSelection& selection, ExportWriter& writer) {
    Progress progress("exporting", global_.json);
    std::uint64_t done = 0;
    for (const ExportSelection::Item& item : selection.items) {
      if (stop_.token().stop_requested()) throw Failure("stopped: nothing was exported");
      progress.Show(++done, selection.items.size());
      auto stored = workspace_.store->Get(item.number, selection.commit);
      if (!stored) {
        ++gone_;
        continue;
      }
      stored->header.group = item.group;
      const auto labels = workspace_.store->Labels(item.number, selection.commit);
      const auto added = writer.Add({*stored, labels});
      if (!added) throw Failure(added.error());
      lexicons_.insert(stored->classification.lexicon_version);
      ++documents_;
    }
  }

  // Where the documents themselves do not go.
  void PrintSummary(store::Commit commit, const ExportWriter& writer) const {
    std::vector<ExportNote> notes = writer.notes();
    notes.push_back({"erased", "documents erased meanwhile", gone_});
    if (arguments_.format == "warc") {
      notes.push_back(
          {"appeals_left_out", "appeals left out: their bytes would not be masked", left_out_});
    }
    std::FILE* const out = arguments_.output.empty() ? stderr : stdout;
    for (const std::string& problem : writer.problems()) fmt::print(stderr, "{}\n", problem);
    if (global_.json) {
      Json answer = {{"output", arguments_.output},
                     {"format", arguments_.format},
                     {"documents", documents_},
                     {"commit", commit},
                     {"lexicon_versions", lexicons_}};
      for (const ExportNote& note : notes) answer[note.key] = note.count;
      PrintJson(answer, out);
      return;
    }
    fmt::print(out, "{}{} at commit {}, lexicon {}\n",
               arguments_.output.empty() ? "" : arguments_.output + ": ",
               Counted(documents_, "documents"), commit,
               lexicons_.empty() ? "-" : fmt::format("{}", fmt::join(lexicons_, ", ")));
    for (const ExportNote& note : notes) {
      if (note.count > 0) fmt::print(out, "  {}: {}\n", note.words, note.count);
    }
  }

  const Global& global_;
  const Arguments& arguments_;
  const StopOnSignal stop_{[] {}};  // before any thread is started
  const Workspace workspace_;
  const Vocabulary vocabulary_;
  const core::Zone zone_;
  const std::string typed_;
  std::uint64_t documents_ = 0, gone_ = 0, left_out_ = 0;
  std::set<std::string> lexicons_;  // that gave the documents their tags
};

}  // namespace

void AddExportCommand(CLI::App& cli, const Global& global, Run& run) {
  CLI::App* command = cli.add_subcommand(
      "export", "Write documents for other programs: JSON Lines, tables, WARC, FollowTheMoney");
  command->group(kWorkspaceCommands);
  command->footer(
      "Examples:\n"
      "  sholu export --format jsonl --source-type media --output media.jsonl\n"
      "  sholu export 'взятка OR пара' --format xlsx --from 2026-01-01 --output bribes.xlsx\n"
      "  sholu export --format csv --columns number,date,title,spheres --source-type media\n"
      "  sholu export --format warc --countable --output evidence.warc.gz\n"
      "  sholu export --format ftm --corruption --at 120000 | ftm validate\n"
      "  sholu export --format jsonl --source-type appeal --reason 'letter 12-3/45' --output "
      "a.jsonl\n"
      "Texts of appeals are masked, and each export stands in the audit log ('sholu audit list').\n"
      "The same commit (--at) gives the same documents for ever. docs/EXPORT.md has the fields.");
  const auto arguments = std::make_shared<Arguments>();
  command->add_option("words", arguments->words,
                      "The query, as for sholu search; none: whatever passes the other options");
  command->add_option("--format", arguments->format, "jsonl, csv, xlsx, warc or ftm")
      ->check(CLI::IsMember({"jsonl", "csv", "xlsx", "warc", "ftm"}))
      ->required();
  command->add_option("--output", arguments->output,
                      "File, which appears when it is whole; none or -: standard output");
  command
      ->add_option("--columns", arguments->columns,
                   fmt::format("Of csv and xlsx, with commas between them: {}",
                               fmt::join(ColumnNames(), ", ")))
      ->delimiter(',')
      ->allow_extra_args(false)
      ->check(CLI::IsMember(ColumnNames()).description(""));
  command->add_option("--at", arguments->at, "The corpus as of this commit; default: now")
      ->check(CLI::PositiveNumber);
  command->add_option("--reason", arguments->reason,
                      "What it is for, kept in the audit log; a must for appeals and what is not "
                      "from open sources");
  AddWhoOption(*command, arguments->who, "Who exports");
  AddFilterOptions(*command, arguments->filter);
  command->callback([&global, &run, arguments] {
    if (IsStandardOutput(arguments->output)) arguments->output.clear();
    const bool table = arguments->format == "csv" || arguments->format == "xlsx";
    if (!arguments->columns.empty() && !table) {
      throw CLI::ValidationError("--columns", "only csv and xlsx have columns");
    }
    if (arguments->format == "xlsx" && arguments->output.empty()) {
      throw CLI::ValidationError("--output", "XLSX needs a file: --output FILE.xlsx");
    }
    run = [&global, arguments] { return Exporting(global, *arguments).Run(); };
  });
}

}  // namespace app
