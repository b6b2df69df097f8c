#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/filter_options.h"
#include "app/lexicon_commands.h"
#include "app/lexicon_words.h"
#include "app/rule_lab.h"
#include "app/shown_language.h"
#include "app/text_json.h"
#include "core/printable.h"
#include "monitor/numerals.h"
#include "monitor/plain_text.h"

namespace app {
namespace {

using core::Language;
using std::string_view;
using Json = nlohmann::ordered_json;

constexpr std::size_t kSentencesShown = 2, kSourcesShown = 8, kLongestLine = 10'000;

struct Arguments {
  std::string pattern, section = "any", language;
  bool regex = false;
  FilterArguments filter;
};

struct Wording {
  string_view found;    // {documents}, {candidates}, {seconds}
  string_view scanned;  // the same, where the index could not help
  string_view sources, years;
  string_view prompt;
};

constexpr Wording kKazakh = {
    "{documents} құжатта сәйкес келді (қаралғаны {candidates}; {seconds} с)",
    "{documents} құжатта сәйкес келді (қаралғаны {candidates}, барлығы: үлгіде негізгі түріндегі "
    "сөз жоқ; {seconds} с)",
    "Көздер", "Жылдар", "үлгі> "};
constexpr Wording kRussian = {
    "Найдено в документах: {documents} (просмотрено {candidates}; {seconds} с)",
    "Найдено в документах: {documents} (просмотрены все {candidates}: в шаблоне нет слова в "
    "начальной форме; {seconds} с)",
    "Источники", "Годы", "шаблон> "};
constexpr Wording kEnglish = {
    "Found in documents: {documents} ({candidates} looked at; {seconds} s)",
    "Found in documents: {documents} (all {candidates} looked at: the pattern has no word in its "
    "dictionary form; {seconds} s)",
    "Sources", "Years", "pattern> "};

Json ToJson(const std::string& pattern, const LabAnswer& answer) {
  Json years = Json::object(), newest = Json::array();
  for (const auto& [year, count] : answer.by_year) years[fmt::to_string(year)] = count;
  for (const LabExample& example : answer.newest) {
    newest.push_back({{"number", example.header.number},
                      {"source_type", core::Name(example.header.source_type)},
                      {"source", example.header.source},
                      {"title", example.title},
                      {"sentences", example.sentences}});
  }
  return {{"pattern", pattern},
          {"documents", answer.documents},
          {"looked_at", answer.candidates},
          {"by_index", answer.by_index},
          {"sources", answer.by_source},
          {"years", years},
          {"newest", newest},
          {"seconds", answer.seconds}};
}

// One sitting: patterns tried one after the other.
class Lab {
 public:
  Lab(const Global& global, const Arguments& arguments)
      : global_(global),
        arguments_(arguments),
        workspace_(Workspace::Open(global, Access::kRead)),
        lists_(workspace_.lexicon().lists),
        language_(ShownLanguage(arguments.language, workspace_.settings.language)),
        words_(In(language_, kKazakh, kRussian, kEnglish)) {
    options_.filter = ToFilter(arguments.filter, workspace_.settings.zone);
    options_.colours = global.json ? Colours::kNo : ColoursOfOutput();
  }

  // Whether the pattern could be compiled.
  bool Try(const std::string& text) const {
    classify::Pattern pattern;
    pattern.text = text;
    pattern.regex = arguments_.regex;
    pattern.place = {"lab", 1, 1};
    if (arguments_.section != "any") pattern.language = core::LanguageOf(arguments_.section);
    const auto answer = TryPattern(workspace_, lists_, pattern, options_);
    if (!answer) {
      if (global_.json) {
        PrintJson({{"pattern", text}, {"error", answer.error().front().message}});
      } else {
        for (const core::Error& error : answer.error()) {
          fmt::print(stderr, "{}\n", core::Printable(error.message));
        }
      }
      return false;
    }
    if (global_.json) {
      PrintJson(ToJson(text, *answer));
    } else {
      Print(*answer);
    }
    return true;
  }

  int ReadLines() const {
    const bool terminal = ::isatty(STDIN_FILENO) == 1 && ::isatty(STDOUT_FILENO) == 1;
    bool good = true;
    for (;;) {
      if (terminal) {
        fmt::print("{}", words_.prompt);
        std::fflush(stdout);
      }
      std::string line;
      if (!std::getline(std::cin, line)) break;
      if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
      if (!line.empty() && line.back() == '\r') line.pop_back();
      if (line.size() > kLongestLine) line.resize(kLongestLine);
      good = Try(line) && good;
      std::fflush(stdout);
    }
    if (terminal) fmt::print("\n");
    return good || terminal ? 0 : 1;
  }

