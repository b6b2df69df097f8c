#include "monitor/spreadsheet.h"

#include <xlsxwriter.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

#include "core/utf8.h"

namespace monitor {
namespace {

constexpr std::size_t kMaxXlsxText = 32'767;  // UTF-16 units of a cell (ECMA-376 as Excel reads it)
constexpr double kLineHeight = 15;            // points
constexpr std::size_t kMostLines = 10;  // that a row is high; a longer text is read in its cell

// How many bytes at the front of `text` are at most `max` UTF-16 units.
std::size_t BytesOfUnits(std::string_view text, std::size_t max) {
  std::size_t units = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (core::IsTrailByte(text[at])) continue;
    units += static_cast<unsigned char>(text[at]) >= 0xF0 ? 2 : 1;
    if (units > max) return at;
  }
  return text.size();
}

lxw_datetime ToDate(core::Day day) {
  const std::chrono::year_month_day date(day);
  lxw_datetime time{};
  time.year = static_cast<int>(date.year());
  time.month = static_cast<int>(static_cast<unsigned>(date.month()));
  time.day = static_cast<int>(static_cast<unsigned>(date.day()));
  return time;
}

// How many lines `text` takes in a cell of `width` characters, roughly: spreadsheets set the height
// of rows only when somebody edits them.
std::size_t LinesOf(std::string_view text, double width) {
  std::size_t lines = 0;
  while (true) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    const std::size_t length = core::CountCharacters(line);
    lines += std::max<std::size_t>(
        1, static_cast<std::size_t>(std::ceil(static_cast<double>(length) / width)));
    if (end == std::string_view::npos) return lines;
    text.remove_prefix(end + 1);
  }
}

// Whether a spreadsheet may take `text` for a formula: by its first character that is neither a
// blank, nor a control character, nor invisible.
bool BeginsAsFormula(std::string_view text) {
  if (text.find_first_of("\t\r\n") == 0) return true;
  while (!text.empty()) {
    std::size_t passed = static_cast<unsigned char>(text[0]) <= ' ' || text[0] == '\x7F' ? 1 : 0;
    for (const std::string_view blank : {"\u00A0", "\u200B", "\u2060", "\u3000", "\uFEFF"}) {
      if (text.starts_with(blank)) passed = blank.size();
    }
    if (passed == 0) break;
    text.remove_prefix(passed);
  }
  for (const std::string_view sign : {"=", "+", "-", "@", "＝", "＋", "－", "＠"}) {
    if (text.starts_with(sign)) return true;
  }
  return false;
}

}  // namespace

std::string CsvCell(std::string_view text) {
  std::string cell = "\"";
  if (BeginsAsFormula(text)) cell += '\'';
  for (const char c : text) {
    if (c == '"') cell += '"';
    cell += c;
  }
  return cell + '"';
}

std::string CsvRow(const std::vector<TableCell>& cells) {
  std::string line;
  for (const TableCell& cell : cells) {
    if (!line.empty()) line += ';';
    if (const auto* words = std::get_if<std::string>(&cell)) {
      line += CsvCell(*words);
    } else if (const auto* number = std::get_if<std::int64_t>(&cell)) {
      line += std::to_string(*number);
    } else {
      line += core::ToString(std::get<core::Day>(cell));
    }
  }
  return line + "\r\n";
}

struct XlsxFile::Impl {
  lxw_workbook* workbook = nullptr;
  lxw_worksheet* sheet = nullptr;
  lxw_format* text = nullptr;
  lxw_format* date = nullptr;
  std::vector<double> widths;  // of the columns
  std::uint32_t rows = 1;      // the header
  std::uint64_t shortened = 0;

