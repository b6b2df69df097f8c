#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <system_error>

#include "app/clock.h"
#include "app/commands.h"
#include "app/counted.h"
#include "app/file_hash.h"
#include "app/import_log.h"
#include "app/import_plan.h"
#include "app/import_preview.h"
#include "app/progress.h"
#include "app/signals.h"
#include "app/text_json.h"
#include "core/printable.h"

namespace app {
namespace {

using Json = nlohmann::ordered_json;

// What became of one file.
struct FileOutcome {
  std::string_view unit = "rows";  // what is counted
  std::uint64_t accepted = 0, updated = 0, unchanged = 0, rejected = 0, blank = 0;
  std::vector<std::string> notes;
  std::uint64_t erased = 0;  // refused: erased earlier

  std::uint64_t all() const { return accepted + updated + unchanged + erased + rejected; }
  void Take(const PutTotals& totals) {
    accepted = totals.added;
    updated = totals.updated;
    unchanged = totals.unchanged;
    erased = totals.erased;
  }
};

// One run of `sholu import`: the workspace, opened once for all files.
class Importer {
 public:
  Importer(const Global& global, const ImportArguments& arguments)
      : global_(global),
        arguments_(arguments),
        workspace_(Workspace::Open(global, arguments.dry_run ? Access::kRead : Access::kWrite)),
        classifier_(arguments.dry_run ? workspace_.CompileLexicon()
                                      : workspace_.CompileLexiconToTag()),
        ids_(*workspace_.analyzer, *classifier_),
        log_(workspace_.store->space(kImportSpace)) {
    auto events = EventLog::Open(arguments.dry_run ? std::string() : arguments.events);
    if (!events) throw Failure(events.error());
    events_.emplace(std::move(*events));
    if (!arguments.rejects.empty() && !arguments.dry_run) rejects_.emplace(arguments.rejects);
  }

  // Goes on with the next file after one that cannot be read. Returns the exit status.
  int Run() {
    bool good = true;
    for (const std::string& file : arguments_.files) {
      const auto done = RunOne(file);
      if (!done) PrintFailure(done.error().message);
      good = good && done;
      if (stop_.token().stop_requested()) {
        throw Failure("stopped before the end; import again to take in the rest");
      }
    }
    return good ? 0 : 1;
  }

 private:
  core::Expected<bool> RunOne(const std::string& file) {
    const ImportPlan plan = PlanImport(arguments_, file, workspace_.settings);
    std::error_code failed;
    if (std::filesystem::is_directory(plan.file, failed)) {
      return core::Error{fmt::format("{}: this is a folder: name a file in it", file)};
    }
    const std::uint64_t size = std::filesystem::file_size(plan.file, failed);
    if (failed) return core::Error{fmt::format("{}: cannot read: {}", file, failed.message())};
    if (arguments_.dry_run) return DryRun(plan, file, size);
    std::optional<RejectList> own;
    if (!rejects_) own.emplace(RejectsOf(plan));
    RejectList& rejects = rejects_ ? *rejects_ : *own;
    auto outcome = Import(plan, size, rejects);
    if (!outcome) return outcome.error();
    Print(*outcome, plan, file, rejects);
    if (outcome->all() > 0 && outcome->rejected == outcome->all()) {
      return core::Error{
          fmt::format("{}: none of {} was taken: look at {}, and name the columns with --column or "
                      "in imports.yaml",
                      file, Counted(outcome->all(), outcome->unit), rejects.path().string())};
    }
    return true;
  }

  core::Expected<bool> DryRun(const ImportPlan& plan, const std::string& file, std::uint64_t size) {
    core::Expected<ImportPreview> preview = core::Error{};
    {
      Progress progress("reading", global_.json);
      preview = Preview(plan, workspace_.settings, ids_,
                        [&](std::uint64_t bytes) { progress.Show(bytes, size); });
    }
    if (!preview) {
      const std::string hint = HintOn(plan);
      return core::Error{preview.error().message + (hint.empty() ? "" : " (" + hint + ")")};
    }
    if (global_.json) {
      PrintJson(ToJson(*preview, plan, file));
    } else {
      fmt::print("{}  nothing was imported: this was a dry run\n", ToText(*preview, plan, file));
    }
    return true;
  }

