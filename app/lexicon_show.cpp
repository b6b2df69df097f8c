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
#include "app/shown_language.h"
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
  string_view why, emits, weight, version, place, where;
  string_view patterns, expressions, list, match, no_match, corpus, judged;
  string_view kept_out;
  string_view fired;     // {documents}, {matches}, {all}
  string_view verdicts;  // {right}, {wrong}, {unsure}
  string_view in_title, in_text, in_order;
  std::array<string_view, 3> same;  // parts in one sentence, paragraph, document
  string_view must, must_not;
  std::array<string_view, 3> sides;   // around, before, after: {window}
  std::array<string_view, 3> scopes;  // within the sentence, paragraph, document
  string_view tokens;                 // within {count} words
};

constexpr Wording kKazakh = {
    "себебі",
    "береді",
    "салмағы",
    "нұсқасы",
    "орны",
    "шарты",
    "Үлгілер",
    "Тұрақты өрнектер",
    "сөз тізімі",
    "Табылуы тиіс",
    "Табылмауы тиіс",
    "корпуста",
    "бағаланды",
    "есепке алынбайды: адамдар оны жиі қате деп бағалаған",
    "{all} құжаттың {documents} құжатында, {matches} рет",
    "дұрыс {right}, қате {wrong}, белгісіз {unsure}",
    "тек тақырыпта",
    "тек мәтінде",
    "бөліктері жазылған ретпен",
    {"бөліктері бір сөйлемде", "бөліктері бір абзацта", "бөліктері бір құжатта"},
    "Қасында болуы тиіс",
    "Қасында болмауы тиіс",
    {"{window}", "алдында, {window}", "артында, {window}"},
    {"сөйлем ішінде", "абзац ішінде", "құжат ішінде"},
    "{count} сөзге дейін"};
constexpr Wording kRussian = {
    "почему",
    "даёт",
    "вес",
    "версия",
    "место",
    "условия",
    "Шаблоны",
    "Регулярные выражения",
    "список слов",
    "Должно найтись",
    "Не должно найтись",
    "в корпусе",
    "оценено",
    "не учитывается: люди слишком часто признавали его ошибочным",
    "в {documents} документах из {all}, совпадений {matches}",
    "верно {right}, неверно {wrong}, неясно {unsure}",
    "только в заголовке",
    "только в тексте",
    "части в порядке записи",
    {"части в одном предложении", "части в одном абзаце", "части в одном документе"},
    "Должно стоять рядом",
    "Не должно стоять рядом",
    {"{window}", "перед совпадением, {window}", "после совпадения, {window}"},
    {"в пределах предложения", "в пределах абзаца", "в пределах документа"},
    "не дальше {count} сл."};
constexpr Wording kEnglish = {
    "why",
    "emits",
    "weight",
    "version",
    "place",
    "where",
    "Patterns",
    "Regular expressions",
    "list of words",
    "Must match",
    "Must not match",
    "in the corpus",
    "judged",
    "kept out of counts: people judged it wrong too often",
    "in {documents} of {all} documents, {matches} matches",
    "right {right}, wrong {wrong}, unsure {unsure}",
    "only in the title",
    "only in the text",
    "parts in the order written",
    {"parts in one sentence", "parts in one paragraph", "parts in one document"},
    "Must stand near",
    "Must not stand near",
    {"{window}", "before the match, {window}", "after the match, {window}"},
    {"within the sentence", "within the paragraph", "within the document"},
    "within {count} words"};

constexpr std::size_t kWidth = 100;

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

// Those of `patterns` that stand under kk, ru, en or any.
std::vector<std::string> TextsUnder(Language section, const std::vector<Pattern>& patterns,
                                    bool regex = false) {
  std::vector<std::string> texts;
  for (const Pattern& pattern : patterns) {
    if (pattern.language == section && pattern.regex == regex) texts.push_back(pattern.text);
  }
  return texts;
}