 private:
  template <typename Counts>
  void PrintCounts(string_view label, const Counts& counts) const {
    std::vector<std::pair<std::string, std::uint64_t>> rows;
    for (const auto& [key, count] : counts) rows.emplace_back(fmt::to_string(key), count);
    if constexpr (std::is_same_v<typename Counts::key_type, std::string>) {
      std::stable_sort(rows.begin(), rows.end(),
                       [](const auto& a, const auto& b) { return a.second > b.second; });
    }
    const std::size_t shown = std::min(rows.size(), kSourcesShown);
    std::string text;
    // Of years the last ones.
    const bool years = !std::is_same_v<typename Counts::key_type, std::string>;
    for (std::size_t i = 0; i < shown; ++i) {
      const auto& [key, count] = rows[years ? rows.size() - shown + i : i];
      text += fmt::format("{}{} {}", text.empty() ? "" : ", ", core::Printable(key),
                          monitor::Number(language_, count));
    }
    fmt::print("{}: {}{}\n", label, text, shown < rows.size() ? ", …" : "");
  }

  void Print(const LabAnswer& answer) const {
    fmt::print("{}\n",
               fmt::format(fmt::runtime(answer.by_index ? words_.found : words_.scanned),
                           fmt::arg("documents", monitor::Number(language_, answer.documents)),
                           fmt::arg("candidates", monitor::Number(language_, answer.candidates)),
                           fmt::arg("seconds", monitor::Decimal(language_, answer.seconds, 2))));
    if (answer.documents == 0) return;
    PrintCounts(words_.sources, answer.by_source);
    PrintCounts(words_.years, answer.by_year);
    const core::Zone zone = *core::Zone::Find(workspace_.settings.zone);
    for (const LabExample& example : answer.newest) {
      fmt::print("{:>6}  {}  {}/{}  {}\n", example.header.number,
                 core::ToString(zone.DayOf(example.header.counted_at)),
                 core::Name(example.header.source_type), core::Printable(example.header.source),
                 monitor::OneLine(example.title));
      const std::size_t shown = std::min(example.sentences.size(), kSentencesShown);
      for (std::size_t i = 0; i < shown; ++i) fmt::print("        {}\n", example.sentences[i]);
    }
  }

  const Global& global_;
  const Arguments& arguments_;
  const Workspace workspace_;
  const std::vector<classify::WordList> lists_;
  const Language language_;
  const Wording& words_;
  LabOptions options_;
};

int RunLab(const Global& global, const Arguments& arguments) {
  const Lab lab(global, arguments);
  if (arguments.pattern.empty()) return lab.ReadLines();
  return lab.Try(arguments.pattern) ? 0 : 1;
}

}  // namespace

void AddLexiconLab(CLI::App& group, const Global& global, Run& run) {
  CLI::App* command = group.add_subcommand(
      "lab", "Try a pattern on the corpus: how many documents it would find, and where");
  command->footer(
      "Examples:\n"
      "  sholu lexicon lab \"взять ~3 конверт\" --section ru\n"
      "  sholu lexicon lab \"<official> ~4 конверт\" --from 2026-01-01 --source-type appeal\n"
      "  sholu lexicon lab                           # asks for one pattern after the other\n"
      "  sholu lexicon lab --json < patterns.txt     # a line of JSON for each\n"
      "A pattern is what stands under match: in a rule (docs/RULES.en.md), and may call the lists "
      "of the workspace. Fastest\nare patterns with words in their dictionary form, which are "
      "looked up in the index; \"forms\", beginnings* and\nregular expressions are sought in all "
      "documents. Nothing is written.");
  const auto arguments = std::make_shared<Arguments>();
  command->add_option("pattern", arguments->pattern, "Default: lines of standard input");
  command
      ->add_option("--section", arguments->section,
                   "Language of the pattern: kk, ru, en or any, as in a rule")
      ->check(CLI::IsMember({"kk", "ru", "en", "any"}))
      ->capture_default_str();
  command->add_flag("--regex", arguments->regex, "The pattern is a regular expression");
  AddFilterOptions(*command, arguments->filter);
  AddLanguageOption(*command, arguments->language);
  command->callback([&global, &run, arguments] {
    run = [&global, arguments] { return RunLab(global, *arguments); };
  });
}

}  // namespace app