  std::filesystem::path RejectsOf(const ImportPlan& plan) const {
    return workspace_.folder / "rejects" /
           fmt::format("{}-{}.rejects.csv", config::PluralName(plan.kind),
                       plan.file.filename().string());
  }

  core::Expected<FileOutcome> Import(const ImportPlan& plan, std::uint64_t size,
                                     RejectList& rejects) {
    switch (plan.shape) {
      case ImportShape::kItems:
        return ImportTable(plan, size, rejects);
      case ImportShape::kFigures:
        return ImportNumbers(plan, size, rejects);
      case ImportShape::kDocument:
        break;
    }
    return ImportDocument(plan);
  }

  // Reads the whole table once before anything is taken, so that of a damaged one nothing is.
  core::Expected<FileOutcome> ImportTable(const ImportPlan& plan, std::uint64_t size,
                                          RejectList& rejects) {
    ItemImport import = plan.Items(workspace_.settings);
    const auto written = std::filesystem::last_write_time(plan.file);
    {
      Progress progress("checking", global_.json);
      const auto checked = crawler::ReadExport(
          plan.file, import.reading, [&](const auto&) { return !stop_.token().stop_requested(); },
          [](const auto&) {}, [&](std::uint64_t bytes) { progress.Show(bytes, size); });
      if (!checked) return Nothing(checked.error(), plan);
    }
    auto entry = EntryOf(plan, size);
    if (!entry) return entry.error();
    if (const auto archived = Archive(plan, *entry); !archived) return archived.error();
    import.archive = entry->archive;
    core::Expected<ItemTotals> totals = core::Error{};
    {
      Progress progress("importing", global_.json);
      totals = ImportItems(import, *workspace_.analyzer, *classifier_, *workspace_.store, rejects,
                           *events_, stop_.token(),
                           [&](std::uint64_t bytes) { progress.Show(bytes, size); });
    }
    if (!totals) return totals.error();
    std::error_code failed;
    if (std::filesystem::last_write_time(plan.file, failed) != written || failed) {
      return core::Error{
          fmt::format("{}: it was changed while it was read: import it again", plan.file.string())};
    }
    FileOutcome outcome;
    outcome.Take(totals->documents);
    if (!stop_.token().stop_requested() && outcome.all() > 0) log_.Add(*entry);
    outcome.rejected = totals->rejected;
    outcome.notes = totals->table.notes;
    return outcome;
  }

  core::Expected<FileOutcome> ImportNumbers(const ImportPlan& plan, std::uint64_t size,
                                            RejectList& rejects) {
    auto entry = EntryOf(plan, size);
    if (!entry) return entry.error();
    const std::string name = plan.file.filename().string();
    FigureKeeper keeper(*workspace_.store);
    core::Expected<FigureTotals> totals = core::Error{};
    {
      Progress progress("importing", global_.json);
      totals = ReadFigures(
          plan.Figures(entry->sha256), ids_, [&](const auto& figure) { keeper.Add(figure); },
          [&](const auto& error) { rejects.Add(name, error); },
          [&](std::uint64_t bytes) { progress.Show(bytes, size); });
    }
    if (!totals) return Nothing(totals.error(), plan);
    if (totals->figures > 0) {
      if (const auto archived = Archive(plan, *entry); !archived) return archived.error();
      keeper.Commit();
      log_.Add(*entry);
    }
    return FileOutcome{"figures",        keeper.added,  keeper.updated,      keeper.unchanged,
                       totals->rejected, totals->blank, totals->table.notes, 0};
  }

