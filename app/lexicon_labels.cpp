#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/label_scores.h"
#include "app/lexicon_commands.h"
#include "app/lexicon_source.h"
#include "app/lexicon_words.h"
#include "app/shown_language.h"
#include "app/text_json.h"
#include "app/text_table.h"
#include "classify/rule_check.h"
#include "core/printable.h"
#include "monitor/numerals.h"
#include "monitor/plain_text.h"

namespace app {
namespace {

using core::Language;
using std::string_view;
using Json = nlohmann::ordered_json;

constexpr std::size_t kLongestLine = std::size_t{16} << 20;  // bytes
constexpr std::size_t kWidth = 100, kShownText = 200;

struct Arguments {
  LexiconArguments lexicon;
  std::string labels;
  std::size_t misses = 0, rules = 20;
};

struct Wording {
  string_view all;                               // {texts}
  string_view language;                          // {language}
  string_view columns[8];                        // of the figures
  std::array<string_view, kLabelFields> fields;  // in the order of LabelField
  string_view rules, rule_columns[5];            // {shown}, {total}
  string_view misses;                            // {shown}, {total}
  string_view due, found, fired, nothing;
};

constexpr Wording kKazakh = {
    "Барлық мәтін: {texts}",
    "Тілі: {language}",
    {"Өріс", "Дәлдік", "95 %", "Толықтық", "95 %", "F1", "Табылғаны", "Тиісі"},
    {"сыбайлас жемқорлық", "кезең", "есепке алынады", "салалар", "схемалар", "құқық бұзушылықтар",
     "органдар", "кінә айтылған органдар", "өңірлер"},
    "Ережелер, ең нашары бірінші ({shown} / {total})",
    {"Ереже", "Жемқорлық", "Басқа", "Үлесі", "95 %"},
    "Қате мәтіндер ({shown} / {total})",
    "тиісі",
    "табылғаны",
    "ережелер",
    "ештеңе"};
constexpr Wording kRussian = {
    "Все тексты: {texts}",
    "Язык: {language}",
    {"Поле", "Точность", "95 %", "Полнота", "95 %", "F1", "Найдено", "Должно"},
    {"коррупция", "стадия", "учитывается", "сферы", "схемы", "правонарушения", "органы",
     "органы, где нарушение", "регионы"},
    "Правила, худшие первыми ({shown} из {total})",
    {"Правило", "Коррупция", "Другое", "Доля", "95 %"},
    "Ошибочные тексты ({shown} из {total})",
    "должно",
    "найдено",
    "правила",
    "ничего"};
constexpr Wording kEnglish = {"All texts: {texts}",
                              "Language: {language}",
                              {"Field", "Precision", "95%", "Recall", "95%", "F1", "Found", "Due"},
                              {"corruption", "context", "countable", "spheres", "schemes",
                               "offences", "bodies", "implicated bodies", "regions"},
                              "Rules, the worst first ({shown} of {total})",
                              {"Rule", "Corrupt", "Other", "Share", "95%"},
                              "Texts with errors ({shown} of {total})",
                              "due",
                              "found",
                              "rules",
                              "nothing"};

// A text that was not judged as its label says.
struct Miss {
  LabelledText label;
  FieldValues found;
  std::set<std::string> rules;
};

// Classifies labelled texts one after the other.
class Tester {
 public:
  Tester(const LexiconSource& source, std::size_t misses)
      : classifier_(source.Compile(analyzer_)), scratch_(*classifier_), kept_misses_(misses) {}

  void Add(LabelledText label) {
    analyzer_.Analyze(label.text, Language::kUnknown, analyzer_scratch_, text_);
    analyzer_.Analyze(label.title, text_.language, analyzer_scratch_, title_);
    const classify::Input input{label.kind, label.date, label.title, label.text, title_, text_};
    std::set<std::string> rules;
    for (const auto& match : classifier_->Explain(input, scratch_)) {
      if (classify::Fired(match)) rules.emplace(match.rule);
    }
    FieldValues found = FoundIn(classifier_->Classify(input, scratch_));
    scores_.Add(label, found, rules);
    if (Differences(label.due, found).empty()) return;
    ++all_misses_;
    if (misses_.size() < kept_misses_) {
      misses_.push_back({std::move(label), std::move(found), std::move(rules)});
    }
  }

  const LabelScores& scores() const { return scores_; }
  const std::vector<Miss>& misses() const { return misses_; }
  std::uint64_t all_misses() const { return all_misses_; }
  const std::string& lexicon_version() const { return classifier_->lexicon().version; }

