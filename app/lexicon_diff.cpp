#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/corpus_scan.h"
#include "app/filter_options.h"
#include "app/kept_lexicons.h"
#include "app/lexicon_commands.h"
#include "app/progress.h"
#include "app/retagging.h"
#include "app/shown_language.h"
#include "app/text_json.h"
#include "app/text_table.h"
#include "monitor/numerals.h"
#include "monitor/plain_text.h"

namespace app {
namespace {

using core::Language;
using std::string_view;
using Json = nlohmann::ordered_json;

struct Arguments {
  std::string before, after, language;
  FilterArguments filter;
  std::size_t limit = 20;
};

struct Wording {
  string_view columns[3];
  string_view summary;  // {before}, {after}, {changed}, {all}
  string_view more;     // {shown}, {changed}
  string_view others;   // {others}, {before}
};

constexpr Wording kKazakh = {
    {"Не өзгереді", "Жоғалтады", "Алады"},
    "{before} → {after}: {all} құжаттың {changed} құжаты өзгереді",
    "Көрсетілгені {shown} / {changed}; басқалары --limit арқылы",
    "Бұдан бөлек {others} құжатты {before} емес, басқа лексикон белгілеген: "
    "оларды retag көбірек өзгертуі мүмкін"};
constexpr Wording kRussian = {{"Что меняется", "Теряют", "Получают"},
                              "{before} → {after}: изменятся документы: {changed} из {all}",
                              "Показано {shown} из {changed}; остальные с --limit",
                              "Документов, размеченных не {before}, а другим лексиконом: {others}; "
                              "в них retag может изменить больше"};
constexpr Wording kEnglish = {{"What changes", "Lose it", "Gain it"},
                              "{before} → {after}: {changed} of {all} documents change",
                              "{shown} of {changed} shown; more with --limit",
                              "{others} documents were tagged by another lexicon than {before}: "
                              "retag may change more of them"};

// The lexicon that gave the latest document its tags.
std::string LastUsed(const Workspace& workspace) {
  const std::uint64_t versions = workspace.store->counters().versions;
  const auto last =
      TaggedBy(*workspace.store).LexiconOf(static_cast<store::DocumentNumber>(versions));
  if (last && KeptLexicons(workspace.store->space(kLexiconSpace)).Find(*last)) return *last;
  throw Failure("the lexicon that tagged the corpus is not kept: name a folder as OLD");
}

// How many documents another lexicon gave their tags.
std::uint64_t TaggedByOthers(const Workspace& workspace, const store::Filter& filter,
                             const std::string& version) {
  const TaggedBy tagged(*workspace.store);
  const auto numbers = LiveNumbers(*workspace.store, filter);
  return static_cast<std::uint64_t>(std::count_if(
      numbers.begin(), numbers.end(),
      [&](store::DocumentNumber number) { return tagged.LexiconOf(number) != version; }));
}

// A version that is kept, or a folder; "" means the workspace's lexicon.
std::unique_ptr<classify::Classifier> Compile(const Workspace& workspace, const std::string& name) {
  if (name.empty()) return workspace.CompileLexicon();
  const auto kept = KeptLexicons(workspace.store->space(kLexiconSpace)).Find(name);
  std::error_code failed;
  if (!kept && !std::filesystem::is_directory(name, failed)) {
    throw Failure(fmt::format(
        "'{}' is neither a folder nor a version that 'sholu lexicon versions' lists", name));
  }
  auto lexicon = kept ? LexiconOf(*kept) : config::LoadLexicon(name);
  if (!lexicon) throw Failure(lexicon.error());
  if (!kept) classify::KeepOutOfCounts(workspace.KeptOut(*lexicon), *lexicon);
  return workspace.Compile(*std::move(lexicon));
}

struct Count {
  std::string what;
  std::uint64_t lost = 0, gained = 0;

