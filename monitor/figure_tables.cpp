#include "monitor/figure_tables.h"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <utility>

namespace monitor {
namespace {

using core::Observation;

// What a line is about, besides the indicator.
auto SubjectOf(const Figure* figure) {
  const Observation& o = figure->now;
  return std::tie(o.category, o.offence, o.sphere, o.body, o.region, o.from, o.to);
}

// Whether the lines of `table` are those of `column`, in the same order.
bool SameSubjects(const FigureTable& table, const std::vector<const Figure*>& column) {
  return std::equal(table.lines.begin(), table.lines.end(), column.begin(), column.end(),
                    [](const FigureTable::Line& line, const Figure* figure) {
                      return SubjectOf(line.front()) == SubjectOf(figure);
                    });
}

bool MayStandBeside(const FigureTable& table, const std::vector<const Figure*>& column) {
  const Observation& first = table.first().now;
  const Observation& other = column.front()->now;
  return first.source_type == core::SourceType::kStatistics && table.indicators() < kBeside &&
         first.source == other.source && first.sha256 == other.sha256 &&
         SameSubjects(table, column);
}

}  // namespace

std::vector<FigureTable> LayOut(const std::vector<const Figure*>& figures) {
  using Key = std::tuple<std::string, std::string, std::string, std::string>;
  std::map<Key, std::vector<const Figure*>> by_indicator;
  for (const Figure* figure : figures) {
    const Observation& o = figure->now;
    by_indicator[{o.source, o.sha256, o.indicator, o.unit}].push_back(figure);
  }
  std::vector<std::vector<const Figure*>> columns;
  for (auto& [key, column] : by_indicator) {
    // Rows of several columns hold one figure each of several times.
    std::stable_sort(column.begin(), column.end(), [](const Figure* a, const Figure* b) {
      return std::pair(a->now.row, a->now.from) < std::pair(b->now.row, b->now.from);
    });
    columns.push_back(std::move(column));
  }
  std::stable_sort(columns.begin(), columns.end(), [](const auto& a, const auto& b) {
    const auto place = [](const Observation& o) { return std::tie(o.source, o.sha256, o.row); };
    return place(a.front()->now) < place(b.front()->now);
  });
  std::vector<FigureTable> tables;
  for (const auto& column : columns) {
    const auto beside =
        std::find_if(tables.begin(), tables.end(),
                     [&column](const FigureTable& table) { return MayStandBeside(table, column); });
    if (beside == tables.end()) {
      FigureTable& table = tables.emplace_back();
      for (const Figure* figure : column) table.lines.push_back({figure});
    } else {
      for (std::size_t i = 0; i < column.size(); ++i) beside->lines[i].push_back(column[i]);
    }
  }
  return tables;
}

}  // namespace monitor
