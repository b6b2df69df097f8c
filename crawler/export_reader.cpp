#include "crawler/export_reader.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <memory>

#include "core/printable.h"
#include "crawler/ascii.h"
#include "crawler/column_guess.h"
#include "crawler/csv_table.h"
#include "crawler/date_parser.h"
#include "crawler/json_table.h"
#include "crawler/text_file.h"

namespace crawler {
namespace {

constexpr std::size_t kHeadBytes = 64u << 10;  // what separator and columns are guessed from
constexpr std::size_t kMaxNumberBytes = 256;
constexpr std::size_t kSampledObjects = 100;
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

// Line ends become '\n', as Document::text has them.
std::string Paragraphs(std::string_view text) {
  text = Trim(text);
  std::string lines;
  lines.reserve(text.size());
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

bool HasRequired(const std::vector<ColumnRole>& roles) {
  return std::count(roles.begin(), roles.end(), ColumnRole::kNumber) == 1 &&
         std::count(roles.begin(), roles.end(), ColumnRole::kText) == 1;
}

bool IsJson(const std::filesystem::path& file, std::string_view head) {
  const std::string extension = Lower(file.extension().string());
  if (extension == ".jsonl" || extension == ".ndjson" || extension == ".json") return true;
  return Trim(head).substr(0, 1) == "{";
}

core::Error MissingColumns(const std::filesystem::path& file,
                           const std::vector<std::string>& columns,
                           const std::vector<ColumnRole>& roles) {
  std::vector<std::string_view> needed;
  for (const ColumnRole role : {ColumnRole::kNumber, ColumnRole::kText}) {
    if (std::find(roles.begin(), roles.end(), role) == roles.end()) needed.push_back(Name(role));
  }
  constexpr std::size_t kListed = 40, kShownBytes = 80;
  const std::size_t listed = std::min(columns.size(), kListed);
  std::vector<std::string> found;
  for (std::size_t i = 0; i < listed; ++i) {
    found.push_back(core::Printable(Squeezed(columns[i]).substr(0, kShownBytes)));
  }
  return {fmt::format("{}: no column for {}: found {}; name the columns in the import's settings",
                      file.string(), fmt::join(needed, " and "),
                      found.empty() ? "none" : fmt::format("\"{}\"", fmt::join(found, "\", \"")))};
}

// No export holds an appeal from outside of these years: such a date is a slip.
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

// Makes rows of records: one column map, one set of checks.
class RowBuilder {
 public:
  RowBuilder(const ExportOptions& options, bool lossy, std::vector<ColumnRole> roles)
      : options_(options), lossy_(lossy), roles_(std::move(roles)) {
    Remember();
  }

  // The row of `record`, or what is wrong with it: never with words of the row, which may be
  // personal.
  core::Expected<ExportRow, RowError> Build(const Record& record,
                                            const std::vector<std::string>& columns) {
    if (columns.size() > roles_.size()) Extend(columns);
    const auto wrong = [&](std::size_t column, std::string reason) {
      return RowError{
          record.line, {}, column < columns.size() ? columns[column] : "", {}, std::move(reason)};
    };
    if (!record.problem.empty()) {
      return RowError{record.line, {}, record.column, {}, record.problem};
    }
    ExportRow row;
    row.row = record.line;
    for (const Record::Cell& cell : record.cells) {
      const std::size_t column = cell.column;
      const std::string_view value = cell.value;
      if (!IsCleanUtf8(value) || (lossy_ && value.find(kReplacement) != std::string_view::npos)) {
        return wrong(column, "invalid encoding");
      }
      if (!Fill(row, roles_[column], columns[column], value)) {
        return wrong(column, "unreadable date");
      }
    }
    if (row.number.empty()) return wrong(column_[kNumberAt], "no register number");
    if (row.number.size() > kMaxNumberBytes) {
      return wrong(column_[kNumberAt], fmt::format("longer than {} bytes", kMaxNumberBytes));
    }
    if (row.text.empty()) return wrong(column_[kTextAt], "no text");
    return row;
  }

 private:
  static constexpr std::size_t kNumberAt = static_cast<std::size_t>(ColumnRole::kNumber);
  static constexpr std::size_t kTextAt = static_cast<std::size_t>(ColumnRole::kText);

  // False if it is a date that cannot be read.
  bool Fill(ExportRow& row, ColumnRole role, const std::string& column, std::string_view value) {
    switch (role) {
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
      case ColumnRole::kOther:
        if (!Trim(value).empty()) row.other.emplace_back(column, Paragraphs(value));
        return true;
    }
    return true;
  }

  // Keys that come later in a JSON file take only the roles that are still free.
  void Extend(const std::vector<std::string>& columns) {
    const std::vector<std::string> added(
        columns.begin() + static_cast<std::ptrdiff_t>(roles_.size()), columns.end());
    const auto guessed = GuessColumns(added, {});
    for (const ColumnRole role : *guessed) {
      const bool taken = std::find(roles_.begin(), roles_.end(), role) != roles_.end();
      roles_.push_back(taken ? ColumnRole::kOther : role);
    }
  }

  void Remember() {
    for (std::size_t i = 0; i < roles_.size(); ++i) {
      column_[static_cast<std::size_t>(roles_[i])] = i;
    }
  }

  const ExportOptions& options_;
  bool lossy_;  // U+FFFD in the text stands for bytes that could not be decoded
  std::vector<ColumnRole> roles_;
  std::array<std::size_t, 8> column_{};
};

// Reads until `head` has enough to guess from; an object must be whole to show its keys.
std::vector<std::string> SampleJsonColumns(TextFile& file, std::string& head,
                                           std::size_t max_bytes) {
  for (;;) {
    JsonTable table(
        head, [](std::string&) { return false; }, max_bytes);
    Record record;
    for (std::size_t i = 0; i < kSampledObjects && *table.Next(record); ++i) {
    }
    if (!table.columns().empty() || head.size() > max_bytes || !file.Read(head)) {
      return table.columns();
    }
  }
}

struct OpenedTable {
  std::unique_ptr<RecordReader> reader;
  std::vector<ColumnRole> roles;
};

core::Expected<OpenedTable> OpenTable(const std::filesystem::path& path,
                                      const ExportOptions& options, TextFile& file,
                                      const BlockSource& source) {
  std::string head;
  while (head.size() < kHeadBytes && file.Read(head)) {
  }
  if (Trim(head).empty()) return core::Error{fmt::format("{}: the file is empty", path.string())};

  OpenedTable table;
  std::vector<std::string> columns;
  if (IsJson(path, head)) {
    columns = SampleJsonColumns(file, head, options.table.max_row_bytes);
    table.reader =
        std::make_unique<JsonTable>(std::move(head), source, options.table.max_row_bytes);
  } else {
    const CsvHeaderTest is_header = [&](const std::vector<std::string>& cells) {
      const auto roles = GuessColumns(cells, options.columns);
      return roles && HasRequired(*roles);
    };
    table.reader =
        std::make_unique<CsvTable>(std::move(head), source, options.table.max_row_bytes, is_header);
    columns = table.reader->columns();
  }
  auto roles = GuessColumns(columns, options.columns);
  if (!roles) return core::Error{fmt::format("{}: {}", path.string(), roles.error().message)};
  if (!HasRequired(*roles)) return MissingColumns(path, columns, *roles);
  // A JSON reader meets its columns once more, in the same order.
  table.roles = std::move(*roles);
  return table;
}

}  // namespace

core::Expected<ExportTotals> ReadExport(
    const std::filesystem::path& file, const ExportOptions& options,
    const std::function<bool(ExportRow)>& accept, const std::function<void(RowError)>& reject,
    const std::function<void(std::uint64_t bytes_read)>& progress) {
  auto text = TextFile::Open(file);
  if (!text) return text.error();
  const BlockSource source = [&](std::string& buffer) {
    const bool more = text->Read(buffer);
    if (more && progress) progress(text->bytes_read());
    return more;
  };
  auto table = OpenTable(file, options, *text, source);
  if (!table) return table.error();

  RowBuilder builder(options, text->encoding() != TextEncoding::kUtf8, std::move(table->roles));
  ExportTotals totals;
  Record record;
  for (;;) {
    const auto more = table->reader->Next(record);
    if (!more) return more.error();
    if (!*more) break;
    auto row = builder.Build(record, table->reader->columns());
    ++totals.rows;
    if (row) {
      if (!accept(std::move(*row))) break;
    } else {
      ++totals.rejected;
      reject(row.error());
    }
  }
  totals.bytes = text->bytes_read();
  if (text->failed())
    return core::Error{fmt::format("{}: cannot be read to its end", file.string())};
  return totals;
}

}  // namespace crawler
