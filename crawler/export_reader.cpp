#include "crawler/export_reader.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <functional>
#include <iterator>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "core/sha256.h"
#include "crawler/ascii.h"
#include "crawler/column_guess.h"
#include "crawler/date_parser.h"
#include "crawler/table_header.h"

namespace crawler {
namespace {

constexpr std::size_t kMaxNumberBytes = 256;
constexpr std::size_t kMaxUrlBytes = 4096;
constexpr std::size_t kMaxNameBytes = 4096;  // of regions, bodies, outlets, authors

// Line ends become '\n', as Document::text has them.
std::string Paragraphs(std::string_view text) {
  text = Trim(text);
  std::string lines(text);
  if (text.find('\r') == std::string_view::npos) return lines;
  lines.clear();
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r') {
      lines += text[i];
    } else if (i + 1 == text.size() || text[i + 1] != '\n') {
      lines += '\n';
    }
  }
  return lines;
}

// Spreadsheets protect leading zeros as a formula: ="00123".
std::string_view WithoutFormula(std::string_view cell) {
  if (cell.size() < 3 || cell.substr(0, 2) != "=\"" || cell.back() != '"') return cell;
  return cell.substr(2, cell.size() - 3);
}

// No export holds an item from outside of these years: such a date is a slip.
bool IsPlausible(const core::WrittenTime& time) {
  using namespace std::chrono;
  const year_month_day day(time.day());
  return day.year() >= year(1990) && day.year() <= year(2100);
}

std::optional<core::WrittenTime> ReadExportDate(std::string_view cell, const std::string& zone) {
  DateContext context;  // without a now: "yesterday" states no date here
  context.zone = zone;
  const auto time = ParseDate(cell, context);
  return time && IsPlausible(*time) ? time : std::nullopt;
}

std::string NumberFromContent(const ExportRow& row) {
  constexpr std::size_t kHexDigits = 32;
  const std::string date = row.date ? row.date->ToIso() : std::string();
  const std::string content = fmt::format("{}\n{}\n{}", date, row.title, row.text);
  return "sha256-" + core::Sha256Hex(content).substr(0, kHexDigits);
}

// What a table of such items must have.
class Requirements {
 public:
  explicit Requirements(const ExportOptions& options)
      : kind_(options.kind),
        from_content_(options.number_from_content ||
                      (kind_ != core::SourceType::kAppeal && kind_ != core::SourceType::kMedia)) {}

  bool number_from_content() const { return from_content_; }
  // An item may be known by its address instead of a number.
  bool url_is_enough() const { return kind_ != core::SourceType::kAppeal; }

  // Names of the roles that are missing among `roles`.
  std::vector<std::string> MissingFrom(const std::vector<ColumnRole>& roles) const {
    const auto has = [&](ColumnRole role) {
      return std::find(roles.begin(), roles.end(), role) != roles.end();
    };
    std::vector<std::string> missing;
    if (!from_content_ && !has(ColumnRole::kNumber)) {
      if (!url_is_enough()) {
        missing.emplace_back("number");
      } else if (!has(ColumnRole::kUrl)) {
        missing.emplace_back("number or url");
      }
    }
    if (!has(ColumnRole::kText)) missing.emplace_back("text");
    return missing;
  }

 private:
  core::SourceType kind_;
  bool from_content_;
};

// The header of a table of items is one row.
HeaderTest TestOf(const ExportOptions& options) {
  const Requirements requirements(options);
  HeaderTest test;
  test.rows = [&options, requirements](std::span<const HeadRow> head) {
    const auto roles = GuessColumns(head.front().cells, options.columns, options.kind);
    return static_cast<std::size_t>(roles && requirements.MissingFrom(*roles).empty());
  };
  test.lacks = [&options, requirements](const std::vector<std::string>& columns) {
    const auto roles = GuessColumns(columns, options.columns, options.kind);
    if (!roles) return roles.error().message;
    const std::vector<std::string> missing = requirements.MissingFrom(*roles);
    const bool number = !missing.empty() && missing.front() != "text";
    return fmt::format("no column for {}: name the columns{} rename them in the file{}",
                       fmt::join(missing, " and "), number ? "," : " or",
                       number ? ", or let numbers be made from the content" : "");
  };
  return test;
}

// Makes rows of records: one column map, one set of checks.
class RowBuilder {
 public:
  RowBuilder(const ExportOptions& options, const RecordReader& reader,
             std::vector<ColumnRole> roles, bool has_header)
      : options_(options),
        requirements_(options),
        reader_(reader),
        roles_(std::move(roles)),
        has_header_(has_header) {
    Remember();
  }