 private:
  const nlp::Analyzer analyzer_;
  const std::unique_ptr<classify::Classifier> classifier_;
  nlp::Analyzer::Scratch analyzer_scratch_;
  classify::Classifier::Scratch scratch_;
  core::NormalizedText title_, text_;
  LabelScores scores_;
  const std::size_t kept_misses_;
  std::vector<Miss> misses_;
  std::uint64_t all_misses_ = 0;
};

// Gives each label to `tester`. Lines that are none are named on stderr and passed over; false if
// there were any. Throws Failure if the file cannot be read or has no label at all.
bool ReadLabels(const std::string& path, Tester& tester) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw Failure(fmt::format("{}: cannot be read", path));
  bool sound = true;
  std::string line;
  for (std::uint64_t number = 1; std::getline(file, line); ++number) {
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    core::Expected<LabelledText> label = core::Error{"the line is longer than 16 MB"};
    if (line.size() <= kLongestLine) label = ParseLabel(line);
    if (label) {
      tester.Add(std::move(*label));
      continue;
    }
    sound = false;
    fmt::print(stderr, "sholu: {}:{}: {}\n", core::Printable(path), number,
               core::Printable(label.error().message));
  }
  if (tester.scores().texts() == 0) throw Failure(fmt::format("{}: no label could be read", path));
  return sound;
}

Json FieldsJson(const LabelScores::Fields& fields) {
  Json json = Json::object();
  for (std::size_t i = 0; i < kLabelFields; ++i) {
    const Agreement& one = fields[i];
    const monitor::Interval precision = one.precision_interval(), recall = one.recall_interval();
    json[std::string(Name(static_cast<LabelField>(i)))] = {
        {"precision", one.precision()},
        {"precision_interval", {precision.low, precision.high}},
        {"recall", one.recall()},
        {"recall_interval", {recall.low, recall.high}},
        {"f1", one.f1()},
        {"hit", one.hit},
        {"found", one.found},
        {"due", one.due}};
  }
  return json;
}

Json ValuesJson(LabelField field, const std::set<std::string>& values) {
  if (field == LabelField::kCorruption || field == LabelField::kCountable) return !values.empty();
  if (field == LabelField::kContext) return values.empty() ? "none" : *values.begin();
  return values;
}

Json ToJson(const Tester& tester) {
  Json languages = Json::object(), rules = Json::array(), misses = Json::array();
  for (const auto& [language, fields] : tester.scores().by_language()) {
    languages[language] = FieldsJson(fields);
  }
  for (const auto& [rule, score] : tester.scores().Rules()) {
    const monitor::Interval interval = score.interval();
    rules.push_back({{"rule", rule},
                     {"corrupt", score.corrupt},
                     {"other", score.other},
                     {"interval", {interval.low, interval.high}}});
  }
  for (const Miss& miss : tester.misses()) {
    Json due = Json::object(), found = Json::object();
    for (const LabelField field : Differences(miss.label.due, miss.found)) {
      const auto i = static_cast<std::size_t>(field);
      due[std::string(Name(field))] = ValuesJson(field, *miss.label.due[i]);
      found[std::string(Name(field))] = ValuesJson(field, *miss.found[i]);
    }
    misses.push_back(
        {{"id", miss.label.id}, {"due", due}, {"found", found}, {"rules", miss.rules}});
  }
  return {{"lexicon_version", tester.lexicon_version()},
          {"texts", tester.scores().texts()},
          {"texts_with_errors", tester.all_misses()},
          {"fields", FieldsJson(tester.scores().all())},
          {"languages", languages},
          {"rules", rules},
          {"misses", misses}};
}

class Printer {
 public:
  Printer(const Tester& tester, const Arguments& arguments, Language language)
      : tester_(tester),
        arguments_(arguments),
        language_(language),
        words_(In(language, kKazakh, kRussian, kEnglish)) {}

  void Print() const {
    const LabelScores& scores = tester_.scores();
    PrintFields(fmt::format(fmt::runtime(words_.all), fmt::arg("texts", scores.texts())),
                scores.all());
    if (scores.by_language().size() > 1) {
      for (const auto& [language, fields] : scores.by_language()) {
        PrintFields(fmt::format(fmt::runtime(words_.language), fmt::arg("language", language)),
                    fields);
      }
    }
    PrintRules();
    PrintMisses();
  }

 private:
  void Heading(string_view text) const { fmt::print("{}\n", Painted(text, kBold, colours_)); }

  std::string Share(double share) const { return monitor::Decimal(language_, share, 3); }
  std::string Bounds(const monitor::Interval& interval) const {
    return fmt::format("{}–{}", monitor::Decimal(language_, interval.low, 2),
                       monitor::Decimal(language_, interval.high, 2));
  }

  template <std::size_t N>
  static TextTable TableOf(const string_view (&titles)[N]) {
    std::vector<TextColumn> columns;
    for (std::size_t i = 0; i < N; ++i) {
      columns.push_back({titles[i], i == 0 ? Align::kLeft : Align::kRight});
    }
    return TextTable(std::move(columns));
  }

  void PrintFields(const std::string& heading, const LabelScores::Fields& fields) const {
    TextTable table = TableOf(words_.columns);
    for (std::size_t i = 0; i < kLabelFields; ++i) {
      const Agreement& one = fields[i];
      if (one.found + one.due == 0) continue;
      table.Add({std::string(words_.fields[i]), Share(one.precision()),
                 Bounds(one.precision_interval()), Share(one.recall()),
                 Bounds(one.recall_interval()), Share(one.f1()), fmt::to_string(one.found),
                 fmt::to_string(one.due)});
    }
    Heading(heading);
    fmt::print("{}\n", table.ToString(colours_, "  "));
  }