  std::uint64_t all() const { return lost + gained; }
};

// The most changed first.
std::vector<Count> CountsOf(const CorpusChange& change) {
  std::map<std::string, Count> by_name;
  for (const DocumentChange& document : change.changed) {
    for (const std::string& what : document.lost) ++by_name[what].lost;
    for (const std::string& what : document.gained) ++by_name[what].gained;
  }
  std::vector<Count> counts;
  for (auto& [what, count] : by_name) {
    count.what = what;
    counts.push_back(count);
  }
  std::stable_sort(counts.begin(), counts.end(),
                   [](const Count& a, const Count& b) { return a.all() > b.all(); });
  return counts;
}

Json ToJson(const DocumentChange& document) {
  return {{"number", document.header.number},
          {"source_type", core::Name(document.header.source_type)},
          {"source", document.header.source},
          {"title", document.title},
          {"lost", document.lost},
          {"gained", document.gained}};
}

std::string InWords(const DocumentChange& document, Colours colours) {
  std::string text;
  for (const std::string& what : document.lost) text += Painted(" -" + what, kRed, colours);
  for (const std::string& what : document.gained) text += Painted(" +" + what, kGreen, colours);
  return text;
}

int RunDiff(const Global& global, const Arguments& arguments) {
  const Workspace workspace = Workspace::Open(global, Access::kRead);
  const store::Filter filter = ToFilter(arguments.filter, workspace.settings.zone);
  const auto before =
      Compile(workspace, arguments.before.empty() ? LastUsed(workspace) : arguments.before);
  const auto after = Compile(workspace, arguments.after);
  CorpusChange change;
  {
    Progress progress("judging", global.json);
    change =
        ChangesOf(workspace, *before, *after, filter,
                  [&progress](std::uint64_t done, std::uint64_t all) { progress.Show(done, all); });
  }
  const std::vector<Count> counts = CountsOf(change);
  // OLD stands for the tags that there are only where it gave them.
  const std::uint64_t others =
      arguments.before.empty() ? TaggedByOthers(workspace, filter, before->lexicon().version) : 0;
  const std::size_t shown = std::min(arguments.limit, change.changed.size());
  if (global.json) {
    Json tags = Json::array(), documents = Json::array();
    for (const Count& count : counts) {
      tags.push_back({{"what", count.what}, {"lost", count.lost}, {"gained", count.gained}});
    }
    for (std::size_t i = 0; i < shown; ++i) documents.push_back(ToJson(change.changed[i]));
    PrintJson({{"old", before->lexicon().version},
               {"new", after->lexicon().version},
               {"documents", change.documents},
               {"judged", change.judged},
               {"changed", change.changed.size()},
               {"tagged_by_others", others},
               {"counts", tags},
               {"changes", documents}});
    return 0;
  }
  const Language language = ShownLanguage(arguments.language, workspace.settings.language);
  const Wording& words = In(language, kKazakh, kRussian, kEnglish);
  const auto print = [&](string_view form) {
    fmt::print(
        "{}\n",
        fmt::format(fmt::runtime(form), fmt::arg("before", before->lexicon().version),
                    fmt::arg("after", after->lexicon().version),
                    fmt::arg("all", monitor::Number(language, change.documents)),
                    fmt::arg("shown", shown), fmt::arg("others", monitor::Number(language, others)),
                    fmt::arg("changed", monitor::Number(language, change.changed.size()))));
  };
  print(words.summary);
  if (others > 0) print(words.others);
  if (counts.empty()) return 0;
  TextTable table(
      {{words.columns[0]}, {words.columns[1], Align::kRight}, {words.columns[2], Align::kRight}});
  for (const Count& count : counts) {
    table.Add({count.what, monitor::Number(language, count.lost),
               monitor::Number(language, count.gained)});
  }
  const Colours colours = ColoursOfOutput();
  fmt::print("\n{}\n", table.ToString(colours));
  for (std::size_t i = 0; i < shown; ++i) {
    const DocumentChange& document = change.changed[i];
    fmt::print("{:>6}  {}\n       {}\n", document.header.number, monitor::OneLine(document.title),
               InWords(document, colours));
  }
  if (shown < change.changed.size()) print(words.more);
  return 0;
}

}  // namespace

void AddLexiconDiff(CLI::App& group, const Global& global, Run& run) {
  CLI::App* command = group.add_subcommand(
      "diff", "Show which documents would lose or gain which tags with another lexicon");
  command->footer(
      "Examples:\n"
      "  sholu lexicon diff                                # what 'sholu lexicon retag' would "
      "change\n"
      "  sholu lexicon diff 1f2e3d4c5b6a7988               # since that version (sholu lexicon "
      "versions)\n"
      "  sholu lexicon diff lexicon drafts/lexicon --source-type appeal --limit 50\n"
      "Nothing is written. Kept versions are judged with the learned weights of this program.");
  const auto arguments = std::make_shared<Arguments>();
  command->add_option("old", arguments->before,
                      "Folder of a lexicon or version that is kept; default: what tagged last");
  command->add_option("new", arguments->after, "The same; default: the workspace's lexicon");
  command->add_option("--limit", arguments->limit, "Documents shown")->capture_default_str();
  AddFilterOptions(*command, arguments->filter);
  AddLanguageOption(*command, arguments->language);
  command->callback([&global, &run, arguments] {
    run = [&global, arguments] { return RunDiff(global, *arguments); };
  });
}

}  // namespace app
