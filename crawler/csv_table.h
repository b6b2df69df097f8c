// A CSV file as a table: its separator and its header row are found, not asked for.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "crawler/csv_reader.h"
#include "crawler/record_reader.h"

namespace crawler {

// Says whether a row can be the header: the required columns are among its cells.
using CsvHeaderTest = std::function<bool(const std::vector<std::string>& cells)>;

class CsvTable : public RecordReader {
 public:
  // `head`: the beginning of the text; the rest comes from `source`. The separator (comma,
  // semicolon, tab or bar) is the one under which `is_header` accepts one of the first rows and the
  // rows behind it agree in their number of cells. A line "sep=;" before the header decides at
  // once, as in Excel. If no row is accepted, the columns are those of the best guess: see
  // header_found.
  CsvTable(std::string head, BlockSource source, std::size_t max_record_bytes,
           const CsvHeaderTest& is_header);

  bool header_found() const { return header_found_; }
  char separator() const { return separator_; }

  // Rows whose cells are all empty are skipped. A row with another number of cells than the header
  // has a problem, unless what it has beyond is empty.
  core::Expected<bool> Next(Record& record) override;
  const std::vector<std::string>& columns() const override { return columns_; }

 private:
  char separator_ = ',';
  bool header_found_ = false;
  std::vector<std::string> columns_;
  std::unique_ptr<CsvReader> reader_;
  CsvRow row_;
};

}  // namespace crawler