  // The row of `record`, or what is wrong with it: never with words of the row, which may be
  // personal.
  core::Expected<ExportRow, RowError> Build(const Record& record) {
    const std::vector<std::string>& columns = reader_.columns();
    if (columns.size() > roles_.size()) Extend();
    if (columns.size() > applicant_.size()) applicant_ = ApplicantColumns(columns);
    ExportRow row;
    row.row = record.line;
    std::optional<RowError> wrong;  // the first; the rest is read for the number's sake
    const auto note = [&](RowError error) {
      if (!wrong) wrong = std::move(error);
    };
    if (!record.problem.empty()) {
      note({record.line, {}, record.column, {}, record.problem});
    } else if (has_header_ && RepeatsHeader(record)) {
      note({record.line, {}, {}, {}, "the header again"});
    }
    for (const Record::Cell& cell : record.cells) {
      if (wrong && roles_[cell.column] != ColumnRole::kNumber) continue;
      const std::string problem = ProblemOf(record, cell);
      if (!problem.empty()) {
        note(Wrong(record, cell.column, problem));
      } else if (!Fill(row, cell)) {
        note(Wrong(record, cell.column, "unreadable date"));
      } else if (roles_[cell.column] == ColumnRole::kDate && row.date && options_.last_day &&
                 row.date->day() > *options_.last_day) {
        note(Wrong(record, cell.column, "a day that is still to come"));
      }
    }
    if (!wrong) CheckRequired(record, row, note);
    if (!wrong) return row;
    if (row.number.size() <= kMaxNumberBytes) wrong->number = std::move(row.number);
    return *std::move(wrong);
  }

  RowError Repeated(const Record& record, const ExportRow& row, std::uint64_t before) const {
    const std::size_t column = ColumnOf(row.url.empty() ? ColumnRole::kNumber : ColumnRole::kUrl);
    RowError error =
        Wrong(record, column, fmt::format("row {} has the same number and another text", before));
    error.number = row.number;
    return error;
  }

 private:
  static constexpr std::size_t kNowhere = static_cast<std::size_t>(-1);

  RowError Wrong(const Record& record, std::size_t column, std::string reason) const {
    if (column == kNowhere) return {record.line, {}, {}, {}, std::move(reason)};
    return {record.line,
            {},
            reader_.columns()[column],
            reader_.CellName(record, column),
            std::move(reason)};
  }

  std::string ProblemOf(const Record& record, const Record::Cell& cell) const {
    const ColumnRole role = roles_[cell.column];
    if (role == ColumnRole::kOther) return {};  // nobody reads it
    if (!cell.problem.empty()) return std::string(cell.problem);
    if (cell.origin && (role == ColumnRole::kNumber || role == ColumnRole::kText)) {
      return fmt::format("{} is merged with {}: split the cells",
                         reader_.CellName(record, cell.column), ToString(cell.origin));
    }
    return {};
  }

  // Tables that were printed page by page have their header on each.
  bool RepeatsHeader(const Record& record) const {
    std::size_t equal = 0;
    for (const Record::Cell& cell : record.cells) {
      const std::string_view value = Trim(cell.value);
      if (value.empty()) continue;
      const std::string& column = reader_.columns()[cell.column];
      // Most rows differ in their first bytes already.
      if (column.empty() || (!IsSpace(value[0]) && value[0] != column[0])) return false;
      if (HeadCell(value) != column) return false;
      ++equal;
    }
    return equal > 1 || (equal == 1 && reader_.columns().size() == 1);
  }

  // False if it is a date that cannot be read.
  bool Fill(ExportRow& row, const Record::Cell& cell) {
    const std::string_view value = cell.value;
    switch (roles_[cell.column]) {
      case ColumnRole::kNumber:
        row.number = Squeezed(WithoutFormula(Trim(value)));
        return true;
      case ColumnRole::kText:
        row.text = Paragraphs(value);
        return true;
      case ColumnRole::kTitle:
        row.title = Squeezed(value);
        return true;
      case ColumnRole::kDate:
        if (Trim(value).empty()) return true;
        row.date = ReadExportDate(Trim(value), options_.zone);
        return row.date.has_value();
      case ColumnRole::kLanguage:
        row.language = Squeezed(value);
        return true;
      case ColumnRole::kRegion:
        row.region = Squeezed(value);
        return true;
      case ColumnRole::kBody:
        row.body = Squeezed(value);
        return true;
      case ColumnRole::kUrl:
        row.url = Squeezed(value);
        return true;
      case ColumnRole::kOutlet:
        row.outlet = Squeezed(value);
        return true;
      case ColumnRole::kAuthor:
        row.author = Squeezed(value);
        return true;
      case ColumnRole::kOther:
        if (!cell.problem.empty()) {
          row.other.emplace_back(OtherName(cell.column), cell.problem);
        } else if (!Trim(value).empty()) {
          row.other.emplace_back(OtherName(cell.column), Paragraphs(value));
          if (applicant_[cell.column]) {
            if (!row.applicant.empty()) row.applicant += ' ';
            row.applicant += Squeezed(value);
          }
        }
        return true;
    }
    return true;
  }

  std::string OtherName(std::size_t column) const {
    const std::string& name = reader_.columns()[column];
    return name.empty() ? fmt::format("column {}", column + 1) : name;
  }

