#include "crawler/figure_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <unordered_map>
#include <utility>

#include "crawler/ascii.h"
#include "crawler/column_guess.h"
#include "crawler/figure_layout.h"
#include "crawler/header_words.h"
#include "crawler/table_header.h"

namespace crawler {
namespace {

constexpr std::size_t kMaxLabelBytes = 2048;
constexpr std::size_t kMaxRemembered = 1u << 20;  // figures among which a repetition is noticed
constexpr std::size_t kNumberedRows = 3;          // below the header, that may number the columns
constexpr std::string_view kJoint = " / ";

constexpr std::array kOfAppeals = {ColumnRole::kNumber, ColumnRole::kDate, ColumnRole::kText};

HeaderTest TestOf() {
  HeaderTest test;
  test.rows = FigureHeaderRows;
  test.lacks = [](const std::vector<std::string>&) {
    return std::string("no header over rows of numbers: name the sheet and the row of the header");
  };
  return test;
}

bool LooksLikeAppeals(const std::vector<std::string>& columns) {
  const auto roles = GuessColumns(columns, {}, core::SourceType::kAppeal);
  if (!roles) return false;
  return std::all_of(kOfAppeals.begin(), kOfAppeals.end(), [&](ColumnRole role) {
    return std::find(roles->begin(), roles->end(), role) != roles->end();
  });
}

std::string Join(std::string_view a, std::string_view b) {
  if (a.empty()) return std::string(b);
  if (b.empty()) return std::string(a);
  return fmt::format("{}{}{}", a, kJoint, b);
}

// The default period as parts, so that its year completes "I квартал".
PeriodParts PartsOf(const std::optional<core::Period>& period) {
  if (!period) return {};
  PeriodParts parts;
  const std::chrono::year_month_day from(period->from), to(period->to);
  if (from.year() == to.year()) {
    parts.year = static_cast<int>(from.year());
    const PeriodParts::Months months{static_cast<int>(static_cast<unsigned>(from.month())),
                                     static_cast<int>(static_cast<unsigned>(to.month()))};
    PeriodParts whole_months = parts;
    whole_months.months = months;
    if (whole_months.Resolve() == period) return whole_months;
  }
  parts.days = period;
  return parts;
}

// Of a quarter's or month's column, which may hold a number alone.
PeriodParts ReadPart(std::string_view cell, std::string_view unit) {
  const PeriodParts parts = ReadPeriod(cell);
  if (!parts.empty()) return parts;
  return ReadPeriod(fmt::format("{} {}", cell, unit));
}

// What the labels of a row say.
struct RowLabels {
  std::array<std::string, kFigureRoles> text;  // by role; categories joined
  PeriodParts period;
  std::optional<core::Period> from, to;
  std::uint64_t sample = 0;

  std::string& operator[](FigureRole role) { return text[static_cast<std::size_t>(role)]; }
  const std::string& operator[](FigureRole role) const {
    return text[static_cast<std::size_t>(role)];
  }
};

// Makes figures of records.
class FigureBuilder {
 public:
  FigureBuilder(const FigureOptions& options, const Table& table, FigureLayout layout,
                std::string fallback_indicator)
      : options_(options),
        reader_(*table.reader),
        layout_(std::move(layout)),
        indicator_(std::move(fallback_indicator)),
        default_period_(layout_.title.period.CompletedBy(PartsOf(options.period))),
        header_(table.head.begin() + static_cast<std::ptrdiff_t>(table.header.at),
                table.head.begin() +
                    static_cast<std::ptrdiff_t>(table.header.at + table.header.rows)) {}

  // Gives the figures of `record` to `accept` until it returns false, which is returned.
  bool Take(const Record& record, const std::function<bool(FigureRow)>& accept,
            const std::function<void(RowError)>& reject);

  std::uint64_t figures = 0, rejected = 0, blank = 0, skipped_headers = 0, skipped_numbers = 0;

 private:
  void Reject(RowError error, const std::function<void(RowError)>& reject) {
    ++rejected;
    reject(std::move(error));
  }
  RowError Wrong(const Record& record, const Record::Cell& cell, std::string reason) const {
    return {record.line,
            {},
            reader_.columns()[cell.column],
            reader_.CellName(record, cell.column),
            std::move(reason)};
  }
  const FigureColumn& ColumnOf(const Record::Cell& cell) const {
    return layout_.columns[cell.column];
  }
  bool IsValue(const Record::Cell& cell) const {
    return cell.column < layout_.columns.size() && ColumnOf(cell).role == FigureRole::kValue;
  }