  core::Expected<FileOutcome> ImportDocument(const ImportPlan& plan) {
    auto report = ReadReport(plan.Report(workspace_.settings));
    if (!report) return Nothing(report.error(), plan);
    core::Document& document = report->document;
    if (!documents_.insert(document.key.ToString()).second) {
      return core::Error{fmt::format(
          "{}: another file of this name was imported just now, and a document is known "
          "by its source and file name: rename one, or import it with another --source",
          plan.file.string())};
    }
    if (workspace_.store->IsErased(document.key)) {
      FileOutcome outcome;
      outcome.unit = "documents";
      outcome.erased = 1;
      return outcome;
    }
    std::error_code failed;
    auto entry = EntryOf(plan, std::filesystem::file_size(plan.file, failed));
    if (!entry) return entry.error();
    if (const auto archived = Archive(plan, *entry); !archived) return archived.error();
    document.archive = entry->archive;
    Workbench bench(*workspace_.analyzer, *classifier_, *workspace_.store);
    const auto put = workspace_.store->Put(bench.Prepare(document, report->original));
    workspace_.store->Sync();
    log_.Add(*entry);
    events_->Write(document.key, put);
    PutTotals totals;
    totals.Count(put.result);
    FileOutcome outcome;
    outcome.unit = "documents";
    outcome.Take(totals);
    return outcome;
  }

  // What helps with a table that is not understood.
  static std::string HintOn(const ImportPlan& plan) {
    if (plan.shape == ImportShape::kDocument) return {};
    std::string hint =
        "--dry-run shows how it is read, --column and imports.yaml say what columns are";
    if (plan.kind == core::SourceType::kAppeal) {
      hint += ", --without-numbers is for registers that have none";
    }
    return hint;
  }

  static core::Error Nothing(const core::Error& error, const ImportPlan& plan) {
    const std::string hint = HintOn(plan);
    return {fmt::format("{} (nothing was imported{}{})", error.message, hint.empty() ? "" : "; ",
                        hint)};
  }

  // The log's entry of the file; it has an archive if the file was imported before.
  core::Expected<ImportedFile> EntryOf(const ImportPlan& plan, std::uint64_t size) {
    const auto sha256 = HashFile(plan.file);
    if (!sha256) return sha256.error();
    if (auto known = log_.Find(*sha256, plan.kind, plan.source)) return *known;
    ImportedFile entry;
    entry.sha256 = *sha256;
    entry.name = plan.file.filename().string();
    entry.kind = plan.kind;
    entry.source = plan.source;
    entry.bytes = size;
    entry.imported = Now();
    return entry;
  }

  // Archives the bytes of the file unless they are personal or are there.
  core::Expected<bool> Archive(const ImportPlan& plan, ImportedFile& entry) {
    if (plan.personal || !entry.archive.file.empty()) return true;
    auto archived = ArchiveFile(workspace_.settings.archive, plan.file, entry.imported);
    if (!archived) return archived.error();
    entry.archive = *archived;
    return true;
  }

  void Print(const FileOutcome& outcome, const ImportPlan& plan, const std::string& file,
             const RejectList& rejects) const {
    const std::string listed = outcome.rejected == 0 ? "" : rejects.path().string();
    if (global_.json) {
      Json line = {{"file", file},
                   {"kind", config::PluralName(plan.kind)},
                   {std::string(outcome.unit), outcome.all()},
                   {"accepted", outcome.accepted},
                   {"updated", outcome.updated},
                   {"unchanged", outcome.unchanged},
                   {"rejected", outcome.rejected}};
      if (outcome.erased > 0) line["erased"] = outcome.erased;
      if (plan.shape == ImportShape::kFigures) line["blank"] = outcome.blank;
      line["source"] = plan.source;
      line["rejects"] = listed;
      line["notes"] = outcome.notes;
      PrintJson(line);
      return;
    }
    fmt::print("{}: {}: {} accepted, {} updated, {} unchanged, {} rejected\n",
               core::Printable(file), Counted(outcome.all(), outcome.unit), outcome.accepted,
               outcome.updated, outcome.unchanged, outcome.rejected);
    if (outcome.erased > 0) {
      fmt::print("  erased earlier and refused: {}\n", outcome.erased);
    }
    for (const std::string& note : outcome.notes) fmt::print("  note: {}\n", note);
    if (!listed.empty()) fmt::print("  what was rejected and why: {}\n", listed);
  }

  void PrintFailure(const std::string& message) const {
    fmt::print(stderr, "sholu: {}\n", core::Printable(message));
    if (global_.json) PrintJson({{"error", message}});
  }