  template <typename Note>
  void CheckRequired(const Record& record, ExportRow& row, const Note& note) const {
    if (row.text.empty()) note(Wrong(record, ColumnOf(ColumnRole::kText), "no text"));
    if (row.url.size() > kMaxUrlBytes) {
      note(Wrong(record, ColumnOf(ColumnRole::kUrl),
                 fmt::format("longer than {} bytes", kMaxUrlBytes)));
    }
    for (const auto& [role, value] : {std::pair(ColumnRole::kRegion, &row.region),
                                      {ColumnRole::kBody, &row.body},
                                      {ColumnRole::kOutlet, &row.outlet},
                                      {ColumnRole::kAuthor, &row.author}}) {
      if (value->size() > kMaxNameBytes) {
        note(Wrong(record, ColumnOf(role), fmt::format("longer than {} bytes", kMaxNameBytes)));
      }
    }
    const std::size_t number = ColumnOf(ColumnRole::kNumber);
    if (row.number.size() > kMaxNumberBytes) {
      note(Wrong(record, number, fmt::format("longer than {} bytes", kMaxNumberBytes)));
    }
    if (!row.number.empty() || (requirements_.url_is_enough() && !row.url.empty())) return;
    if (requirements_.number_from_content()) {
      row.number = NumberFromContent(row);
    } else {
      note(
          Wrong(record, number,
                requirements_.url_is_enough() ? "no number and no address" : "no register number"));
    }
  }

  // Keys that come later in a JSON file take only the roles that are still free.
  void Extend() {
    const std::vector<std::string>& columns = reader_.columns();
    const std::vector<std::string> added(
        columns.begin() + static_cast<std::ptrdiff_t>(roles_.size()), columns.end());
    const auto guessed = GuessColumns(added, {}, options_.kind);
    for (const ColumnRole role : *guessed) {
      const bool taken = std::find(roles_.begin(), roles_.end(), role) != roles_.end();
      roles_.push_back(taken ? ColumnRole::kOther : role);
    }
    Remember();
  }

  void Remember() {
    column_.fill(kNowhere);
    for (std::size_t i = 0; i < roles_.size(); ++i) {
      column_[static_cast<std::size_t>(roles_[i])] = i;
    }
  }

  std::size_t ColumnOf(ColumnRole role) const { return column_[static_cast<std::size_t>(role)]; }

  const ExportOptions& options_;
  Requirements requirements_;
  const RecordReader& reader_;
  std::vector<ColumnRole> roles_;
  bool has_header_;
  std::array<std::size_t, kColumnRoles> column_{};
  std::vector<bool> applicant_;  // whether a column names who writes
};

// Which items of a table were read already, by hashes.
class KnownItems {
 public:
  // The row in which the item stands already with other words.
  std::optional<std::uint64_t> Add(const ExportRow& row) {
    const std::size_t item = Hash(row.outlet, row.url.empty() ? row.number : row.url);
    const std::size_t words = Hash(row.title, row.text);
    const auto [known, fresh] = items_.try_emplace(item, Item{row.row, words});
    if (fresh || known->second.words == words) return std::nullopt;
    return known->second.row;
  }

 private:
  struct Item {
    std::uint64_t row;
    std::size_t words;
  };

  static std::size_t Hash(std::string_view first, std::string_view second) {
    constexpr std::size_t kMultiplier = 0x9E3779B97F4A7C15;
    const std::hash<std::string_view> hash;
    return hash(first) * kMultiplier + hash(second);
  }

  std::unordered_map<std::size_t, Item> items_;
};

}  // namespace

core::Expected<ExportTotals> ReadExport(
    const std::filesystem::path& file, const ExportOptions& options,
    const std::function<bool(ExportRow)>& accept, const std::function<void(RowError)>& reject,
    const std::function<void(std::uint64_t bytes_read)>& progress) {
  ExportTotals totals;
  auto table = OpenTable(file, options.table, TestOf(options), progress);
  if (!table) return table.error();
  RecordReader& reader = *table->reader;
  totals.table = std::move(table->info);
  auto roles = GuessColumns(totals.table.columns, options.columns, options.kind);
  if (!roles) return core::Error{fmt::format("{}: {}", file.string(), roles.error().message)};

  for (const ColumnRole role : *roles) totals.table.roles.emplace_back(Name(role));
  RowBuilder builder(options, reader, std::move(*roles), totals.table.header_row > 0);
  KnownItems known;
  Record record;
  for (;;) {
    const auto more = reader.Next(record);
    if (!more) return more.error();
    if (!*more) break;
    auto row = builder.Build(record);
    if (row) {
      if (const auto before = known.Add(*row)) row = builder.Repeated(record, *row, *before);
    }
    ++totals.rows;
    if (!row) {
      ++totals.rejected;
      reject(row.error());
    } else if (!accept(std::move(*row))) {
      break;
    }
  }
  if (totals.rows == 0) totals.table.notes.emplace_back("no rows behind the header");
  const std::vector<std::string> notes = reader.notes();
  totals.table.notes.insert(totals.table.notes.end(), notes.begin(), notes.end());
  return totals;
}

}  // namespace crawler
