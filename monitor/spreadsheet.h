// Cells and rows of tables for spreadsheets: CSV and XLSX.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/expected.h"
#include "core/time.h"

namespace monitor {

// A cell of CSV (RFC 4180) in quotation marks. One that a spreadsheet would take for a formula
// ("=1+1", "+7 777 ...", "@x", "-x", also full-width or behind blanks and control characters) is
// kept a text by an apostrophe before it (OWASP, CSV Injection).
std::string CsvCell(std::string_view text);

using TableCell = std::variant<std::string, std::int64_t, core::Day>;

// A row with the separator ';' and its line end.
std::string CsvRow(const std::vector<TableCell>& cells);
// Before the first row of a file, so that spreadsheets read it as UTF-8.
inline constexpr std::string_view kCsvBegin = "\xEF\xBB\xBF";

// Rows that XLSX has room for below its header.
inline constexpr std::uint64_t kMaxXlsxRows = 1'048'575;

struct TableColumn {
  std::string title;
  double width = 12;  // in characters, of a spreadsheet
};

// A workbook of one sheet, written row by row to a file of its own name: a fixed header row with a
// filter. Texts are never formulas. Errors are a line without the file's name. Not thread-safe.
class XlsxFile {
 public:
  // `path` is in a folder that can be written.
  XlsxFile(const std::filesystem::path& path, const std::string& sheet,
           const std::vector<TableColumn>& columns);
  ~XlsxFile();

  // An error if there is no room for another row.
  core::Expected<bool> AddRow(const std::vector<TableCell>& cells);
  // Without it the file is of no use.
  core::Expected<bool> Finish();
  // Cells so far whose text XLSX has no room for (32,767 UTF-16 units): they were cut and end in
  // "…".
  std::uint64_t shortened() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace monitor
