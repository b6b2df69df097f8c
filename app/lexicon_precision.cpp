#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <tuple>

#include "app/corpus_scan.h"
#include "app/lexicon_commands.h"
#include "app/lexicon_source.h"
#include "app/shown_language.h"
#include "app/text_json.h"
#include "app/text_table.h"
#include "classify/rule_check.h"
#include "monitor/numerals.h"
#include "monitor/plain_text.h"

namespace app {
namespace {

using core::Language;
using std::string_view;
using Json = nlohmann::ordered_json;

constexpr std::size_t kWidth = 100;
constexpr std::size_t kFew = 50;  // rules that are listed without being asked for

struct Arguments {
  std::string language;
  bool all = false;
};

struct Wording {
  string_view columns[8];
  string_view kept_out_mark;
  string_view floor;   // {floor}, {judged}
  string_view nobody;  // no rule was judged yet
  string_view kept_out, none_kept_out;
  string_view never_fired;  // {count}
  string_view all_lists_them;
  string_view other_version;  // {count}, {all}
  string_view other_wording;  // {count}, {rules}
};

constexpr Wording kKazakh = {
    {"Ереже", "Дұрыс", "Қате", "Белгісіз", "Дәлдік", "95 %", "Құжаттар", ""},
    "есептен шығарылған",
    "Кемінде {judged} рет бағаланған және дәлдігінің төменгі шегі {floor}-ден кем ереже есептен "
    "шығарылады (sholu.yaml, lexicon).",
    "Әзірге бірде-бір ереже бағаланбаған: sholu lexicon sample --rule ЕРЕЖЕ",
    "Есептен шығарылған ережелер",
    "Есептен шығарылған ереже жоқ.",
    "Корпуста бірде-бір рет сәйкес келмеген ережелер: {count}",
    "Тізімін --all көрсетеді.",
    "{all} құжаттың {count} құжаты лексиконның басқа нұсқасымен белгіленген: sholu lexicon retag "
    "оларды қайта белгілейді.",
    "Нұсқасы көтерілмей өзгертілген ережелер: {rules}. Бұрынғы жазбасына берілген бағалар "
    "({count}) "
    "есепке алынбайды; version мәнін арттырыңыз."};
constexpr Wording kRussian = {
    {"Правило", "Верно", "Неверно", "Неясно", "Точность", "95 %", "Документы", ""},
    "исключено",
    "Из подсчётов исключается правило, которое оценено не менее {judged} раз и у которого нижняя "
    "граница точности ниже {floor} (sholu.yaml, lexicon).",
    "Пока не оценено ни одного правила: sholu lexicon sample --rule ПРАВИЛО",
    "Исключены из подсчётов",
    "Исключённых правил нет.",
    "Ни разу не сработали в корпусе: {count}",
    "Их перечисляет --all.",
    "Документов, размеченных другой версией лексикона: {count} из {all}; sholu lexicon retag "
    "разметит их заново.",
    "Изменены без новой версии: {rules}. Оценки прежней записи ({count}) не учитываются; увеличьте "
    "version."};
constexpr Wording kEnglish = {
    {"Rule", "Right", "Wrong", "Unsure", "Precision", "95%", "Documents", ""},
    "kept out",
    "A rule is kept out of counts if it was judged at least {judged} times and the lower bound of "
    "its precision is below {floor} (sholu.yaml, lexicon).",
    "No rule was judged yet: sholu lexicon sample --rule RULE",
    "Kept out of counts",
    "No rule is kept out of counts.",
    "Never fired on the corpus: {count}",
    "--all lists them.",
    "{count} of {all} documents were tagged by another version of the lexicon; sholu lexicon retag "
    "tags them anew.",
    "Rewritten without a new version: {rules}. Verdicts on what they were ({count}) do not count; "
    "raise their version."};

// What is known of one rule.
struct Row {
  const classify::Rule* rule;
  monitor::RulePrecision precision;
  std::uint64_t fired = 0;  // documents
  bool kept_out = false;
};

class Report {
 public:
  Report(const Global& global, const Arguments& arguments)
      : arguments_(arguments),
        workspace_(Workspace::Open(global, Access::kRead)),
        lexicon_(workspace_.lexicon()),
        language_(ShownLanguage(arguments.language, workspace_.settings.language)),
        words_(In(language_, kKazakh, kRussian, kEnglish)) {
    const auto precision = PrecisionIn(workspace_.folder, lexicon_);
    const auto below = monitor::RulesBelow(workspace_.settings.rule_floor, precision);
    const auto fired = CountFired(global.json);
    for (const classify::Rule& rule : lexicon_.rules) {
      Row row{&rule, {}, 0, below.contains(rule.id)};
      if (const auto found = precision.find(rule.id); found != precision.end()) {
        row.precision = found->second;
      }
      if (const auto found = fired.find(rule.id); found != fired.end()) row.fired = found->second;
      rows_.push_back(row);
    }
    // The least sure first; then those that fired most.
    std::sort(rows_.begin(), rows_.end(), [](const Row& a, const Row& b) {
      const auto key = [](const Row& row) {
        const bool judged = row.precision.judged() > 0;
        return std::tuple(!judged, judged ? row.precision.interval().low : 0);
      };
      return std::tuple(key(a), b.fired, string_view(a.rule->id)) <
             std::tuple(key(b), a.fired, string_view(b.rule->id));
    });
  }