  void Begin(const std::filesystem::path& path, const std::string& name,
             const std::vector<TableColumn>& columns) {
    // Rows go to the disk as they come; shared strings would stay in memory.
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    std::string folder = path.parent_path().string();
    if (!folder.empty()) options.tmpdir = folder.data();
    workbook = workbook_new_opt(path.c_str(), &options);
    sheet = workbook_add_worksheet(workbook, name.c_str());
    lxw_format* header = workbook_add_format(workbook);
    format_set_bold(header);
    format_set_text_wrap(header);
    format_set_bottom(header, LXW_BORDER_THIN);
    format_set_align(header, LXW_ALIGN_VERTICAL_TOP);
    text = workbook_add_format(workbook);
    format_set_text_wrap(text);
    format_set_align(text, LXW_ALIGN_VERTICAL_TOP);
    date = workbook_add_format(workbook);
    format_set_num_format(date, "dd.mm.yyyy");
    format_set_align(date, LXW_ALIGN_LEFT);
    format_set_align(date, LXW_ALIGN_VERTICAL_TOP);
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const auto column = static_cast<lxw_col_t>(i);
      worksheet_set_column(sheet, column, column, columns[i].width, nullptr);
      widths.push_back(columns[i].width);
      worksheet_write_string(sheet, 0, column, columns[i].title.c_str(), header);
    }
    worksheet_freeze_panes(sheet, 1, 0);
    worksheet_repeat_rows(sheet, 0, 0);
    worksheet_set_landscape(sheet);
    worksheet_fit_to_pages(sheet, 1, 0);
  }

  void WriteText(lxw_col_t column, const std::string& words) {
    if (BytesOfUnits(words, kMaxXlsxText) == words.size()) {
      worksheet_write_string(sheet, rows, column, words.c_str(), text);
      return;
    }
    ++shortened;
    const std::string kept = words.substr(0, BytesOfUnits(words, kMaxXlsxText - 1)) + "…";
    worksheet_write_string(sheet, rows, column, kept.c_str(), text);
  }

  void WriteRow(const std::vector<TableCell>& cells) {
    std::size_t lines = 1;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (const auto* words = std::get_if<std::string>(&cells[i])) {
        lines = std::max(lines, LinesOf(*words, widths[i]));
      }
    }
    worksheet_set_row(sheet, rows, kLineHeight * static_cast<double>(std::min(lines, kMostLines)),
                      nullptr);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const auto column = static_cast<lxw_col_t>(i);
      if (const auto* words = std::get_if<std::string>(&cells[i])) {
        WriteText(column, *words);
      } else if (const auto* number = std::get_if<std::int64_t>(&cells[i])) {
        worksheet_write_number(sheet, rows, column, static_cast<double>(*number), text);
      } else {
        lxw_datetime day = ToDate(std::get<core::Day>(cells[i]));
        worksheet_write_datetime(sheet, rows, column, &day, date);
      }
    }
  }
};

XlsxFile::XlsxFile(const std::filesystem::path& path, const std::string& sheet,
                   const std::vector<TableColumn>& columns)
    : impl_(std::make_unique<Impl>()) {
  impl_->Begin(path, sheet, columns);
}

XlsxFile::~XlsxFile() {
  if (impl_->workbook != nullptr) workbook_close(impl_->workbook);
}

core::Expected<bool> XlsxFile::AddRow(const std::vector<TableCell>& cells) {
  if (impl_->rows > kMaxXlsxRows) {
    return core::Error{"XLSX has no more than 1,048,576 rows: write CSV, or fewer items"};
  }
  impl_->WriteRow(cells);
  ++impl_->rows;
  return true;
}

std::uint64_t XlsxFile::shortened() const {
  return impl_->shortened;
}

core::Expected<bool> XlsxFile::Finish() {
  worksheet_autofilter(impl_->sheet, 0, 0, impl_->rows - 1,
                       static_cast<lxw_col_t>(impl_->widths.size() - 1));
  const lxw_error failed = workbook_close(std::exchange(impl_->workbook, nullptr));
  if (failed != LXW_NO_ERROR) return core::Error{lxw_strerror(failed)};
  return true;
}

}  // namespace monitor
