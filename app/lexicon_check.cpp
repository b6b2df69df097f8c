#include "app/lexicon_check.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>

#include "app/colours.h"
#include "app/lexicon_commands.h"
#include "app/lexicon_words.h"
#include "app/shown_language.h"
#include "app/text_json.h"
#include "classify/rule_check.h"
#include "core/printable.h"
#include "monitor/numerals.h"

namespace app {
namespace {

using core::Language;
using std::string_view;

struct Wording {
  string_view missed, false_match;  // {place}, {rule}, {text}
  string_view no_examples;          // {place}, {rule}
  string_view no_language;          // {place}, {rule}, {languages}
  string_view idle;                 // {place}, {rule}, {pattern}, {by}
  string_view lexicon;              // {where}, {version}
  string_view rules, lists, bodies, families, regions, patterns, examples, compiled;
  string_view seconds;
  string_view sound;             // without errors
  string_view errors, warnings;  // labels
};

constexpr Wording kKazakh = {
    "{place}: {rule}: мысал табылмады: «{text}»; үлгілерді немесе мысалды түзетіңіз",
    "{place}: {rule}: табылмауы тиіс мысал табылды: «{text}»; үлгілерді тарылтыңыз немесе мысалды "
    "түзетіңіз",
    "{place}: {rule}: мысал жоқ; examples астына жазыңыз: match және no_match",
    "{place}: {rule}: мына тілде үлгі жоқ: {languages}",
    "{place}: {rule}: «{pattern}» үлгісі ештеңе қоспайды: оның мәтіндерін «{by}» табады",
    "Лексикон: {where}, нұсқасы {version}",
    "ережелер",
    "сөз тізімдері",
    "органдар",
    "орган топтары",
    "өңірлер",
    "үлгілер",
    "мысалдар",
    "құрастыру",
    "с",
    "Қате жоқ.",
    "Қателер",
    "Ескертулер"};
constexpr Wording kRussian = {
    "{place}: {rule}: пример не найден: «{text}»; исправьте шаблоны или пример",
    "{place}: {rule}: найден пример, который находить нельзя: «{text}»; сузьте шаблоны или "
    "исправьте "
    "пример",
    "{place}: {rule}: нет примеров; впишите их под examples: match и no_match",
    "{place}: {rule}: нет шаблонов на языке: {languages}",
    "{place}: {rule}: шаблон «{pattern}» ничего не добавляет: его тексты находит «{by}»",
    "Лексикон: {where}, версия {version}",
    "правила",
    "списки слов",
    "органы",
    "семейства органов",
    "регионы",
    "шаблоны",
    "примеры",
    "компиляция",
    "с",
    "Ошибок нет.",
    "Ошибки",
    "Предупреждения"};
constexpr Wording kEnglish = {
    "{place}: {rule}: does not match its example “{text}”; correct the patterns or the example",
    "{place}: {rule}: matches what it must not: “{text}”; narrow the patterns or correct the "
    "example",
    "{place}: {rule}: has no examples; write some under examples: match and no_match",
    "{place}: {rule}: has no patterns in: {languages}",
    "{place}: {rule}: the pattern “{pattern}” adds nothing: “{by}” finds its texts",
    "Lexicon: {where}, version {version}",
    "rules",
    "lists of words",
    "bodies",
    "families of bodies",
    "regions",
    "patterns",
    "examples",
    "compiled in",
    "s",
    "No errors.",
    "Errors",
    "Warnings"};

class Checker {
 public:
  Checker(LexiconSource& source, const nlp::Analyzer& analyzer)
      : source_(source),
        analyzer_(analyzer),
        words_(In(source.language(), kKazakh, kRussian, kEnglish)) {}

  LexiconReport Run() {
    auto lexicon = source_.Load();
    if (!lexicon) {
      TakeErrors(lexicon.error());
      return std::move(report_);
    }
    Count(*lexicon);
    Warn(*lexicon);
    const auto begin = std::chrono::steady_clock::now();
    auto classifier = classify::Classifier::Compile(std::move(*lexicon), analyzer_, {});
    const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - begin;
    report_.compile_seconds = spent.count();
    if (classifier) {
      RunExamples(**classifier);
    } else {
      TakeErrors(classifier.error());
    }
    return std::move(report_);
  }