  bool RepeatsHeader(const Record& record) const;
  bool NumbersColumns(const Record& record) const;
  bool TakeHeading(const Record& record);
  std::optional<RowError> ReadLabels(const Record& record);
  std::optional<RowError> ReadLabel(const Record& record, const Record::Cell& cell);
  FigureRow RowOf(const Record& record, const Record::Cell& cell) const;
  std::optional<core::Period> PeriodOf(const FigureColumn& column) const;
  bool IsRepeated(const FigureRow& row, std::uint64_t& first);

  const FigureOptions& options_;
  const RecordReader& reader_;
  FigureLayout layout_;
  std::string indicator_;  // for tables that name none
  PeriodParts default_period_;
  std::vector<HeadRow> header_;
  std::uint64_t records_ = 0;
  std::array<std::string, kFigureRoles> heading_;  // of the rows below, by the role of its column
  RowLabels labels_;
  std::unordered_map<std::size_t, std::uint64_t> seen_;  // hash of what a figure is about -> row
};

bool FigureBuilder::RepeatsHeader(const Record& record) const {
  std::size_t equal = 0;
  for (const Record::Cell& cell : record.cells) {
    const std::string value = HeadCell(cell.value);
    if (value.empty()) continue;
    const bool found = std::any_of(header_.begin(), header_.end(), [&](const HeadRow& row) {
      return cell.column < row.cells.size() && row.cells[cell.column] == value;
    });
    if (!found) return false;
    ++equal;
  }
  return equal > 1;
}

// A row below the header that numbers the columns: "А | Б | 1 | 2 | 3".
bool FigureBuilder::NumbersColumns(const Record& record) const {
  constexpr std::size_t kLetterBytes = 2;
  double expected = 0;
  std::size_t numbers = 0;
  for (const Record::Cell& cell : record.cells) {
    const std::string_view value = Trim(cell.value);
    if (value.empty()) continue;
    const OfficeNumber number = ReadOfficeNumber(value, layout_.style);
    if (number.kind != CellKind::kNumber) {
      if (numbers > 0 || value.size() > kLetterBytes) return false;
      continue;
    }
    if (numbers == 0 && number.value != 1) return false;
    if (numbers > 0 && number.value != expected) return false;
    expected = number.value + 1;
    ++numbers;
  }
  return numbers > 1;
}

// A row with a label and nothing else is the heading of the rows below it.
bool FigureBuilder::TakeHeading(const Record& record) {
  const Record::Cell* label = nullptr;
  for (const Record::Cell& cell : record.cells) {
    if (Trim(cell.value).empty()) continue;
    if (label && Trim(label->value) != Trim(cell.value)) return false;
    if (!label) label = &cell;
  }
  if (!label || label->column >= layout_.columns.size()) return false;
  const FigureRole role = ColumnOf(*label).role;
  // Rows whose numbers are missing are no headings in a table of one row per figure.
  if (role != FigureRole::kIndicator && role != FigureRole::kCategory) return true;
  const std::string text = Squeezed(label->value);
  if (IsListMark(text)) return true;
  heading_[static_cast<std::size_t>(role)] =
      IsTotal(text, role) || text.size() > kMaxLabelBytes ? std::string() : text;
  return true;
}

std::optional<RowError> FigureBuilder::ReadLabel(const Record& record, const Record::Cell& cell) {
  const FigureRole role = ColumnOf(cell).role;
  if (role == FigureRole::kValue || role == FigureRole::kIgnored) return std::nullopt;
  if (!cell.problem.empty()) return Wrong(record, cell, std::string(cell.problem));
  std::string text = Squeezed(cell.value);
  if (text.empty()) return std::nullopt;
  if (text.size() > kMaxLabelBytes) {
    return Wrong(record, cell, fmt::format("longer than {} bytes", kMaxLabelBytes));
  }
  PeriodParts parts;
  switch (role) {
    case FigureRole::kPeriod:
    case FigureRole::kYear:
    case FigureRole::kFrom:
    case FigureRole::kTo:
      parts = ReadPeriod(text);
      break;
    case FigureRole::kQuarter:
      parts = ReadPart(text, "квартал");
      break;
    case FigureRole::kMonth:
      parts = ReadPeriod(text);
      if (const auto month = ReadOfficeNumber(text, layout_.style);
          parts.empty() && month.kind == CellKind::kNumber && month.value >= 1 &&
          month.value <= 12) {
        parts.months =
            PeriodParts::Months{static_cast<int>(month.value), static_cast<int>(month.value)};
      }
      break;
    case FigureRole::kSample: {
      const OfficeNumber number = ReadOfficeNumber(text, layout_.style);
      if (number.kind == CellKind::kNoFigure) return std::nullopt;
      if (number.kind != CellKind::kNumber || number.value < 0 || number.value > 1e12) {
        return Wrong(record, cell, "the number of respondents cannot be read");
      }
      labels_.sample = static_cast<std::uint64_t>(number.value);
      return std::nullopt;
    }
    default:
      if (role != FigureRole::kIndicator && IsTotal(text, role)) text.clear();
      labels_[role] = Join(labels_[role], text);
      return std::nullopt;
  }
  if (parts.empty()) return Wrong(record, cell, "the period cannot be read");
  if (role == FigureRole::kFrom) {
    labels_.from = parts.Resolve();
  } else if (role == FigureRole::kTo) {
    labels_.to = parts.Resolve();
  } else {
    labels_.period = parts.CompletedBy(labels_.period);
  }
  return std::nullopt;
}

std::optional<RowError> FigureBuilder::ReadLabels(const Record& record) {
  labels_ = {};
  for (const Record::Cell& cell : record.cells) {
    if (cell.column >= layout_.columns.size()) continue;
    if (auto error = ReadLabel(record, cell)) return error;
  }
  if (labels_.from && labels_.to) {
    if (labels_.from->from > labels_.to->to) {
      return RowError{record.line, {}, {}, {}, "the period ends before it begins"};
    }
    labels_.period.days = core::Period{labels_.from->from, labels_.to->to};
  } else if (labels_.from || labels_.to) {
    return RowError{record.line, {}, {}, {}, "the period has no beginning or no end"};
  }
  for (const FigureRole role : {FigureRole::kIndicator, FigureRole::kCategory}) {
    labels_[role] = Join(heading_[static_cast<std::size_t>(role)], labels_[role]);
  }
  return std::nullopt;
}

std::optional<core::Period> FigureBuilder::PeriodOf(const FigureColumn& column) const {
  return column.period.CompletedBy(labels_.period).CompletedBy(default_period_).Resolve();
}

// Everything but the number and its period.
FigureRow FigureBuilder::RowOf(const Record& record, const Record::Cell& cell) const {
  const FigureColumn& column = ColumnOf(cell);
  FigureRow row;
  row.row = record.line;
  row.column = reader_.columns()[cell.column];
  row.indicator = labels_[FigureRole::kIndicator];
  row.category = labels_[FigureRole::kCategory];
  if (!row.indicator.empty()) {
    row.category = Join(row.category, column.label);
  } else {
    row.indicator = column.label.empty() ? indicator_ : column.label;
  }
  row.offence = labels_[FigureRole::kOffence];
  row.sphere = labels_[FigureRole::kSphere];
  row.body = labels_[FigureRole::kBody];
  row.region = labels_[FigureRole::kRegion];
  row.unit = labels_[FigureRole::kUnit];
  if (row.unit.empty()) row.unit = column.unit;
  row.sample = labels_.sample;
  return row;
}

// Whether the same figure was given before, and where.
bool FigureBuilder::IsRepeated(const FigureRow& row, std::uint64_t& first) {
  if (seen_.size() >= kMaxRemembered) return false;
  const std::string about = fmt::format("{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}", row.indicator,
                                        row.category, row.offence, row.sphere, row.body, row.region,
                                        row.unit, row.period.from.time_since_epoch().count(),
                                        row.period.to.time_since_epoch().count());
  const auto [found, added] = seen_.emplace(std::hash<std::string>()(about), row.row);
  first = found->second;
  return !added;
}

bool FigureBuilder::Take(const Record& record, const std::function<bool(FigureRow)>& accept,
                         const std::function<void(RowError)>& reject) {
  ++records_;
  if (!record.problem.empty()) {
    Reject({record.line, {}, record.column, {}, record.problem}, reject);
    return true;
  }
  if (!header_.empty() && RepeatsHeader(record)) {
    ++skipped_headers;
    return true;
  }
  if (!header_.empty() && records_ <= kNumberedRows && NumbersColumns(record)) {
    ++skipped_numbers;
    return true;
  }
  const bool any_value =
      std::any_of(record.cells.begin(), record.cells.end(), [&](const Record::Cell& cell) {
        return IsValue(cell) && !cell.origin &&
               (!Trim(cell.value).empty() || !cell.problem.empty());
      });
  if (!any_value) {
    if (!TakeHeading(record)) ++blank;
    return true;
  }
  if (auto error = ReadLabels(record)) {
    Reject(*std::move(error), reject);
    return true;
  }
  for (const Record::Cell& cell : record.cells) {
    if (!IsValue(cell)) continue;
    if (!cell.problem.empty()) {
      Reject(Wrong(record, cell, std::string(cell.problem)), reject);
      continue;
    }
    OfficeNumber number =
        ReadOfficeNumber(cell.value, cell.is_number ? DecimalStyle::kPoint : layout_.style);
    if (number.kind == CellKind::kEmpty) continue;
    if (number.kind == CellKind::kNoFigure) {
      ++blank;
    } else if (cell.origin) {
      Reject(Wrong(record, cell,
                   fmt::format("{} is merged with {}: split the cells",
                               reader_.CellName(record, cell.column), ToString(cell.origin))),
             reject);
    } else if (number.kind == CellKind::kText) {
      Reject(Wrong(record, cell, "no number"), reject);
    } else if (number.kind == CellKind::kAmbiguous) {
      Reject(
          Wrong(record, cell,
                "the mark may part thousands or begin the decimals: write the number without it, "
                "or with another digit"),
          reject);
    } else {
      FigureRow row = RowOf(record, cell);
      const auto period = PeriodOf(ColumnOf(cell));
      if (!period) {
        Reject(Wrong(record, cell, "no period: neither the table nor the import states one"),
               reject);
        continue;
      }
      row.period = *period;
      row.value = number.value;
      if (!number.unit.empty()) row.unit = std::move(number.unit);
      if (row.unit.empty()) row.unit = layout_.title.unit;
      if (row.unit.empty()) row.unit = options_.unit;
      std::uint64_t first = 0;
      if (IsRepeated(row, first)) {
        Reject(Wrong(record, cell, fmt::format("the same figure stands in row {}", first)), reject);
        continue;
      }
      ++figures;
      if (!accept(std::move(row))) return false;
    }
  }
  return true;
}

// What is counted, if neither a column nor a header says it.
std::string FallbackIndicator(const FigureOptions& options, const FigureTitle& title,
                              const Table& table, const std::filesystem::path& file) {
  if (!options.indicator.empty()) return options.indicator;
  if (!title.text.empty()) return title.text;
  constexpr std::string_view kUnnamed[] = {"лист", "sheet", "парақ"};
  const std::string sheet = FoldHeader(table.info.sheet);
  const bool unnamed = std::any_of(std::begin(kUnnamed), std::end(kUnnamed),
                                   [&](auto name) { return sheet.starts_with(FoldHeader(name)); });
  return sheet.empty() || unnamed ? file.stem().string() : table.info.sheet;
}

std::vector<std::string> NotesOf(const FigureBuilder& builder, const RecordReader& reader) {
  std::vector<std::string> notes = reader.notes();
  const auto count = [&](std::uint64_t number, std::string_view what) {
    if (number > 0) notes.push_back(fmt::format("{} {}", number, what));
  };
  count(builder.blank, "cells without a figure (\"-\", \"x\", \"н/д\") were passed over");
  count(builder.skipped_headers, "rows repeat the header and were passed over");
  count(builder.skipped_numbers, "rows number the columns and were passed over");
  return notes;
}

}  // namespace

core::Expected<FigureTotals> ReadFigures(
    const std::filesystem::path& file, const FigureOptions& options,
    const std::function<bool(FigureRow)>& accept, const std::function<void(RowError)>& reject,
    const std::function<void(std::uint64_t bytes_read)>& progress) {
  FigureTotals totals;
  auto table = OpenTable(file, options.table, TestOf(), progress);
  if (!table) return table.error();
  const auto fail = [&](std::string_view why) {
    return core::Error{
        fmt::format("{}: {}: found {}", file.string(), why, ListColumns(table->info.columns))};
  };
  if (options.columns.empty() && LooksLikeAppeals(table->info.columns)) {
    return core::Error{fmt::format(
        "{}: columns for number, date and text: this looks like a register of appeals, which "
        "'sholu "
        "import appeals' reads and masks; if it holds figures, name its columns with --column",
        file.string())};
  }
  const auto layout = FindFigureLayout(*table, options.columns);
  if (!layout) return fail(layout.error().message);

  FigureBuilder builder(options, *table, *layout,
                        FallbackIndicator(options, layout->title, *table, file));
  Record record;
  for (;;) {
    const auto more = table->reader->Next(record);
    if (!more) return more.error();
    if (!*more || !builder.Take(record, accept, reject)) break;
  }
  if (builder.figures == 0 && builder.rejected == 0) return fail("the table holds no figures");
  totals.figures = builder.figures;
  totals.rejected = builder.rejected;
  totals.blank = builder.blank;
  totals.table = std::move(table->info);
  for (const FigureColumn& column : layout->columns) {
    totals.table.roles.emplace_back(Name(column.role));
  }
  const std::vector<std::string> notes = NotesOf(builder, *table->reader);
  totals.table.notes.insert(totals.table.notes.end(), notes.begin(), notes.end());
  return totals;
}

}  // namespace crawler
