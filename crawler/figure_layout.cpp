#include "crawler/figure_layout.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "crawler/ascii.h"
#include "crawler/figure_words.h"
#include "crawler/header_words.h"
#include "crawler/table_header.h"

namespace crawler {
namespace {

constexpr std::array<std::string_view, kFigureRoles> kRoleNames = {
    "indicator", "category", "offence", "sphere", "body", "region", "period", "year",
    "quarter",   "month",    "from",    "to",     "unit", "sample", "value",  "ignored"};

constexpr std::size_t kMaxHeaderRows = 3;
constexpr std::size_t kRowsToNumbers = 5;  // numbering and headings below the header

const std::string& CellAt(const HeadRow& row, std::size_t column) {
  static const std::string kEmpty;
  return column < row.cells.size() ? row.cells[column] : kEmpty;
}

CellRef OriginAt(const HeadRow& row, std::size_t column) {
  return column < row.origins.size() ? row.origins[column] : CellRef();
}

bool IsYear(std::string_view cell) {
  return cell.size() == 4 && std::all_of(cell.begin(), cell.end(), IsDigit) && cell >= "1990" &&
         cell <= "2100";
}

// A number, or a mark for none; a year may be a name.
bool IsFigure(std::string_view cell) {
  if (IsYear(cell)) return false;
  const CellKind kind = ReadOfficeNumber(cell, DecimalStyle::kUnknown).kind;
  return kind != CellKind::kEmpty && kind != CellKind::kText;
}

bool HasFigure(const HeadRow& row) {
  return std::any_of(row.cells.begin(), row.cells.end(), IsFigure);
}

// How many different texts a row has.
std::size_t Distinct(const HeadRow& row) {
  std::vector<std::string_view> texts;
  for (const std::string& cell : row.cells) {
    if (!cell.empty()) texts.push_back(cell);
  }
  std::sort(texts.begin(), texts.end());
  return static_cast<std::size_t>(std::unique(texts.begin(), texts.end()) - texts.begin());
}

// A row with the usual names of two columns is a header, whatever the first rows below it hold.
bool HasUsualNames(const HeadRow& row) {
  const std::vector<HeaderMatch> matches = FigureVocabulary().Match(row.cells);
  return std::any_of(matches.begin(), matches.end(), [&](const HeaderMatch& match) {
    return match.column != matches.front().column && match.role != matches.front().role;
  });
}

// Whether row `at` of the head is one more level of the header that begins with its first row.
bool GoesOn(std::span<const HeadRow> head, std::size_t at) {
  const HeadRow& row = head[at];
  if (HasFigure(row) || Distinct(row) < 2) return false;
  const std::uint64_t first = head.front().row;
  bool merged = false;
  for (std::size_t level = 0; level <= at; ++level) {
    for (std::size_t column = 0; column < head[level].origins.size(); ++column) {
      const CellRef origin = head[level].origins[column];
      // Downwards out of the rows above, or sideways in one of them.
      merged |= origin && origin.row >= first && (level < at || origin.row < row.row);
    }
  }
  if (merged) return true;
  if (!CellAt(row, 0).empty()) return false;
  for (std::size_t column = 0; column < row.cells.size(); ++column) {
    if (!row.cells[column].empty() && CellAt(head[at - 1], column).empty()) return true;
  }
  return false;
}

// A unit at the end of a label, behind a comma or in brackets, which is cut off.
std::string TakeUnit(std::string& label) {
  const std::string_view text = label;
  std::size_t begin = std::string_view::npos, cut = 0;
  if (!text.empty() && text.back() == ')') {
    cut = text.rfind('(');
    begin = cut == std::string_view::npos ? cut : cut + 1;
  } else {
    cut = text.rfind(',');
    begin = cut == std::string_view::npos ? cut : cut + 1;
  }
  if (begin == std::string_view::npos) {
    if (!text.ends_with('%')) return {};
    begin = cut = text.size() - 1;  // "Доля %"
  }
  std::string_view unit = text.substr(begin);
  if (unit.ends_with(')')) unit.remove_suffix(1);
  unit = Trim(unit);
  if (StartsWithIgnoreCase(unit, "в ")) unit.remove_prefix(std::string_view("в ").size());
  if (!IsUnit(unit)) return {};
  std::string taken = UnitText(unit);
  label = std::string(Trim(text.substr(0, cut)));
  return taken;
}

FigureColumn ValueColumn(std::string_view header) {
  FigureColumn column;
  column.role = FigureRole::kValue;
  PeriodText found = FindPeriod(header);
  column.period = found.parts;
  column.label = std::move(found.rest);
  column.unit = TakeUnit(column.label);
  if (column.unit.empty() && IsUnit(column.label)) {
    column.unit = UnitText(std::exchange(column.label, {}));
  }

  if (IsTotal(column.label, FigureRole::kValue)) column.label.clear();
  return column;
}

// What the cells of a column below the header are.
struct Content {
  std::size_t filled = 0, figures = 0, numbers = 0, years = 0, periods = 0;
  bool consecutive = true;  // 1, 2, 3, ...
};

Content ContentOf(std::span<const HeadRow> rows, std::size_t index) {
  Content content;
  for (const HeadRow& row : rows) {
    const std::string& cell = CellAt(row, index);
    if (cell.empty() || OriginAt(row, index)) continue;
    ++content.filled;
    const OfficeNumber number = ReadOfficeNumber(cell, DecimalStyle::kUnknown);
    content.numbers += number.kind == CellKind::kNumber || number.kind == CellKind::kAmbiguous;
    content.figures += number.kind != CellKind::kText;
    content.years += IsYear(cell);
    content.periods += !ReadPeriod(cell).empty();
    content.consecutive &=
        number.kind == CellKind::kNumber && number.value == static_cast<double>(content.filled);
  }
  return content;
}

bool IsMostlyNumbers(const Content& content) {
  return content.numbers > 0 && content.figures * 2 >= content.filled;
}

// Roles that numbers contradict: a column so called is a value of that kind.
bool IsNamedByWords(FigureRole role) {
  return role == FigureRole::kIndicator || role == FigureRole::kCategory ||
         role == FigureRole::kSphere || role == FigureRole::kBody || role == FigureRole::kRegion;
}

class LayoutFinder {
 public:
  explicit LayoutFinder(const Table& table)
      : table_(table),
        headers_(table.info.columns),
        below_(std::span(table.head).subspan(table.header.at + table.header.rows)) {}

