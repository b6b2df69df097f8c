#include "crawler/xlsx_table.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <memory>
#include <span>
#include <utility>

#include "crawler/ascii.h"
#include "crawler/table_header.h"
#include "crawler/xlsx_sheet.h"

namespace crawler {
namespace {

constexpr std::size_t kMaxHeadCells = 100'000;
constexpr std::size_t kMaxListed = 20;  // sheets in a message

// The bytes read of a file that is read part by part.
class Progress {
 public:
  explicit Progress(std::function<void(std::uint64_t)> report) : report_(std::move(report)) {}

  // What reports the bytes of the next part. It goes on to count from where the one before ended.
  std::function<void(std::uint64_t)> NextPart() {
    if (!report_) return {};
    before_ = latest_;
    return [this](std::uint64_t bytes) {
      latest_ = before_ + bytes;
      report_(latest_);
    };
  }

 private:
  std::function<void(std::uint64_t)> report_;
  std::uint64_t before_ = 0, latest_ = 0;
};

class XlsxTable : public RecordReader {
 public:
  XlsxTable(std::unique_ptr<XlsxWorkbook> workbook, std::shared_ptr<Progress> progress,
            std::unique_ptr<XlsxSheet> sheet, std::uint64_t header,
            std::vector<std::string> columns)
      : workbook_(std::move(workbook)),
        progress_(std::move(progress)),
        sheet_(std::move(sheet)),
        header_(header),
        columns_(std::move(columns)),
        filled_(columns_.size()) {}

  core::Expected<bool> Next(Record& record) override {
    record.cells.clear();
    record.problem.clear();
    record.column.clear();
    do {
      const auto more = sheet_->Next(row_);
      if (!more || !*more) return more;
    } while (!IsBehindHeader() || !Take(record));
    return true;
  }

  const std::vector<std::string>& columns() const override { return columns_; }

  std::string CellName(const Record& record, std::size_t column) const override {
    return ToString(
        CellRef{static_cast<std::uint32_t>(record.line), static_cast<std::uint32_t>(column + 1)});
  }

  std::vector<std::string> notes() const override;

 private:
  // A row further down may have a wrong number.
  bool IsBehindHeader() {
    const bool behind = behind_header_ || row_.number > header_;
    behind_header_ |= row_.number >= header_;
    return behind;
  }

  // False for a row without a value of its own under a header.
  bool Take(Record& record) {
    record.line = row_.number;
    record.problem = row_.problem;
    if (!record.problem.empty()) return true;
    bool own = false;
    for (const SheetCell& cell : row_.cells) {
      const std::size_t column = cell.column - 1;
      if (column >= columns_.size()) {
        if (!cell.origin && outside_++ == 0) first_outside_ = {row_.number, cell.column};
        continue;
      }
      // A column that the header has merged into the one to its left adds nothing where the row has
      // merged it too.
      const bool doubled = cell.origin && cell.origin.row == row_.number;
      if (doubled && columns_[column].empty()) continue;
      own |= !cell.origin;
      filled_[column] = filled_[column] || (cell.origin && cell.origin.row != row_.number);
      record.cells.push_back({column, cell.value, cell.problem, cell.origin, cell.is_number});
    }
    return own;
  }

