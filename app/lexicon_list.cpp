#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <iterator>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/lexicon_commands.h"
#include "app/lexicon_source.h"
#include "app/lexicon_words.h"
#include "app/shown_language.h"
#include "app/text_json.h"
#include "app/text_table.h"
#include "monitor/numerals.h"
#include "nlp/normalizer.h"

namespace app {
namespace {

using core::Language;
using std::string_view;

struct Arguments {
  LexiconArguments lexicon;
  std::string kind, patterns_in, text;
};

struct Wording {
  string_view columns[10];
  monitor::CountedNoun rule;
  string_view none;
};

constexpr Wording kKazakh = {
    {"Ереже", "Атауы", "Не береді", "kk", "ru", "en", "any", "Салмағы", "Нұсқа", "Орны"},
    {"ереже", "ереже", "ереже"},
    "Мұндай ереже жоқ."};
constexpr Wording kRussian = {
    {"Правило", "Название", "Что даёт", "kk", "ru", "en", "any", "Вес", "Версия", "Место"},
    {"правило", "правила", "правил"},
    "Таких правил нет."};
constexpr Wording kEnglish = {
    {"Rule", "Title", "Emits", "kk", "ru", "en", "any", "Weight", "Version", "Place"},
    {"rule", "rules", "rules"},
    "There is no such rule."};

std::size_t PatternsIn(const classify::Rule& rule, Language language) {
  return static_cast<std::size_t>(
      std::count_if(rule.patterns.begin(), rule.patterns.end(),
                    [language](const auto& pattern) { return pattern.language == language; }));
}

// Whether id, title or a pattern of `rule` contains `folded`, or the name of what it emits.
bool Contains(const classify::Rule& rule, const std::string& emits, const std::string& folded) {
  const auto within = [&folded](string_view text) {
    return nlp::Normalize(text).fold.find(folded) != std::string::npos;
  };
  return within(rule.id) || within(rule.title) || within(emits) ||
         std::any_of(rule.patterns.begin(), rule.patterns.end(),
                     [&within](const auto& pattern) { return within(pattern.text); });
}

nlohmann::ordered_json ToJson(const classify::Rule& rule) {
  nlohmann::ordered_json patterns;
  for (const Language language : kPatternSections) {
    patterns[std::string(SectionName(language))] = PatternsIn(rule, language);
  }
  nlohmann::ordered_json kinds = nlohmann::ordered_json::array();
  for (const char* kind : kRuleKinds) {
    if (EmitsKind(rule, kind)) kinds.push_back(kind);
  }
  return {{"id", rule.id},
          {"title", rule.title},
          {"version", rule.version},
          {"weight", rule.weight},
          {"kinds", kinds},
          {"patterns", patterns},
          {"place", rule.place.ToString()}};
}

int List(const Global& global, const Arguments& arguments) {
  const LexiconSource source(global, arguments.lexicon);
  const auto lexicon = source.Load();
  if (!lexicon) throw Failure(lexicon.error());
  const monitor::Names names = monitor::Names::Of(*lexicon);
  const Language language = source.language();
  const std::string folded = nlp::Normalize(arguments.text).fold;
  std::vector<const classify::Rule*> rules;
  for (const classify::Rule& rule : lexicon->rules) {
    if (!arguments.kind.empty() && !EmitsKind(rule, arguments.kind)) continue;
    if (!arguments.patterns_in.empty() &&
        PatternsIn(rule, core::LanguageOf(arguments.patterns_in)) == 0) {
      continue;
    }
    if (!folded.empty() && !Contains(rule, EmitsInWords(rule, names, language), folded)) continue;
    rules.push_back(&rule);
  }
  if (global.json) {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const classify::Rule* rule : rules) list.push_back(ToJson(*rule));
    PrintJson({{"lexicon_version", lexicon->version}, {"rules", list}});
    return 0;
  }
  const Wording& words = In(language, kKazakh, kRussian, kEnglish);
  if (rules.empty()) {
    fmt::print("{}\n", words.none);
    return 0;
  }
  std::vector<TextColumn> columns;
  for (std::size_t i = 0; i < std::size(words.columns); ++i) {
    columns.push_back({words.columns[i], i >= 3 && i <= 8 ? Align::kRight : Align::kLeft,
                       i == 1 || i == 2 ? std::size_t{44} : std::size_t{60}});
  }
  TextTable table(std::move(columns));
  for (const classify::Rule* rule : rules) {
    std::vector<std::string> row = {rule->id, rule->title, EmitsInWords(*rule, names, language)};
    for (const Language section : kPatternSections) {
      const std::size_t count = PatternsIn(*rule, section);
      row.push_back(count == 0 ? "–" : fmt::to_string(count));
    }
    row.push_back(monitor::Decimal(language, rule->weight, 1));
    row.push_back(fmt::to_string(rule->version));
    row.push_back(rule->place.ToString());
    table.Add(std::move(row));
  }
  fmt::print("{}\n{}\n", table.ToString(ColoursOfOutput()),
             monitor::Counted(language, rules.size(), words.rule));
  return 0;
}

}  // namespace

void AddLexiconList(CLI::App& group, const Global& global, Run& run) {
  CLI::App* command = group.add_subcommand("list", "List rules: what they emit, how many patterns");
  command->footer(
      "Examples:\n"
      "  sholu lexicon list --kind scheme\n"
      "  sholu lexicon list взятк\n"
      "  sholu lexicon list --kind look_alike --lang kk --json");
  const auto arguments = std::make_shared<Arguments>();
  command->add_option("text", arguments->text,
                      "Only rules with these letters in id, title, names or patterns");
  command->add_option("--kind", arguments->kind, "Only rules that emit this")
      ->check(
          CLI::IsMember(std::vector<std::string>(std::begin(kRuleKinds), std::end(kRuleKinds))));
  command->add_option("--lang", arguments->patterns_in, "Only rules with patterns in kk, ru or en")
      ->check(CLI::IsMember({"kk", "ru", "en"}));
  AddLexiconOptions(*command, arguments->lexicon);
  command->callback([&global, &run, arguments] {
    run = [&global, arguments] { return List(global, *arguments); };
  });
}

}  // namespace app