  Json ToJson() const {
    Json rules = Json::array();
    for (const Row& row : rows_) {
      const monitor::RulePrecision& precision = row.precision;
      const monitor::Interval interval = precision.interval();
      rules.push_back({{"rule", row.rule->id},
                       {"version", row.rule->version},
                       {"right", precision.right},
                       {"wrong", precision.wrong},
                       {"unsure", precision.unsure},
                       {"of_another_wording", precision.of_another_wording},
                       {"precision", precision.judged() == 0 ? Json() : Json(ShareOf(precision))},
                       {"interval", {interval.low, interval.high}},
                       {"fired", row.fired},
                       {"kept_out", row.kept_out}});
    }
    const monitor::RuleFloor& floor = workspace_.settings.rule_floor;
    return {{"floor", floor.precision},
            {"judged", floor.judged},
            {"documents", documents_},
            {"tagged_by_another_version", other_version_},
            {"rules", rules},
            {"kept_out", Ids([](const Row& row) { return row.kept_out; })},
            {"never_fired", Ids([](const Row& row) { return row.fired == 0; })}};
  }

  void Print() const {
    const Colours colours = ColoursOfOutput();
    std::vector<TextColumn> columns;
    for (std::size_t i = 0; i < std::size(words_.columns); ++i) {
      columns.push_back({words_.columns[i], i == 0 || i == 7 ? Align::kLeft : Align::kRight});
    }
    TextTable table(std::move(columns));
    bool judged = false, shown = false;
    for (const Row& row : rows_) {
      const monitor::RulePrecision& precision = row.precision;
      const bool any = precision.judged() + precision.unsure > 0;
      judged = judged || any || precision.of_another_wording > 0;
      if (!any && !arguments_.all) continue;
      table.Add(Cells(row));
      shown = true;
    }
    if (!judged) fmt::print("{}\n", words_.nobody);
    if (shown) fmt::print("{}\n", table.ToString(colours));
    const monitor::RuleFloor& floor = workspace_.settings.rule_floor;
    Paragraph(fmt::format(fmt::runtime(words_.floor), fmt::arg("judged", floor.judged),
                          fmt::arg("floor", monitor::Decimal(language_, floor.precision, 2))));
    const auto kept_out = Ids([](const Row& row) { return row.kept_out; });
    if (kept_out.empty()) {
      fmt::print("{}\n", words_.none_kept_out);
    } else {
      fmt::print("\n{}\n", Painted(words_.kept_out, kBold, colours));
      for (const std::string& id : kept_out) fmt::print("  {}\n", id);
    }
    const auto never = Ids([](const Row& row) { return row.fired == 0; });
    if (!never.empty()) {
      const std::string heading =
          fmt::format(fmt::runtime(words_.never_fired), fmt::arg("count", Number(never.size())));
      fmt::print("\n{}\n", Painted(heading, kBold, colours));
      const bool listed = arguments_.all || never.size() <= kFew;
      const std::string below =
          listed ? fmt::format("{}", fmt::join(never, ", ")) : std::string(words_.all_lists_them);
      fmt::print("{}", monitor::Wrap(below, "  ", kWidth));
    }
    PrintRewritten();
    if (other_version_ > 0) {
      fmt::print("\n");
      Paragraph(fmt::format(fmt::runtime(words_.other_version),
                            fmt::arg("count", Number(other_version_)),
                            fmt::arg("all", Number(documents_))));
    }
  }

