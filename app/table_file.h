// A table for spreadsheets, written to a file row by row.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/output_file.h"
#include "core/expected.h"
#include "monitor/spreadsheet.h"

namespace app {

enum class TableFormat : std::uint8_t { kCsv, kXlsx };

// CSV has the separator ';' and a byte order mark, as the spreadsheets of Kazakhstan expect; XLSX a
// fixed header row with a filter. Not thread-safe.
class TableFile {
 public:
  // `path` as OutputFile takes it. An error if it cannot be written, and for XLSX where there is no
  // place for a file: standard output, a pipe.
  static core::Expected<std::unique_ptr<TableFile>> Create(
      const std::filesystem::path& path, TableFormat format, const std::string& sheet,
      const std::vector<monitor::TableColumn>& columns);

  // An error if it cannot be written, or XLSX has no room for another row.
  core::Expected<bool> AddRow(const std::vector<monitor::TableCell>& cells);
  // Gives the file its name. Without it nothing is left behind.
  core::Expected<bool> Finish();
  // Cells cut so far, of XLSX; see monitor::XlsxFile.
  std::uint64_t shortened() const { return xlsx_ ? xlsx_->shortened() : 0; }

 private:
  TableFile(std::filesystem::path path, std::unique_ptr<OutputFile> output);

  std::filesystem::path path_;
  std::unique_ptr<OutputFile> output_;
  std::optional<monitor::XlsxFile> xlsx_;  // writes what output_ names
};

}  // namespace app
