#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

#include "app/clock.h"
#include "app/commands.h"
#include "app/dimension_names.h"
#include "app/filter_options.h"
#include "app/filter_values.h"
#include "app/query_reader.h"
#include "app/shown_language.h"
#include "app/text_json.h"
#include "app/text_table.h"
#include "monitor/numerals.h"
#include "monitor/period.h"

namespace app {
namespace {

using Json = nlohmann::ordered_json;
using core::Language;

struct Arguments {
  std::vector<std::string> words, by;
  FilterArguments filter;
  std::string every = "month", unit = "items", language;
  store::Commit at = 0;
  std::size_t limit = 0;
  bool all = false, rates = false;
};

struct Wording {
  std::string_view when, items, incidents, outlets, rate, nothing, commit, erased;
};

constexpr Wording kKazakh = {"кезең",
                             "материал",
                             "оқиға",
                             "дереккөз",
                             "100 мың материалға",
                             "Ештеңе саналмады.",
                             "Корпустың {} коммиті бойынша",
                             "содан бері жойылған құжаттар: {}"};
constexpr Wording kRussian = {"период",
                              "материалов",
                              "случаев",
                              "источников",
                              "на 100 тыс. материалов",
                              "Ничего не подсчитано.",
                              "По коммиту {} корпуса",
                              "стёрто с тех пор: {}"};
constexpr Wording kEnglish = {"when",
                              "items",
                              "incidents",
                              "outlets",
                              "per 100,000 items",
                              "Nothing was counted.",
                              "At commit {} of the corpus",
                              "erased since: {}"};

// When the documents are of that a query finds, as far as conditions say that all of them must
// hold.
struct Limits {
  std::optional<core::Instant> from, to;

  void Narrow(const store::QueryNode& node) {
    if (node.kind == store::QueryNode::Kind::kAnd) {
      for (const store::QueryNode& part : node.parts) Narrow(part);
    }
    if (node.kind != store::QueryNode::Kind::kCondition) return;
    if (node.condition.from)
      from = std::max(from.value_or(*node.condition.from), *node.condition.from);
    if (node.condition.to) to = std::min(to.value_or(*node.condition.to), *node.condition.to);
  }
};

class Counting {
 public:
  Counting(const Global& global, const Arguments& arguments)
      : global_(global),
        arguments_(arguments),
        workspace_(Workspace::Open(global, Access::kRead)),
        language_(ShownLanguage(arguments.language, workspace_.settings.language)),
        vocabulary_([this] { return workspace_.lexicon(); }),
        zone_(*core::Zone::Find(workspace_.settings.zone)),
        root_(ReadRoot()),
        step_(*monitor::StepOf(arguments.every)),
        steps_(monitor::Cut(Period(), step_)) {}

  int Run() {
    const store::SeriesQuery query = SeriesOf();
    series_ = workspace_.store->Count(query);
    if (arguments_.limit > 0) KeepLargest();
    global_.json ? PrintAsJson(query) : PrintAsText(query);
    return 0;
  }

 private:
  // What --from and --to say, else the query: by itself the year up to today, from the beginning of
  // its first step.
  core::Period Period() const {
    const FilterArguments& filter = arguments_.filter;
    Limits said;
    said.Narrow(root_);
    core::Day to = zone_.DayOf(Now());
    if (said.to) to = zone_.DayOf(*said.to - std::chrono::seconds(1));
    if (!filter.to.empty()) to = RequiredDay(filter.to, "--to");
    core::Day from = to - std::chrono::days(364);
    if (step_ != monitor::Step::kWhole) from = monitor::StepBegin(from, step_);
    if (said.from) from = zone_.DayOf(*said.from);
    if (!filter.from.empty()) from = RequiredDay(filter.from, "--from");
    if (from > to) throw Failure("the first day is behind the last: exchange them");
    return {from, to};
  }

  store::QueryNode ReadRoot() const {
    std::string typed;
    for (const std::string& word : arguments_.words) {
      typed.append(typed.empty() ? "" : " ").append(word);
    }
    auto root = ReadQuery(typed, *workspace_.analyzer, vocabulary_, language_, zone_);
    if (!root) throw Failure(root.error());
    return *std::move(root);
  }

