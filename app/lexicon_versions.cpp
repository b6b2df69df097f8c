#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/kept_lexicons.h"
#include "app/lexicon_commands.h"
#include "app/shown_language.h"
#include "app/text_json.h"
#include "app/text_table.h"
#include "app/workspace.h"
#include "monitor/numerals.h"

namespace app {
namespace {

using core::Language;
using std::string_view;
using Json = nlohmann::ordered_json;

struct Wording {
  string_view columns[5];
  string_view none;
};

constexpr Wording kKazakh = {
    {"Нұсқа", "Алғаш қолданылған", "Файлдар", "Құжаттар", "Қайта белгілеу (коммит)"},
    "Лексикон әлі ештеңе белгілемеген."};
constexpr Wording kRussian = {
    {"Версия", "Впервые", "Файлов", "Документов", "Переразметка (коммит)"},
    "Лексикон ещё ничего не разметил."};
constexpr Wording kEnglish = {{"Version", "First used", "Files", "Documents", "Retagged (commit)"},
                              "No lexicon has tagged anything yet."};

struct Row {
  KeptLexicon lexicon;
  std::uint64_t documents = 0;           // live ones that have their tags from it
  std::vector<store::Tagging> taggings;  // by it
};

std::vector<Row> Rows(const Workspace& workspace) {
  store::Store& store = *workspace.store;
  std::map<std::string, std::uint64_t> documents;
  const TaggedBy tagged(store);
  store.Select({}, [&](const store::Header& header) {
    if (const auto version = tagged.LexiconOf(header.number)) ++documents[*version];
    return true;
  });
  std::vector<Row> rows;
  for (KeptLexicon& lexicon : KeptLexicons(store.space(kLexiconSpace)).All()) {
    Row row{std::move(lexicon), 0, {}};
    row.documents = documents[row.lexicon.version];
    for (const store::Tagging& tagging : store.taggings()) {
      if (tagging.lexicon_version == row.lexicon.version) row.taggings.push_back(tagging);
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

void PrintRows(const std::vector<Row>& rows) {
  Json versions = Json::array();
  for (const Row& row : rows) {
    Json files = Json::array();
    for (const auto& [name, content] : row.lexicon.files) files.push_back(name);
    Json taggings = Json::array();
    for (const store::Tagging& tagging : row.taggings) {
      taggings.push_back({{"commit", tagging.commit}, {"last_document", tagging.last}});
    }
    versions.push_back({{"version", row.lexicon.version},
                        {"first_used", core::ToUtcString(row.lexicon.first_used)},
                        {"documents", row.documents},
                        {"files", files},
                        {"kept_out", row.lexicon.kept_out},
                        {"retagged", taggings}});
  }
  PrintJson({{"versions", versions}});
}

// One file of a kept lexicon, or all of them, each behind a comment with its name.
int PrintFiles(const Workspace& workspace, const std::string& version, const std::string& only) {
  const auto kept = KeptLexicons(workspace.store->space(kLexiconSpace)).Find(version);
  if (!kept) {
    throw Failure(fmt::format(
        "no lexicon of version '{}' is kept; 'sholu lexicon versions' lists them", version));
  }
  bool found = false;
  for (const auto& [name, content] : kept->files) {
    if (!only.empty() && name != only) continue;
    found = true;
    if (only.empty()) fmt::print("# {}\n", name);
    fmt::print("{}", content);
  }
  if (!found) {
    throw Failure(fmt::format("the lexicon {} has no file '{}'; with --json the list shows them",
                              version, only));
  }
  return 0;
}

struct Arguments {
  std::string version, file, language;
};

int RunVersions(const Global& global, const Arguments& arguments) {
  const Workspace workspace = Workspace::Open(global, Access::kRead);
  if (!arguments.version.empty()) return PrintFiles(workspace, arguments.version, arguments.file);
  const std::vector<Row> rows = Rows(workspace);
  if (global.json) {
    PrintRows(rows);
    return 0;
  }
  const Language language = ShownLanguage(arguments.language, workspace.settings.language);
  const Wording& words = In(language, kKazakh, kRussian, kEnglish);
  if (rows.empty()) {
    fmt::print("{}\n", words.none);
    return 0;
  }
  const core::Zone zone = *core::Zone::Find(workspace.settings.zone);
  std::vector<TextColumn> columns;
  for (std::size_t i = 0; i < std::size(words.columns); ++i) {
    columns.push_back({words.columns[i], i == 2 || i == 3 ? Align::kRight : Align::kLeft});
  }
  TextTable table(std::move(columns));
  for (const Row& row : rows) {
    std::string commits;
    for (const store::Tagging& tagging : row.taggings) {
      commits += fmt::format("{}{}", commits.empty() ? "" : ", ", tagging.commit);
    }
    table.Add({row.lexicon.version, core::ToString(zone.DayOf(row.lexicon.first_used)),
               monitor::Number(language, row.lexicon.files.size()),
               monitor::Number(language, row.documents), commits});
  }
  fmt::print("{}", table.ToString(ColoursOfOutput()));
  return 0;
}

}  // namespace

void AddLexiconVersions(CLI::App& group, const Global& global, Run& run) {
  CLI::App* command = group.add_subcommand(
      "versions", "List the lexicons that tagged the corpus, which are kept with it");
  command->footer(
      "Examples:\n"
      "  sholu lexicon versions\n"
      "  sholu lexicon versions 1f2e3d4c5b6a7988                      # its files, one after the "
      "other\n"
      "  sholu lexicon versions 1f2e3d4c5b6a7988 --file lexicon/acts.yaml\n"
      "A report names the version that its figures rest on. 'sholu lexicon diff' compares two.");
  const auto arguments = std::make_shared<Arguments>();
  command->add_option("version", arguments->version, "Print the files of this one");
  command->add_option("--file", arguments->file, "Print this file of it")->needs("version");
  AddLanguageOption(*command, arguments->language);
  command->callback([&global, &run, arguments] {
    run = [&global, arguments] { return RunVersions(global, *arguments); };
  });
}

}  // namespace app
