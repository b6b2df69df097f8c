#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

#include "app/colours.h"
#include "app/corpus_scan.h"
#include "app/lexicon_commands.h"
#include "app/lexicon_source.h"
#include "app/lexicon_words.h"
#include "app/text_json.h"
#include "classify/rule_check.h"
#include "core/printable.h"
#include "monitor/numerals.h"
#include "monitor/plain_text.h"

namespace app {
namespace {

using classify::Pattern;
using classify::Rule;
using classify::WordList;
using core::Language;
using std::string_view;
using Json = nlohmann::ordered_json;

struct Arguments {
  LexiconArguments lexicon;
  std::string rule;
  bool no_corpus = false;
};

struct Wording {
  string_view emits, weight, version, place, patterns, list, match, no_match, corpus, judged;
  string_view kept_out;
  string_view fired;     // {documents}, {matches}, {all}
  string_view verdicts;  // {right}, {wrong}, {unsure}
};

constexpr Wording kKazakh = {"береді",
                             "салмағы",
                             "нұсқасы",
                             "орны",
                             "Үлгілер",
                             "сөз тізімі",
                             "Табылуы тиіс",
                             "Табылмауы тиіс",
                             "корпуста",
                             "бағаланды",
                             "есепке алынбайды: адамдар оны жиі қате деп бағалаған",
                             "{all} құжаттың {documents} құжатында, {matches} рет",
                             "дұрыс {right}, қате {wrong}, белгісіз {unsure}"};
constexpr Wording kRussian = {"даёт",
                              "вес",
                              "версия",
                              "место",
                              "Шаблоны",
                              "список слов",
                              "Должно найтись",
                              "Не должно найтись",
                              "в корпусе",
                              "оценено",
                              "не учитывается: люди слишком часто признавали его ошибочным",
                              "в {documents} документах из {all}, совпадений {matches}",
                              "верно {right}, неверно {wrong}, неясно {unsure}"};
constexpr Wording kEnglish = {"emits",
                              "weight",
                              "version",
                              "place",
                              "Patterns",
                              "list of words",
                              "Must match",
                              "Must not match",
                              "in the corpus",
                              "judged",
                              "kept out of counts: people judged it wrong too often",
                              "in {documents} of {all} documents, {matches} matches",
                              "right {right}, wrong {wrong}, unsure {unsure}"};

constexpr std::array kSections = {Language::kKk, Language::kRu, Language::kEn, Language::kUnknown};
constexpr std::size_t kWidth = 100;

string_view KeyOf(Language language) {
  return language == Language::kUnknown ? "any" : core::Code(language);
}

// How often a rule fired.
struct Frequency {
  std::uint64_t documents = 0, matches = 0, all = 0;
};

Frequency Count(const Workspace& workspace, const classify::Classifier& classifier,
                const std::string& rule, bool quiet) {
  Frequency frequency;
  ScanCorpus(workspace, classifier, {}, quiet, [&](const ScannedDocument& document) {
    const auto matches = static_cast<std::uint64_t>(std::count_if(
        document.matches.begin(), document.matches.end(),
        [&](const auto& match) { return match.rule == rule && classify::Fired(match); }));
    ++frequency.all;
    frequency.matches += matches;
    frequency.documents += matches > 0 ? 1 : 0;
  });
  return frequency;
}

// Whether a pattern in a list is read in sentences of `language`; kUnknown: of any language.
bool IsReadIn(const Pattern& pattern, Language language) {
  return pattern.language == language || pattern.language == Language::kUnknown ||
         language == Language::kUnknown;
}

std::vector<std::string> TextsIn(const WordList& list, Language language) {
  std::vector<std::string> texts;
  for (const Pattern& pattern : list.patterns) {
    if (IsReadIn(pattern, language)) texts.push_back(pattern.text);
  }
  return texts;
}

// Adds the lists that `texts` call by name, and those that these call, each once.
void CollectLists(const std::vector<std::string>& texts, Language language,
                  const classify::Lexicon& lexicon, std::vector<const WordList*>& lists) {
  for (const WordList& list : lexicon.lists) {
    const std::string call = "<" + list.name + ">";
    const bool called = std::any_of(texts.begin(), texts.end(), [&call](const std::string& text) {
      return text.find(call) != std::string::npos;
    });
    if (!called || std::find(lists.begin(), lists.end(), &list) != lists.end()) continue;
    lists.push_back(&list);
    CollectLists(TextsIn(list, language), language, lexicon, lists);
  }
}

// The patterns that `rule` has under kk, ru, en or any.
std::vector<std::string> OwnTexts(const Rule& rule, Language section) {
  std::vector<std::string> texts;
  for (const Pattern& pattern : rule.patterns) {
    if (pattern.language == section) texts.push_back(pattern.text);
  }
  return texts;
}

std::vector<const WordList*> ListsOf(const Rule& rule, Language section,
                                     const classify::Lexicon& lexicon) {
  std::vector<const WordList*> lists;
  CollectLists(OwnTexts(rule, section), section, lexicon, lists);
  return lists;
}

// A rule and all that is known of it.
struct Portrait {
  const classify::Lexicon& lexicon;
  const Rule& rule;
  bool kept_out = false;
  std::optional<Frequency> frequency;
  std::optional<monitor::RulePrecision> judged;
};

Json ToJson(const Portrait& of, const monitor::Names& names) {
  Json emits = Json::array();
  for (const classify::Emission& emission : of.rule.emits) {
    Json row = Json::object();
    if (emission.kind) row[std::string(core::Name(*emission.kind))] = emission.id;
    if (emission.context != core::Context::kNone) row["context"] = core::Name(emission.context);
    for (const auto& [name, value] : {std::pair("act", emission.act),
                                      {"look_alike", emission.look_alike},
                                      {"episode", emission.episode},
                                      {"post", emission.post}}) {
      if (value) row[name] = true;
    }
    emits.push_back(std::move(row));
  }
  Json patterns = Json::object(), lists = Json::object();
  for (const Language language : kSections) {
    const std::string key(KeyOf(language));
    patterns[key] = OwnTexts(of.rule, language);
    for (const WordList* list : ListsOf(of.rule, language, of.lexicon)) {
      lists[list->name][key] = TextsIn(*list, language);
    }
  }
  Json json = {{"id", of.rule.id},
               {"title", of.rule.title},
               {"version", of.rule.version},
               {"weight", of.rule.weight},
               {"emits", emits},
               {"in_words", EmitsInWords(of.rule, names, Language::kEn)},
               {"patterns", patterns},
               {"lists", lists},
               {"match", of.rule.examples.match},
               {"no_match", of.rule.examples.no_match},
               {"place", of.rule.place.ToString()},
               {"kept_out", of.kept_out}};
  if (of.frequency) {
    json["corpus"] = {{"documents", of.frequency->all},
                      {"fired", of.frequency->documents},
                      {"matches", of.frequency->matches}};
  }
  if (of.judged) {
    json["judged"] = {
        {"right", of.judged->right}, {"wrong", of.judged->wrong}, {"unsure", of.judged->unsure}};
  }
  return json;
}

void PrintPatterns(const Portrait& of, Language section, const Wording& words, Language language,
                   Colours colours) {
  const std::vector<std::string> own = OwnTexts(of.rule, section);
  if (own.empty()) return;
  fmt::print("\n{} — {}\n", Painted(words.patterns, kBold, colours),
             LanguageInWords(section, language));
  for (const std::string& text : own) fmt::print("{}", monitor::Wrap(text, "  • ", kWidth));
  for (const WordList* list : ListsOf(of.rule, section, of.lexicon)) {
    std::string all;
    for (const std::string& text : TextsIn(*list, section)) {
      all.append(all.empty() ? "" : " | ").append(text);
    }
    fmt::print("{}", monitor::Wrap(all, fmt::format("    <{}> = ", list->name), kWidth));
  }
}

void Print(const Portrait& of, const monitor::Names& names, Language language) {
  const Wording& words = In(language, kKazakh, kRussian, kEnglish);
  const Colours colours = ColoursOfOutput();
  fmt::print("{}  {}\n", Painted(of.rule.id, kBold, colours), core::Printable(of.rule.title));
  const auto line = [](string_view label, string_view value) {
    fmt::print("{}", monitor::Wrap(value, fmt::format("  {:<10} ", label), kWidth));
  };
  line(words.emits, EmitsInWords(of.rule, names, language));
  line(words.weight, monitor::Decimal(language, of.rule.weight, 1));
  line(words.version, fmt::to_string(of.rule.version));
  line(words.place, of.rule.place.ToString());
  const auto number = [language](std::uint64_t count) { return monitor::Number(language, count); };
  if (of.frequency) {
    line(words.corpus, fmt::format(fmt::runtime(words.fired),
                                   fmt::arg("documents", number(of.frequency->documents)),
                                   fmt::arg("all", number(of.frequency->all)),
                                   fmt::arg("matches", number(of.frequency->matches))));
  }
  if (of.judged) {
    line(words.judged,
         fmt::format(fmt::runtime(words.verdicts), fmt::arg("right", of.judged->right),
                     fmt::arg("wrong", of.judged->wrong), fmt::arg("unsure", of.judged->unsure)));
  }
  if (of.kept_out) fmt::print("  {}\n", Painted(words.kept_out, kYellow, colours));
  for (const Language section : kSections) PrintPatterns(of, section, words, language, colours);
  for (const auto& [heading, examples] : {std::pair(words.match, &of.rule.examples.match),
                                          {words.no_match, &of.rule.examples.no_match}}) {
    if (examples->empty()) continue;
    fmt::print("\n{}\n", Painted(heading, kBold, colours));
    for (const std::string& text : *examples) fmt::print("{}", monitor::Wrap(text, "  • ", kWidth));
  }
}

int Show(const Global& global, const Arguments& arguments) {
  const LexiconSource source(global, arguments.lexicon);
  const auto lexicon = source.Load();
  if (!lexicon) throw Failure(lexicon.error());
  const Rule& rule = RequiredRule(*lexicon, arguments.rule);
  Portrait portrait{*lexicon, rule, source.KeptOut(*lexicon).contains(rule.id), {}, {}};
  if (source.in_workspace()) {
    const auto judged = PrecisionIn(global.folder(), *lexicon);
    if (const auto found = judged.find(rule.id); found != judged.end()) {
      portrait.judged = found->second;
    }
    if (!arguments.no_corpus) {
      const Workspace workspace = Workspace::Open(global, Access::kRead);
      const auto classifier = workspace.CompileLexicon();
      portrait.frequency = Count(workspace, *classifier, rule.id, global.json);
    }
  }
  const monitor::Names names = monitor::Names::Of(*lexicon);
  if (global.json) {
    PrintJson(ToJson(portrait, names));
  } else {
    Print(portrait, names, source.language());
  }
  return 0;
}

}  // namespace

void AddLexiconShow(CLI::App& group, const Global& global, Run& run) {
  CLI::App* command = group.add_subcommand(
      "show", "Show a rule: what it emits, its patterns and lists, how often it fires");
  command->footer(
      "Examples:\n"
      "  sholu lexicon show scheme.kickback\n"
      "  sholu lexicon show scheme.kickback --language kk --no-corpus");
  const auto arguments = std::make_shared<Arguments>();
  command->add_option("rule", arguments->rule, "Id of the rule, as list prints it")->required();
  command->add_flag("--no-corpus", arguments->no_corpus,
                    "Do not read the workspace's documents to count where it fires");
  AddLexiconOptions(*command, arguments->lexicon);
  command->callback([&global, &run, arguments] {
    run = [&global, arguments] { return Show(global, *arguments); };
  });
}

}  // namespace app
