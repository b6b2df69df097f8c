#include "monitor/table_file.h"

#include <fmt/format.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <system_error>

#include "monitor/plain_text.h"

namespace monitor {
namespace {

constexpr std::size_t kMaxXlsxText = 32'767;  // characters of a cell (ECMA-376 as Excel reads it)
constexpr std::uint32_t kMaxXlsxRows = 1'048'576;
constexpr double kLineHeight = 15;      // points
constexpr std::size_t kMostLines = 10;  // that a row is high; a longer text is read in its cell

// At most `max` characters.
std::string Shortened(const std::string& text, std::size_t max) {
  return text.size() <= max ? text : Shorten(text, max);
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
    const auto length =
        std::count_if(line.begin(), line.end(), [](char c) { return (c & 0xC0) != 0x80; });
    lines += std::max<std::size_t>(
        1, static_cast<std::size_t>(std::ceil(static_cast<double>(length) / width)));
    if (end == std::string_view::npos) return lines;
    text.remove_prefix(end + 1);
  }
}

}  // namespace

std::string CsvCell(std::string_view text) {
  std::string cell = "\"";
  if (text.find_first_of("=+-@\t\r") == 0) cell += '\'';
  for (const char c : text) {
    if (c == '"') cell += '"';
    cell += c;
  }
  return cell + '"';
}

struct TableFile::Impl {
  std::filesystem::path path, temporary;
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> csv{nullptr, std::fclose};
  lxw_workbook* workbook = nullptr;
  lxw_worksheet* sheet = nullptr;
  lxw_format* text = nullptr;
  lxw_format* date = nullptr;
  std::vector<double> widths;  // of the columns
  std::uint32_t rows = 1;      // the header

  core::Error Fail(std::string_view why) const {
    return {fmt::format("{}: cannot be written: {}", path.string(), why)};
  }
  core::Error FailWithErrno() const { return Fail(std::strerror(errno)); }

  core::Expected<bool> WriteLine(const std::string& line) {
    if (std::fwrite(line.data(), 1, line.size(), csv.get()) != line.size()) return FailWithErrno();
    return true;
  }

  void BeginXlsx(const std::string& name, const std::vector<TableColumn>& columns) {
    // Rows go to the disk as they come; shared strings would stay in memory.
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    std::string folder = temporary.parent_path().string();
    if (!folder.empty()) options.tmpdir = folder.data();
    workbook = workbook_new_opt(temporary.c_str(), &options);
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

  void WriteXlsxRow(const std::vector<TableCell>& cells) {
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
        worksheet_write_string(sheet, rows, column, Shortened(*words, kMaxXlsxText).c_str(), text);
      } else if (const auto* number = std::get_if<std::int64_t>(&cells[i])) {
        worksheet_write_number(sheet, rows, column, static_cast<double>(*number), text);
      } else {
        lxw_datetime day = ToDate(std::get<core::Day>(cells[i]));
        worksheet_write_datetime(sheet, rows, column, &day, date);
      }
    }
  }
};

TableFile::TableFile(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

TableFile::~TableFile() {
  if (impl_->workbook != nullptr) workbook_close(impl_->workbook);
  impl_->csv.reset();
  std::error_code ignored;
  if (!impl_->temporary.empty()) std::filesystem::remove(impl_->temporary, ignored);
}

core::Expected<std::unique_ptr<TableFile>> TableFile::Create(
    const std::filesystem::path& path, TableFormat format, const std::string& sheet,
    const std::vector<TableColumn>& columns) {
  auto impl = std::make_unique<Impl>();
  impl->path = path;
  impl->temporary = path;
  impl->temporary += fmt::format(".{}.tmp", ::getpid());
  impl->csv.reset(std::fopen(impl->temporary.c_str(), "we"));
  if (!impl->csv) {
    const core::Error error = impl->FailWithErrno();
    impl->temporary.clear();
    return error;
  }
  if (format == TableFormat::kXlsx) {
    impl->csv.reset();  // it can be made; the library opens it itself, and late
    impl->BeginXlsx(sheet, columns);
  } else {
    std::string line = "\xEF\xBB\xBF";
    for (const TableColumn& column : columns) {
      if (line.size() > 3) line += ';';
      line += CsvCell(column.title);
    }
    if (const auto written = impl->WriteLine(line + "\r\n"); !written) return written.error();
  }
  return std::unique_ptr<TableFile>(new TableFile(std::move(impl)));
}

core::Expected<bool> TableFile::AddRow(const std::vector<TableCell>& cells) {
  if (impl_->sheet != nullptr) {
    if (impl_->rows == kMaxXlsxRows) {
      return impl_->Fail("XLSX has no more than 1,048,576 rows: write CSV, or fewer items");
    }
    impl_->WriteXlsxRow(cells);
    ++impl_->rows;
    return true;
  }
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
  return impl_->WriteLine(line + "\r\n");
}

core::Expected<bool> TableFile::Finish() {
  if (lxw_workbook* workbook = std::exchange(impl_->workbook, nullptr)) {
    worksheet_autofilter(impl_->sheet, 0, 0, impl_->rows - 1,
                         static_cast<lxw_col_t>(impl_->widths.size() - 1));
    if (const lxw_error failed = workbook_close(workbook); failed != LXW_NO_ERROR) {
      return impl_->Fail(lxw_strerror(failed));
    }
  } else if (std::fclose(impl_->csv.release()) != 0) {
    return impl_->FailWithErrno();
  }
  std::error_code failed;
  std::filesystem::rename(impl_->temporary, impl_->path, failed);
  if (failed) return impl_->Fail(failed.message());
  impl_->temporary.clear();
  return true;
}

}  // namespace monitor