 private:
  void TakeErrors(const std::vector<core::Error>& errors) {
    for (const core::Error& error : errors) report_.errors.push_back(error.message);
  }

  void Count(const classify::Lexicon& lexicon) {
    report_.version = lexicon.version;
    report_.rules = lexicon.rules.size();
    report_.lists = lexicon.lists.size();
    report_.bodies = lexicon.bodies.size();
    report_.families = lexicon.families.size();
    report_.regions = lexicon.regions.size();
    for (const classify::Rule& rule : lexicon.rules) {
      report_.examples += rule.examples.match.size() + rule.examples.no_match.size();
      for (const classify::Pattern& pattern : rule.patterns) {
        ++report_.patterns[IndexOf(pattern.language)];
      }
    }
  }

  static std::size_t IndexOf(Language language) {
    return static_cast<std::size_t>(
        std::find(kPatternSections.begin(), kPatternSections.end() - 1, language) -
        kPatternSections.begin());
  }

  void Warn(const classify::Lexicon& lexicon) {
    for (const auto& [rule_index, pattern, by] : classify::FindIdlePatterns(lexicon)) {
      const classify::Rule& rule = lexicon.rules[rule_index];
      Warn(words_.idle, rule.patterns[pattern].place, rule,
           fmt::arg("pattern", rule.patterns[pattern].text),
           fmt::arg("by", rule.patterns[by].text));
    }
    for (const classify::Rule& rule : lexicon.rules) {
      if (const std::string missing = MissingLanguages(rule); !missing.empty()) {
        Warn(words_.no_language, rule.place, rule, fmt::arg("languages", missing));
      }
    }
    // One entry may make a rule and a weaker one, and has one place for examples.
    std::set<std::string> with_examples;
    for (const classify::Rule& rule : lexicon.rules) {
      const bool any = !rule.examples.match.empty() || !rule.examples.no_match.empty();
      if (any) with_examples.insert(rule.place.ToString());
    }
    for (const classify::Rule& rule : lexicon.rules) {
      if (with_examples.insert(rule.place.ToString()).second) {
        Warn(words_.no_examples, rule.place, rule);
      }
    }
  }

  std::string MissingLanguages(const classify::Rule& rule) const {
    std::string missing;
    for (const Language language : kPatternSections) {
      const bool has =
          std::any_of(rule.patterns.begin(), rule.patterns.end(), [language](const auto& pattern) {
            return pattern.language == language || pattern.language == Language::kUnknown;
          });
      if (has || language == Language::kUnknown) continue;
      missing.append(missing.empty() ? "" : ", ")
          .append(LanguageInWords(language, source_.language()));
    }
    return missing;
  }

  template <typename... Arguments>
  void Warn(string_view form, const classify::Place& place, const classify::Rule& rule,
            const Arguments&... arguments) {
    report_.warnings.push_back(fmt::format(fmt::runtime(form), fmt::arg("place", place.ToString()),
                                           fmt::arg("rule", rule.id), arguments...));
  }

  void RunExamples(const classify::Classifier& classifier) {
    for (const auto& [index, text, due] : classify::CheckExamples(classifier, analyzer_)) {
      const classify::Rule& rule = classifier.lexicon().rules[index];
      report_.errors.push_back(
          fmt::format(fmt::runtime(due ? words_.missed : words_.false_match),
                      fmt::arg("place", source_.Find(rule.place, text).ToString()),
                      fmt::arg("rule", rule.id), fmt::arg("text", text)));
    }
  }