std::vector<const WordList*> ListsOf(const Rule& rule, Language section,
                                     const classify::Lexicon& lexicon) {
  std::vector<const WordList*> lists;
  CollectLists(TextsUnder(section, rule.patterns), section, lexicon, lists);
  for (const classify::Guard& guard : rule.conditions.guards) {
    CollectLists(TextsUnder(section, guard.patterns), section, lexicon, lists);
  }
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

Json BySection(const std::vector<Pattern>& patterns, bool regex = false) {
  Json sections = Json::object();
  for (const Language language : kPatternSections) {
    std::vector<std::string> texts = TextsUnder(language, patterns, regex);
    if (!texts.empty()) sections[std::string(SectionName(language))] = std::move(texts);
  }
  return sections;
}

constexpr std::array<string_view, 3> kSides = {"around", "before", "after"};
constexpr std::array<string_view, 3> kScopes = {"sentence", "paragraph", "document"};

Json ToJson(const classify::Conditions& conditions) {
  Json json = {{"same", kScopes[static_cast<std::size_t>(conditions.same)]},
               {"in_order", conditions.in_order}};
  if (conditions.field) json["field"] = core::Name(*conditions.field);
  json["guards"] = Json::array();
  for (const classify::Guard& guard : conditions.guards) {
    Json row = {{"forbid", guard.forbid},
                {"side", kSides[static_cast<std::size_t>(guard.side)]},
                {"patterns", BySection(guard.patterns)},
                {"place", guard.place.ToString()}};
    if (guard.tokens > 0) {
      row["within"] = guard.tokens;
    } else {
      row["within"] = kScopes[static_cast<std::size_t>(guard.scope)];
    }
    json["guards"].push_back(std::move(row));
  }
  return json;
}

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
  Json lists = Json::object();
  for (const Language language : kPatternSections) {
    const std::string key(SectionName(language));
    for (const WordList* list : ListsOf(of.rule, language, of.lexicon)) {
      lists[list->name][key] = TextsIn(*list, language);
    }
  }
  Json json = {{"id", of.rule.id},
               {"title", of.rule.title},
               {"why", of.rule.why},
               {"version", of.rule.version},
               {"weight", of.rule.weight},
               {"emits", emits},
               {"in_words", EmitsInWords(of.rule, names, Language::kEn)},
               {"patterns", BySection(of.rule.patterns)},
               {"regex", BySection(of.rule.patterns, true)},
               {"conditions", ToJson(of.rule.conditions)},
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

std::string WindowInWords(const classify::Guard& guard, const Wording& words) {
  const std::string window =
      guard.tokens > 0 ? fmt::format(fmt::runtime(words.tokens), fmt::arg("count", guard.tokens))
                       : std::string(words.scopes[static_cast<std::size_t>(guard.scope)]);
  return fmt::format(fmt::runtime(words.sides[static_cast<std::size_t>(guard.side)]),
                     fmt::arg("window", window));
}

// Where the rule looks, as far as that is not the usual.
std::string ConditionsInWords(const classify::Conditions& conditions, const Wording& words) {
  std::vector<string_view> parts;
  if (conditions.field) {
    parts.push_back(*conditions.field == core::Field::kTitle ? words.in_title : words.in_text);
  }
  if (conditions.same != classify::Scope::kSentence) {
    parts.push_back(words.same[static_cast<std::size_t>(conditions.same)]);
  }
  if (conditions.in_order) parts.push_back(words.in_order);
  return fmt::format("{}", fmt::join(parts, "; "));
}

void PrintPatterns(const Portrait& of, Language section, const Wording& words, Language language,
                   Colours colours) {
  for (const bool regex : {false, true}) {
    const std::vector<std::string> own = TextsUnder(section, of.rule.patterns, regex);
    if (own.empty()) continue;
    fmt::print("\n{} — {}\n", Painted(regex ? words.expressions : words.patterns, kBold, colours),
               LanguageInWords(section, language));
    for (const std::string& text : own) fmt::print("{}", monitor::Wrap(text, "  • ", kWidth));
  }
  for (const classify::Guard& guard : of.rule.conditions.guards) {
    const std::vector<std::string> own = TextsUnder(section, guard.patterns);
    if (own.empty()) continue;
    fmt::print("\n{} — {} ({})\n",
               Painted(guard.forbid ? words.must_not : words.must, kBold, colours),
               LanguageInWords(section, language), WindowInWords(guard, words));
    for (const std::string& text : own) fmt::print("{}", monitor::Wrap(text, "  • ", kWidth));
  }
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
  if (!of.rule.why.empty()) line(words.why, of.rule.why);
  line(words.emits, EmitsInWords(of.rule, names, language));
  line(words.weight, monitor::Decimal(language, of.rule.weight, 1));
  line(words.version, fmt::to_string(of.rule.version));
  line(words.place, of.rule.place.ToString());
  const std::string where = ConditionsInWords(of.rule.conditions, words);
  if (!where.empty()) line(words.where, where);
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
  for (const Language section : kPatternSections)
    PrintPatterns(of, section, words, language, colours);
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