  void PrintRules() const {
    const auto rules = tester_.scores().Rules();
    const std::size_t shown =
        arguments_.rules == 0 ? rules.size() : std::min(arguments_.rules, rules.size());
    if (shown == 0) return;
    TextTable table = TableOf(words_.rule_columns);
    for (std::size_t i = 0; i < shown; ++i) {
      const auto& [rule, score] = rules[i];
      const double share = static_cast<double>(score.corrupt) / static_cast<double>(score.fired());
      table.Add({rule, fmt::to_string(score.corrupt), fmt::to_string(score.other), Share(share),
                 Bounds(score.interval())});
    }
    Heading(fmt::format(fmt::runtime(words_.rules), fmt::arg("shown", shown),
                        fmt::arg("total", rules.size())));
    fmt::print("{}", table.ToString(colours_, "  "));
  }

  std::string InWords(LabelField field, const std::set<std::string>& values) const {
    if (field == LabelField::kCorruption || field == LabelField::kCountable) {
      return std::string(BoolInWords(!values.empty(), language_));
    }
    return values.empty() ? std::string(words_.nothing) : fmt::format("{}", fmt::join(values, " "));
  }

  void PrintMisses() const {
    if (tester_.misses().empty()) return;
    fmt::print("\n");
    Heading(fmt::format(fmt::runtime(words_.misses), fmt::arg("shown", tester_.misses().size()),
                        fmt::arg("total", tester_.all_misses())));
    for (const Miss& miss : tester_.misses()) {
      const std::string text = miss.label.title + " " + miss.label.text;
      fmt::print("  {}\n", Painted(core::Printable(miss.label.id), kBold, colours_));
      fmt::print("{}", monitor::Wrap(monitor::Shorten(monitor::OneLine(text), kShownText), "    ",
                                     kWidth));
      for (const LabelField field : Differences(miss.label.due, miss.found)) {
        const auto i = static_cast<std::size_t>(field);
        fmt::print("    {}: {} {}, {} {}\n", words_.fields[i], words_.due,
                   core::Printable(InWords(field, *miss.label.due[i])), words_.found,
                   InWords(field, *miss.found[i]));
      }
      const std::string rules = fmt::format("{}", fmt::join(miss.rules, ", "));
      fmt::print("{}", monitor::Wrap(rules.empty() ? words_.nothing : string_view(rules),
                                     fmt::format("    {}: ", words_.fired), kWidth));
    }
  }

  const Tester& tester_;
  const Arguments& arguments_;
  const Language language_;
  const Wording& words_;
  const Colours colours_ = ColoursOfOutput();
};

}  // namespace

void AddLexiconTest(CLI::App& group, const Global& global, Run& run) {
  CLI::App* command =
      group.add_subcommand("test", "Measure the lexicon against texts that people labelled");
  command->footer(
      "LABELS has one JSON object per line:\n"
      R"(  {"id":"a-1","language":"ru","kind":"article","date":"2026-01-15","title":"...","text":"...",)"
      "\n"
      R"(   "gold":{"corruption":true,"context":"conviction","countable":true,"spheres":["health"],)"
      "\n"
      R"(   "schemes":["kickback"],"offences":["cc366"],"bodies":["mh"],"implicated":["mh"],"regions":["KZ-71"]}})"
      "\n"
      "Only text and gold are required; of gold, what is left out is not scored. A context of none "
      "counts as nothing\ndue or found. Intervals are Wilson's, 95 %. A rule is shown with the "
      "texts "
      "it fired in that are labelled corrupt,\nand the others: for rules that state no act a low "
      "share is no fault.\n"
      "Examples:\n"
      "  sholu lexicon test labels.jsonl --misses 20\n"
      "  sholu lexicon test labels.jsonl --lexicon drafts/lexicon --rules 0 --json\n"
      "Exit status 1 if a line is no label.");
  const auto arguments = std::make_shared<Arguments>();
  command->add_option("labels", arguments->labels, "File of labelled texts")
      ->required()
      ->check(CLI::ExistingFile);
  command->add_option("--misses", arguments->misses, "Show so many texts with errors")
      ->check(CLI::Range(0, 1'000'000))
      ->capture_default_str();
  command->add_option("--rules", arguments->rules, "Rules shown; 0: all")
      ->check(CLI::Range(0, 1'000'000))
      ->capture_default_str();
  AddLexiconOptions(*command, arguments->lexicon);
  command->callback([&global, &run, arguments] {
    run = [&global, arguments] {
      const LexiconSource source(global, arguments->lexicon);
      Tester tester(source, arguments->misses);
      const bool sound = ReadLabels(arguments->labels, tester);
      if (global.json) {
        PrintJson(ToJson(tester));
      } else {
        Printer(tester, *arguments, source.language()).Print();
      }
      return sound ? 0 : 1;
    };
  });
}

}  // namespace app
