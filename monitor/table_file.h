// Tables for spreadsheets: CSV and XLSX.
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

enum class TableFormat : std::uint8_t { kCsv, kXlsx };

// Writes a table row by row to a temporary file beside `path`, which takes its name at Finish: a
// reader never sees half of it. CSV has the separator ';' and a byte order mark, as the
// spreadsheets of Kazakhstan expect; XLSX a fixed header row with a filter. Texts are never
// formulas. Not thread-safe.
class TableFile {
 public:
  // An error if the file cannot be made.
  static core::Expected<std::unique_ptr<TableFile>> Create(const std::filesystem::path& path,
                                                           TableFormat format,
                                                           const std::string& sheet,
                                                           const std::vector<TableColumn>& columns);
  // Without Finish nothing is left behind.
  ~TableFile();

  // An error if it cannot be written, or XLSX has no room for another row.
  core::Expected<bool> AddRow(const std::vector<TableCell>& cells);
  core::Expected<bool> Finish();
  // Cells so far whose text XLSX has no room for (32,767 UTF-16 units): they were cut and end in
  // "…".
  std::uint64_t shortened() const;

 private:
  struct Impl;
  explicit TableFile(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace monitor