  core::Expected<FigureLayout> Find(const std::vector<std::pair<std::string, std::string>>& named) {
    std::vector<std::optional<FigureRole>> given(headers_.size());
    for (const auto& [name, header] : named) {
      const auto role = std::find(kRoleNames.begin(), kRoleNames.end() - 1, name);
      if (role == kRoleNames.end() - 1) {
        return core::Error{fmt::format("no such kind of column: {}", name)};
      }
      const std::size_t column = ColumnCalled(headers_, header);
      if (column == headers_.size()) return core::Error{fmt::format("no column \"{}\"", header)};
      given[column] = static_cast<FigureRole>(role - kRoleNames.begin());
    }
    const std::vector<std::optional<FigureRole>> called = RolesByName();
    FigureLayout layout;
    for (std::size_t i = 0; i < headers_.size(); ++i) {
      layout.columns.push_back(given[i] ? ColumnOf(*given[i], i) : Guess(called[i], i));
    }
    const bool any = std::any_of(layout.columns.begin(), layout.columns.end(),
                                 [](const auto& c) { return c.role == FigureRole::kValue; });
    if (!any) return core::Error{"no column of numbers: name the column of values"};
    layout.title = Title();
    layout.style = Style();
    return layout;
  }

 private:
  // The surest role of each header without its period and unit.
  std::vector<std::optional<FigureRole>> RolesByName() const {
    std::vector<std::string> names;
    for (const std::string& header : headers_) {
      std::string name = FindPeriod(header).rest;
      TakeUnit(name);
      names.push_back(std::move(name));
    }
    std::vector<std::optional<FigureRole>> roles(headers_.size());
    for (const HeaderMatch& match : FigureVocabulary().Match(names)) {
      auto& role = roles[match.column];
      if (!role) role = static_cast<FigureRole>(match.role);
    }
    return roles;
  }