  const Global& global_;
  const ImportArguments& arguments_;
  const StopOnSignal stop_{[] {}};  // before any thread is started
  const Workspace workspace_;
  const std::unique_ptr<classify::Classifier> classifier_;
  LabelIds ids_;
  ImportLog log_;
  std::optional<EventLog> events_;
  std::optional<RejectList> rejects_;  // of all files, if the user names it
  std::set<std::string> documents_;    // keys of those that were imported in this run
};

int List(const Global& global) {
  const Workspace workspace = Workspace::Open(global, Access::kRead);
  const auto files = ImportLog(workspace.store->space(kImportSpace)).All();
  for (const ImportedFile& file : files) {
    if (global.json) {
      PrintJson({{"imported", core::ToUtcString(file.imported)},
                 {"kind", config::PluralName(file.kind)},
                 {"source", file.source},
                 {"name", file.name},
                 {"bytes", file.bytes},
                 {"sha256", file.sha256},
                 {"archive", file.archive.file}});
    } else {
      fmt::print("{}  {:<10}  {}  {} ({} bytes, SHA-256 {}{})\n", core::ToUtcString(file.imported),
                 config::PluralName(file.kind), core::Printable(file.source),
                 core::Printable(file.name), file.bytes, file.sha256.substr(0, 12),
                 file.archive.file.empty() ? ", not archived" : "");
    }
  }
  if (files.empty() && !global.json) fmt::print("No file was imported yet.\n");
  return 0;
}

// What a subcommand of `import` says of itself.
struct KindHelp {
  core::SourceType kind;
  const char* about;
  const char* files;   // what is read
  const char* footer;  // examples and what to know
};

constexpr KindHelp kKinds[] = {
    {core::SourceType::kAppeal, "Registers of citizens' appeals: personal data is masked first",
     "CSV in any separator and encoding, XLSX, or JSON Lines",
     "Examples:\n"
     "  sholu import appeals register.csv\n"
     "  sholu import appeals register.xlsx --dry-run\n"
     "  sholu import appeals eotinish.jsonl --source eotinish --json\n"
     "  sholu import appeals a.csv --column number=\"Рег. №\" --column text=Суть\n"
     "Personal data is masked before anything else reads it; the original is sealed apart. "
     "Importing a file again\n"
     "changes nothing; rows that changed become new versions."},
    {core::SourceType::kStatistics, "Tables of legal statistics",
     "XLSX, CSV or JSON Lines, a column for the number or one per indicator and year",
     "Examples:\n"
     "  sholu import statistics form-3k.xlsx --source legal-statistics --period 2025\n"
     "  sholu import statistics articles.csv --dry-run"},
    {core::SourceType::kSurvey, "Results of sociological surveys",
     "XLSX, CSV or JSON Lines: question, answer, share, respondents",
     "Examples:\n"
     "  sholu import surveys perception-2025.csv --source perception --period 2025\n"
     "  sholu import surveys perception-2025.csv --dry-run"},
    {core::SourceType::kReport, "Reports of NGOs and international organisations",
     "DOCX, PDF (read by pdftotext, a process of its own), HTML or text, a document each",
     "Examples:\n"
     "  sholu import reports review.docx --source ngo-name\n"
     "  sholu import reports *.pdf --source ngo-name --date 2025-06-30\n"
     "A document is known by its source and file name: a new edition under the same name is a new "
     "version."},
    {core::SourceType::kMedia, "Tables of media publications, as other monitors export them",
     "CSV, XLSX or JSON Lines: text, title, date, address, outlet",
     "Examples:\n"
     "  sholu import media clippings.xlsx\n"
     "  sholu import media clippings.csv --source press-service --dry-run"},
    {core::SourceType::kOther, "Other lawful sources: tables of texts, or documents",
     "CSV, XLSX, JSON Lines; DOCX, PDF, HTML or text",
     "Examples:\n"
     "  sholu import other audit-findings.xlsx --source audit\n"
     "  sholu import other hearing.docx --source public-council\n"
     "  sholu import other letters.csv --personal"},
};

bool HasRows(core::SourceType kind) {
  return kind != core::SourceType::kReport;
}
bool HasFigures(core::SourceType kind) {
  return kind == core::SourceType::kStatistics || kind == core::SourceType::kSurvey;
}

void AddTableOptions(CLI::App& command, ImportArguments& arguments) {
  command.add_option("--mapping", arguments.mapping,
                     "Entry of imports.yaml that says what the columns are");
  command
      .add_option("--column", arguments.columns,
                  "What one column is, as role=header; may be given more than once")
      ->allow_extra_args(false);
  command.add_option("--sheet", arguments.sheet, "Sheet of a workbook; default: the one that fits");
  command.add_option("--header-row", arguments.header_row, "Row of the header; default: found")
      ->check(CLI::Range(1, 1'048'576));
  command.add_option("--rejects", arguments.rejects,
                     "Where to list what was rejected and why; default: in the workspace's folder "
                     "rejects/");
}

void AddKind(CLI::App& import, const KindHelp& help, const Global& global, Run& run) {
  CLI::App* command = import.add_subcommand(std::string(config::PluralName(help.kind)), help.about);
  command->footer(help.footer);
  const auto arguments = std::make_shared<ImportArguments>();
  arguments->kind = help.kind;
  command->add_option("files", arguments->files, help.files)->required();
  command
      ->add_option("--source", arguments->source,
                   "Name of the register, table, survey or organisation; part of the identity of "
                   "what is imported. Default: " +
                       std::string(help.kind == core::SourceType::kAppeal
                                       ? "appeals"
                                       : "the file's name without its ending"))
      ->check(CLI::Validator(
          [](const std::string& name) {
            return name.empty() || name.find('/') != std::string::npos ? "a name without '/'"
                                                                       : std::string();
          },
          "NAME"));
  command->add_flag("--dry-run", arguments->dry_run,
                    "Store nothing: show what the file is taken for, its first rows and every "
                    "problem");
  if (HasRows(help.kind)) AddTableOptions(*command, *arguments);
  if (HasFigures(help.kind)) {
    command->add_option("--period", arguments->period,
                        "Period of figures whose table states none: 2025, 2025-03, \"I квартал "
                        "2025\"");
    command->add_option("--unit", arguments->unit, "Unit of figures whose table states none: %");
    command->add_option("--indicator", arguments->indicator,
                        "What a table counts that does not say it");
  } else {
    command->add_option(
        "--events", arguments->events,
        "Append one JSON line per document once it is committed to this file; '-': stdout");
  }
  if (help.kind == core::SourceType::kAppeal) {
    command->add_flag("--without-numbers", arguments->without_numbers,
                      "The register has no numbers: know rows by date, title and text");
  } else if (!HasFigures(help.kind)) {
    command->add_flag("--closed", arguments->closed,
                      "Not from an open source (Monitoring Rules, para 14)");
  }
  if (help.kind == core::SourceType::kMedia || help.kind == core::SourceType::kOther) {
    command->add_flag("--personal", arguments->personal,
                      "Rows of tables hold personal data: mask and seal as appeals; implies "
                      "--closed");
  }
  if (help.kind == core::SourceType::kReport || help.kind == core::SourceType::kOther) {
    command->add_option("--date", arguments->date,
                        "Day of a document; default: the one it states itself");
    command->add_option("--title", arguments->title, "Title of a document; default: its own");
  }
  command->callback([&global, &run, arguments] {
    run = [&global, arguments] { return Importer(global, *arguments).Run(); };
  });
}

}  // namespace

void AddImportCommand(CLI::App& cli, const Global& global, Run& run) {
  CLI::App* command = cli.add_subcommand("import", "Take in files of a source that is no web site");
  command->group(kWorkspaceCommands);
  command->require_subcommand(1);
  command->footer(
      "The six kinds are those of the Monitoring Rules, para 7. Try a new kind of file with "
      "--dry-run "
      "first.\n"
      "'sholu import KIND --help' has examples.");
  for (const KindHelp& help : kKinds) AddKind(*command, help, global, run);
  CLI::App* list = command->add_subcommand("list", "The files that were imported");
  list->footer("Example:\n  sholu import list --json");
  list->callback([&global, &run] { run = [&global] { return List(global); }; });
}

}  // namespace app