  store::SeriesQuery SeriesOf() const {
    store::SeriesQuery query;
    query.root = root_;
    query.filter = ToFilter(arguments_.filter, workspace_.settings.zone);
    if (!query.filter.tags.empty()) {
      CheckKnown(arguments_.filter, vocabulary_.names(), language_);
      AddSuccession(vocabulary_.registry(), query.filter);
    }
    if (!arguments_.all) {
      query.filter.countable = true;
      query.filter.special = false;
    }
    TellOfEmptySources(*workspace_.store, arguments_.filter, root_);
    CheckCommit(*workspace_.store, arguments_.at);
    if (arguments_.at > 0) query.filter.at = arguments_.at;
    for (const std::string& name : arguments_.by) {
      query.by.push_back(*store::DimensionOf(name));
    }
    if (query.by.size() == 2 && query.by[0] == query.by[1]) {
      throw Failure(fmt::format("--by {0} --by {0}: name two different ones", arguments_.by[0]));
    }
    for (const core::Period& step : steps_) query.bounds.push_back(zone_.StartOf(step.from));
    query.bounds.push_back(zone_.StartOf(steps_.back().to + std::chrono::days(1)));
    query.rates = arguments_.rates;
    return query;
  }

  std::uint64_t UnitOf(const store::SeriesCell& cell) const {
    return arguments_.unit == "items"       ? cell.items
           : arguments_.unit == "incidents" ? cell.incidents
                                            : cell.outlets;
  }

  // Of each step the largest cells, these first.
  void KeepLargest() {
    std::vector<store::SeriesCell>& cells = series_.cells;
    std::stable_sort(cells.begin(), cells.end(), [this](const auto& a, const auto& b) {
      return a.bucket != b.bucket ? a.bucket < b.bucket : UnitOf(a) > UnitOf(b);
    });
    std::size_t of_step = 0;
    std::uint32_t step = 0;
    std::erase_if(cells, [&](const store::SeriesCell& cell) {
      of_step = cell.bucket == step ? of_step + 1 : 1;
      step = cell.bucket;
      return of_step > arguments_.limit;
    });
  }

  std::string WhenOf(const store::SeriesCell& cell) const {
    const core::Period& step = steps_[cell.bucket];
    const std::string days =
        fmt::format("{}/{}", core::ToString(step.from), core::ToString(step.to));
    if (step_ == monitor::Step::kWhole) return days;
    const std::string name = monitor::StepName(step.from, step_);
    const bool whole = step.from == monitor::StepBegin(step.from, step_) &&
                       step.to + std::chrono::days(1) == monitor::NextStep(step.from, step_);
    return whole ? name : fmt::format("{} ({})", name, days);
  }

  void PrintAsText(const store::SeriesQuery& query) const {
    const Wording& words = In(language_, kKazakh, kRussian, kEnglish);
    if (series_.cells.empty()) {
      fmt::print("{}\n", words.nothing);
      return;
    }
    std::vector<TextColumn> columns = {{words.when}};
    for (const store::Dimension dimension : query.by)
      columns.push_back({NameIn(language_, dimension)});
    columns.push_back({words.items, Align::kRight});
    columns.push_back({words.incidents, Align::kRight});
    columns.push_back({words.outlets, Align::kRight});
    if (query.rates) columns.push_back({words.rate, Align::kRight});
    TextTable table(std::move(columns));
    for (const store::SeriesCell& cell : series_.cells) {
      std::vector<std::string> row = {WhenOf(cell)};
      for (std::size_t i = 0; i < query.by.size(); ++i) {
        const std::string& value = series_.values[i][cell.values[i]];
        const auto kind = TagKindOf(query.by[i]);
        row.emplace_back(kind ? vocabulary_.names().Get(*kind, value, language_) : value);
      }
      row.push_back(monitor::Number(language_, cell.items));
      row.push_back(monitor::Number(language_, cell.incidents));
      row.push_back(monitor::Number(language_, cell.outlets));
      if (query.rates) row.push_back(monitor::Rate(language_, cell.per_100_000()));
      table.Add(std::move(row));
    }
    fmt::print("{}\n{}\n", table.ToString(ColoursOfOutput()),
               fmt::format(fmt::runtime(words.commit), series_.commit));
    if (series_.erased > 0) {
      fmt::print("{}\n", fmt::format(fmt::runtime(words.erased),
                                     monitor::Number(language_, series_.erased)));
    }
  }