  FigureColumn ColumnOf(FigureRole role, std::size_t index) const {
    if (role != FigureRole::kValue) return {role, {}, {}, {}};
    FigureColumn column = ValueColumn(headers_[index]);
    const std::vector<HeaderMatch> match = FigureVocabulary().Match({column.label});
    if (!match.empty() && static_cast<FigureRole>(match.front().role) == FigureRole::kValue) {
      column.label.clear();  // "Количество" says nothing of what is counted
    }
    return column;
  }

  FigureColumn Guess(std::optional<FigureRole> called, std::size_t index) const {
    const Content content = ContentOf(below_, index);
    const bool numbers = IsMostlyNumbers(content);
    if (called && !(numbers && IsNamedByWords(*called))) {
      // "Число" over words is a name like any other.
      if (*called != FigureRole::kValue || numbers || content.filled == 0) {
        return ColumnOf(*called, index);
      }
    }
    const bool first = index == 0;
    if (first && content.filled > 2 && content.consecutive)
      return {FigureRole::kIgnored, {}, {}, {}};
    if (first && content.filled > 1 && content.years == content.filled) {
      return {FigureRole::kPeriod, {}, {}, {}};
    }
    const bool states_period = !FindPeriod(headers_[index]).parts.empty();
    if (numbers || content.filled == 0 || (states_period && content.figures > 0)) {
      return ColumnOf(FigureRole::kValue, index);
    }
    if (content.periods == content.filled) return {FigureRole::kPeriod, {}, {}, {}};
    return {FigureRole::kCategory, {}, {}, {}};
  }

  FigureTitle Title() const {
    FigureTitle title;
    for (std::size_t i = 0; i < table_.header.at; ++i) {
      const HeadRow& row = table_.head[i];
      if (Distinct(row) != 1) continue;
      const auto cell = std::find_if(row.cells.begin(), row.cells.end(),
                                     [](const std::string& text) { return !text.empty(); });
      PeriodText found = FindPeriod(*cell);
      if (title.period.empty()) title.period = found.parts;
      std::string unit = TakeUnit(found.rest);
      if (unit.empty() && IsUnit(found.rest)) unit = UnitText(std::exchange(found.rest, {}));
      if (title.unit.empty()) title.unit = unit;
      if (found.rest.size() > title.text.size()) title.text = std::move(found.rest);
    }
    return title;
  }

  DecimalStyle Style() const {
    const bool is_workbook = !table_.info.sheet.empty();
    DecimalStyle style = DecimalStyle::kUnknown;
    for (const HeadRow& row : below_) {
      for (const std::string& cell : row.cells) {
        const DecimalStyle found = StyleOf(cell);
        // Numbers stored in a workbook come with a point, whatever people see.
        if (found == DecimalStyle::kPoint && is_workbook) continue;
        if (found == DecimalStyle::kUnknown) continue;
        if (style != DecimalStyle::kUnknown && style != found) return DecimalStyle::kUnknown;
        style = found;
      }
    }
    return style;
  }

  const Table& table_;
  const std::vector<std::string>& headers_;
  std::span<const HeadRow> below_;
};

}  // namespace

std::string_view Name(FigureRole role) {
  return kRoleNames[static_cast<std::size_t>(role)];
}

std::size_t FigureHeaderRows(std::span<const HeadRow> head) {
  if (head.empty() || HasFigure(head.front()) || Distinct(head.front()) < 2) return 0;
  std::size_t rows = 1;
  while (rows < std::min(head.size(), kMaxHeaderRows) && GoesOn(head, rows)) ++rows;
  const bool sure = HasUsualNames(head.front());
  for (std::size_t i = rows; i < std::min(head.size(), rows + (sure ? kHeadRows : kRowsToNumbers));
       ++i) {
    if (HasFigure(head[i])) return rows;
    // Neither numbers nor a heading: the header is further down.
    if (Distinct(head[i]) > 1 && !sure) return 0;
  }
  return 0;
}

core::Expected<FigureLayout> FindFigureLayout(
    const Table& table, const std::vector<std::pair<std::string, std::string>>& named) {
  return LayoutFinder(table).Find(named);
}

}  // namespace crawler