  LexiconSource& source_;
  const nlp::Analyzer& analyzer_;
  const Wording& words_;
  LexiconReport report_;
};

nlohmann::ordered_json ToJson(const LexiconReport& report) {
  nlohmann::ordered_json patterns;
  for (std::size_t i = 0; i < kPatternSections.size(); ++i) {
    patterns[std::string(SectionName(kPatternSections[i]))] = report.patterns[i];
  }
  return {{"sound", report.errors.empty()}, {"lexicon_version", report.version},
          {"rules", report.rules},          {"patterns", patterns},
          {"lists", report.lists},          {"bodies", report.bodies},
          {"families", report.families},    {"regions", report.regions},
          {"examples", report.examples},    {"compile_seconds", report.compile_seconds},
          {"errors", report.errors},        {"warnings", report.warnings}};
}

void PrintLines(const std::vector<std::string>& lines, string_view heading, string_view colour,
                Colours colours) {
  if (lines.empty()) return;
  fmt::print("\n{}\n", Painted(fmt::format("{}: {}", heading, lines.size()), colour, colours));
  for (const std::string& line : lines) fmt::print("  {}\n", core::Printable(line));
}

void Print(const LexiconReport& report, const LexiconSource& source, bool warnings) {
  const Language language = source.language();
  const Wording& words = In(language, kKazakh, kRussian, kEnglish);
  const Colours colours = ColoursOfOutput();
  if (!report.version.empty()) {
    fmt::print("{}\n", fmt::format(fmt::runtime(words.lexicon),
                                   fmt::arg("where", core::Printable(source.ToString())),
                                   fmt::arg("version", report.version)));
    std::string patterns;
    for (std::size_t i = 0; i < kPatternSections.size(); ++i) {
      if (report.patterns[i] == 0) continue;
      patterns += fmt::format("{}{} {}", patterns.empty() ? "" : ", ",
                              LanguageInWords(kPatternSections[i], language), report.patterns[i]);
    }
    for (const auto& [label, value] :
         {std::pair(words.rules, fmt::to_string(report.rules)),
          {words.patterns, patterns},
          {words.examples, fmt::to_string(report.examples)},
          {words.lists, fmt::to_string(report.lists)},
          {words.bodies, fmt::to_string(report.bodies)},
          {words.families, fmt::to_string(report.families)},
          {words.regions, fmt::to_string(report.regions)},
          {words.compiled, monitor::Decimal(language, report.compile_seconds, 2) + " " +
                               std::string(words.seconds)}}) {
      fmt::print("  {:<20} {}\n", label, value);
    }
  }
  PrintLines(report.errors, words.errors, kRed, colours);
  if (warnings) PrintLines(report.warnings, words.warnings, kYellow, colours);
  if (report.errors.empty()) fmt::print("\n{}\n", Painted(words.sound, kGreen, colours));
}

}  // namespace

LexiconReport CheckLexicon(LexiconSource& source, const nlp::Analyzer& analyzer) {
  return Checker(source, analyzer).Run();
}

void AddLexiconCheck(CLI::App& group, const Global& global, Run& run) {
  CLI::App* command = group.add_subcommand(
      "check", "Load and compile the rules, run their examples, list what is wrong");
  command->footer(
      "Examples:\n"
      "  sholu lexicon check\n"
      "  sholu lexicon check --lexicon drafts/lexicon --no-warnings\n"
      "  sholu lexicon check --json\n"
      "Exit status 1 if anything is wrong; warnings alone are no error.");
  const auto arguments = std::make_shared<LexiconArguments>();
  const auto quiet = std::make_shared<bool>(false);
  AddLexiconOptions(*command, *arguments);
  command->add_flag("--no-warnings", *quiet, "Say only what is wrong");
  command->callback([&global, &run, arguments, quiet] {
    run = [&global, arguments, quiet] {
      LexiconSource source(global, *arguments);
      const nlp::Analyzer analyzer;
      const LexiconReport report = CheckLexicon(source, analyzer);
      if (global.json) {
        PrintJson(ToJson(report));
      } else {
        Print(report, source, !*quiet);
      }
      return report.errors.empty() ? 0 : 1;
    };
  });
}

}  // namespace app