  void PrintAsJson(const store::SeriesQuery& query) const {
    Json cells = Json::array();
    for (const store::SeriesCell& cell : series_.cells) {
      const core::Period& step = steps_[cell.bucket];
      Json row = {{"from", core::ToString(step.from)}, {"to", core::ToString(step.to)}};
      for (std::size_t i = 0; i < query.by.size(); ++i) {
        row[std::string(Name(query.by[i]))] = series_.values[i][cell.values[i]];
      }
      row["items"] = cell.items;
      row["incidents"] = cell.incidents;
      row["outlets"] = cell.outlets;
      if (query.rates) {
        row["of_items"] = cell.of_items;
        row["per_100_000"] = cell.per_100_000();
      }
      cells.push_back(std::move(row));
    }
    Json answer = {
        {"commit", series_.commit}, {"every", arguments_.every}, {"cells", std::move(cells)}};
    if (series_.erased > 0) answer["erased_since"] = series_.erased;
    PrintJson(answer);
  }

  const Global& global_;
  const Arguments& arguments_;
  const Workspace workspace_;
  const Language language_;
  const Vocabulary vocabulary_;
  const core::Zone zone_;
  const store::QueryNode root_;
  const monitor::Step step_;
  const std::vector<core::Period> steps_;
  store::Series series_;
};

CLI::IsMember DimensionNames() {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < store::kDimensions; ++i) {
    names.emplace_back(Name(static_cast<store::Dimension>(i)));
  }
  return CLI::IsMember(names);
}

}  // namespace

void AddCountCommand(CLI::App& cli, const Global& global, Run& run) {
  CLI::App* command =
      cli.add_subcommand("count", "Count by time and by sphere, body, region, source and so on");
  command->group(kWorkspaceCommands);
  command->footer(
      "Examples:\n"
      "  sholu count --by sphere --from 2026-01-01 --to 2026-06-30\n"
      "  sholu count --by sphere --by body --every quarter --limit 5 --unit incidents\n"
      "  sholu count тендер --by lang --every week --rates --json\n"
      "  sholu count --all --by source --every day --at 120000\n"
      "Items are documents that enter the statistics (--all: all), incidents groups of reprints of "
      "one text, outlets\nthe sources that tell of it. A document of several spheres counts in "
      "each, so that lines do not add up.\nWithout days in --from and --to or in the query it is "
      "the last year, from the beginning of its first step;\nof a step that is cut short the days "
      "are shown. The same days and commit give the same numbers for ever.\nThe query language is "
      "that of sholu search.");
  const auto arguments = std::make_shared<Arguments>();
  command->add_option("words", arguments->words, "Only documents that this query finds");
  command->add_option("--by", arguments->by, "What to count by; twice: by both")
      ->check(DimensionNames())
      ->expected(1, 2);
  command->add_option("--every", arguments->every, "Step of time")
      ->check(CLI::IsMember({"day", "week", "month", "quarter", "year", "whole"}))
      ->capture_default_str();
  CLI::Option* limit =
      command
          ->add_option("--limit", arguments->limit, "Only the largest lines of each step; 0: all")
          ->check(CLI::Range(0, 1'000'000));
  command->add_option("--unit", arguments->unit, "What --limit goes by")
      ->check(CLI::IsMember({"items", "incidents", "outlets"}))
      ->needs(limit)
      ->capture_default_str();
  command->add_flag("--rates", arguments->rates,
                    "Hold items against all of the same sources and languages");
  command->add_flag("--all", arguments->all, "Also what does not enter the statistics");
  command->add_option("--at", arguments->at, "The corpus as of this commit; default: now")
      ->check(CLI::PositiveNumber);
  AddFilterOptions(*command, arguments->filter);
  AddLanguageOption(*command, arguments->language);
  command->callback([&global, &run, arguments] {
    run = [&global, arguments] { return Counting(global, *arguments).Run(); };
  });
}

}  // namespace app