  std::unique_ptr<XlsxWorkbook> workbook_;
  std::shared_ptr<Progress> progress_;
  std::unique_ptr<XlsxSheet> sheet_;
  std::uint64_t header_;  // last row of the header
  bool behind_header_ = false;
  std::vector<std::string> columns_;
  std::vector<bool> filled_;  // columns that merged cells have filled downwards
  SheetRow row_;
  std::uint64_t outside_ = 0;  // cells beyond the last column
  CellRef first_outside_;
};

std::vector<std::string> XlsxTable::notes() const {
  std::vector<std::string> notes;
  for (std::size_t column = 0; column < columns_.size() && notes.size() < kMaxListed; ++column) {
    if (!filled_[column]) continue;
    notes.push_back(fmt::format("merged cells filled down in column {} (\"{}\")",
                                ColumnLetters(static_cast<std::uint32_t>(column + 1)),
                                columns_[column]));
  }
  if (sheet_->hidden_rows() > 0) {
    notes.push_back(fmt::format("{} hidden rows were read", sheet_->hidden_rows()));
  }
  if (sheet_->has_hidden_columns()) notes.emplace_back("hidden columns were read");
  if (outside_ > 0) {
    notes.push_back(
        fmt::format("{} cells beyond the last column of the header were not read: the "
                    "first is {}",
                    outside_, ToString(first_outside_)));
  }
  return notes;
}

HeadRow ToHeadRow(const SheetRow& row) {
  HeadRow head;
  head.row = row.number;
  for (const SheetCell& cell : row.cells) {
    head.cells.resize(cell.column);
    head.origins.resize(cell.column);
    head.cells.back() = HeadCell(cell.value);
    head.origins.back() = cell.origin;
  }
  return head;
}

// The first rows of a sheet.
core::Expected<std::vector<HeadRow>> ReadHead(XlsxWorkbook& workbook, const XlsxSheetEntry& entry,
                                              const MergedCells& merged,
                                              const TableOptions& options) {
  auto sheet = XlsxSheet::Open(workbook, entry, merged, {options.max_row_bytes, {}});
  if (!sheet) return sheet.error();
  std::vector<HeadRow> head;
  SheetRow row;
  for (std::size_t cells = 0; head.size() < kHeadRows && cells < kMaxHeadCells;
       cells += head.back().cells.size()) {
    const auto more = (*sheet)->Next(row);
    if (!more) return more.error();
    if (!*more) break;
    head.push_back(ToHeadRow(row));
  }
  return head;
}

std::vector<std::string> Names(const std::vector<XlsxSheetEntry>& sheets) {
  std::vector<std::string> names;
  for (const XlsxSheetEntry& sheet : sheets) {
    if (names.size() == kMaxListed) break;
    names.push_back(fmt::format("\"{}\"", sheet.name));
  }
  return names;
}

// What a sheet without a fitting header has.
std::string Summary(const std::vector<HeadRow>& head, const HeadRow* likely,
                    const TableOptions& options) {
  if (head.empty()) return "is empty";
  if (!likely) return fmt::format("has nothing in row {}", options.header_row);
  return fmt::format("has {}", ListColumns(likely->cells));
}

struct ChosenSheet {
  const XlsxSheetEntry* entry = nullptr;
  MergedCells merged;
  std::vector<HeadRow> head;
  HeaderPlace header;
};

// The sheet that the options name, or the first whose header fits.
core::Expected<ChosenSheet> ChooseSheet(XlsxWorkbook& workbook, const TableOptions& options,
                                        const HeaderTest& header) {
  const std::string path = workbook.package.path().string();
  std::vector<std::string> seen;  // what each sheet has, for a message
  std::string lacks;
  bool named = false;
  for (const XlsxSheetEntry& entry : workbook.sheets) {
    if (!options.sheet.empty() && entry.name != options.sheet) continue;
    named = true;
    auto merged = FindMergedCells(workbook, entry);
    if (!merged) return merged.error();
    auto head = ReadHead(workbook, entry, *merged, options);
    if (!head) return head.error();
    if (const auto place = FindHeader(*head, options.header_row, header)) {
      return ChosenSheet{&entry, std::move(*merged), std::move(*head), *place};
    }
    const HeadRow* const likely = LikelyHeader(*head, options.header_row);
    if (lacks.empty() && likely) lacks = header.lacks(likely->cells);
    if (seen.size() < kMaxListed) {
      seen.push_back(fmt::format("sheet \"{}\" {}", entry.name, Summary(*head, likely, options)));
    }
  }
  if (!named && !options.sheet.empty()) {
    return core::Error{fmt::format("{}: no sheet \"{}\": there are {}", path, options.sheet,
                                   fmt::join(Names(workbook.sheets), ", "))};
  }
  if (workbook.sheets.empty()) {
    return core::Error{fmt::format("{}: the workbook has no sheet with cells", path)};
  }
  if (lacks.empty()) lacks = header.lacks({});
  return core::Error{fmt::format("{}: {}: {}", path, lacks, fmt::join(seen, "; "))};
}

TableInfo Describe(const XlsxWorkbook& workbook, const ChosenSheet& chosen,
                   const TableOptions& options) {
  TableInfo info;
  info.format = fmt::format("XLSX, sheet \"{}\"", chosen.entry->name);
  info.sheet = chosen.entry->name;
  info.header_row = chosen.head[chosen.header.at].row;
  info.columns = HeaderNames(std::span(chosen.head).subspan(chosen.header.at, chosen.header.rows));
  SeparateNames(info.columns, info.notes);
  if (chosen.entry->hidden) {
    info.notes.push_back(fmt::format("the sheet \"{}\" is hidden", chosen.entry->name));
  }
  if (options.sheet.empty() && workbook.sheets.size() > 1) {
    std::vector<XlsxSheetEntry> others = workbook.sheets;
    std::erase_if(others, [&](const auto& sheet) { return sheet.name == chosen.entry->name; });
    info.notes.push_back(
        fmt::format("other sheets were not read: {}", fmt::join(Names(others), ", ")));
  }
  return info;
}

}  // namespace

core::Expected<Table> OpenXlsxTable(const std::filesystem::path& path, const TableOptions& options,
                                    const HeaderTest& header,
                                    const std::function<void(std::uint64_t bytes_read)>& progress) {
  auto package = OfficePackage::Open(path);
  if (!package) return package.error();
  const auto counter = std::make_shared<Progress>(progress);
  auto workbook =
      XlsxWorkbook::Open(std::move(*package), options.max_row_bytes, counter->NextPart());
  if (!workbook) return workbook.error();
  auto chosen = ChooseSheet(**workbook, options, header);
  if (!chosen) return chosen.error();
  auto sheet = XlsxSheet::Open(**workbook, *chosen->entry, std::move(chosen->merged),
                               {options.max_row_bytes, counter->NextPart()});
  if (!sheet) return sheet.error();
  Table table;
  table.info = Describe(**workbook, *chosen, options);
  table.header = chosen->header;
  const HeadRow& last = chosen->head[chosen->header.at + chosen->header.rows - 1];
  table.reader = std::make_unique<XlsxTable>(std::move(*workbook), counter, std::move(*sheet),
                                             last.row, table.info.columns);
  table.head = std::move(chosen->head);
  return table;
}

}  // namespace crawler