 private:
  std::string Number(std::uint64_t number) const { return monitor::Number(language_, number); }
  static double ShareOf(const monitor::RulePrecision& precision) {
    return static_cast<double>(precision.right) / static_cast<double>(precision.judged());
  }
  void PrintRewritten() const {
    std::uint64_t verdicts = 0;
    for (const Row& row : rows_) verdicts += row.precision.of_another_wording;
    if (verdicts == 0) return;
    const auto rules = Ids([](const Row& row) { return row.precision.of_another_wording > 0; });
    fmt::print("\n");
    Paragraph(fmt::format(fmt::runtime(words_.other_wording),
                          fmt::arg("rules", fmt::join(rules, ", ")),
                          fmt::arg("count", Number(verdicts))));
  }
  static void Paragraph(const std::string& text) {
    fmt::print("{}", monitor::Wrap(text, "", kWidth));
  }

  // Documents by the rules that fired on them. Views are ids of the lexicon that was compiled.
  std::map<std::string, std::uint64_t, std::less<>> CountFired(bool quiet) {
    const auto classifier = workspace_.CompileLexicon();
    const std::string& version = classifier->lexicon().version;
    std::map<std::string, std::uint64_t, std::less<>> fired;
    ScanCorpus(workspace_, *classifier, {}, quiet, [&](const ScannedDocument& document) {
      ++documents_;
      other_version_ += document.stored.classification.lexicon_version == version ? 0U : 1U;
      std::set<string_view> rules;
      for (const auto& match : document.matches) {
        if (classify::Fired(match)) rules.insert(match.rule);
      }
      for (const string_view rule : rules) ++fired[std::string(rule)];
    });
    return fired;
  }

  template <typename Test>
  std::vector<std::string> Ids(const Test& test) const {
    std::vector<std::string> ids;
    for (const Row& row : rows_) {
      if (test(row)) ids.push_back(row.rule->id);
    }
    std::sort(ids.begin(), ids.end());
    return ids;
  }

  std::vector<std::string> Cells(const Row& row) const {
    const monitor::RulePrecision& precision = row.precision;
    const monitor::Interval interval = precision.interval();
    const bool judged = precision.judged() > 0;
    return {row.rule->id,
            Number(precision.right),
            Number(precision.wrong),
            Number(precision.unsure),
            judged ? monitor::Decimal(language_, ShareOf(precision), 2) : "–",
            judged ? fmt::format("{}–{}", monitor::Decimal(language_, interval.low, 2),
                                 monitor::Decimal(language_, interval.high, 2))
                   : "–",
            Number(row.fired),
            row.kept_out ? std::string(words_.kept_out_mark) : std::string()};
  }

  const Arguments& arguments_;
  const Workspace workspace_;
  const classify::Lexicon lexicon_;
  const Language language_;
  const Wording& words_;
  std::vector<Row> rows_;
  std::uint64_t documents_ = 0, other_version_ = 0;
};

}  // namespace

void AddLexiconPrecision(CLI::App& group, const Global& global, Run& run) {
  CLI::App* command = group.add_subcommand(
      "precision", "Show how often rules are right as people judged them, and how often they fire");
  command->footer(
      "Examples:\n"
      "  sholu lexicon precision\n"
      "  sholu lexicon precision --all --language kk\n"
      "  sholu lexicon precision --json\n"
      "Rules are judged by samples ('sholu lexicon sample', 'sholu lexicon judge'). The interval "
      "is\n"
      "Wilson's, 95 %; the floor stands in sholu.yaml, under lexicon. What a rule that is kept "
      "out\n"
      "of counts matches is still shown by explain and sample.");
  const auto arguments = std::make_shared<Arguments>();
  command->add_flag("--all", arguments->all,
                    "Also rules that nobody judged, and all that never fired");
  AddLanguageOption(*command, arguments->language);
  command->callback([&global, &run, arguments] {
    run = [&global, arguments] {
      const Report report(global, *arguments);
      if (global.json) {
        PrintJson(report.ToJson());
      } else {
        report.Print();
      }
      return 0;
    };
  });
}

}  // namespace app
