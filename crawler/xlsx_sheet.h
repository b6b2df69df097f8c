// The rows of one sheet of an XLSX workbook, read one at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/expected.h"
#include "crawler/merged_cells.h"
#include "crawler/xlsx_workbook.h"

namespace crawler {

struct SheetRow {
  std::uint32_t number = 0;      // as the spreadsheet shows it; as counted if it states none
  std::vector<SheetCell> cells;  // those with a value or a problem, by column
  std::string problem;           // of the row as a whole; then there are no cells
};

// The merged cells of a sheet, which stand at its end: inflates it once, and checks its bytes. An
// error names file and part.
core::Expected<MergedCells> FindMergedCells(const XlsxWorkbook& workbook,
                                            const XlsxSheetEntry& sheet);

// One pass over a sheet. Not thread-safe.
class XlsxSheet {
 public:
  struct Options {
    std::size_t max_row_bytes = 4u << 20;
    std::function<void(std::uint64_t packed_bytes_read)> progress;
  };

  // `merged` are those of this sheet; `workbook` must outlive it. An error names file and part.
  static core::Expected<std::unique_ptr<XlsxSheet>> Open(XlsxWorkbook& workbook,
                                                         const XlsxSheetEntry& sheet,
                                                         MergedCells merged, Options options);
  ~XlsxSheet();

  // Reads the next row that has a value or a problem into `row`, reusing its memory; false at the
  // end. What it points to lives until the next call. An error (a part that is damaged, a string
  // that the workbook lacks) says behind which row.
  core::Expected<bool> Next(SheetRow& row);

  std::uint64_t hidden_rows() const;  // among those given
  bool has_hidden_columns() const;

 private:
  struct Impl;
  explicit XlsxSheet(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace crawler
