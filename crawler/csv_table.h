// A CSV file as a table: its separator and its header row are found, not asked for.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "crawler/csv_reader.h"
#include "crawler/record_reader.h"
#include "crawler/table.h"

namespace crawler {

// What the beginning of a CSV file shows.
struct CsvLayout {
  char separator = ',';
  std::vector<HeadRow> head;
  std::optional<HeaderPlace> header;
  std::string problem;  // of the first row that passes a limit: where, and why
};

// `head`: the beginning of the text, `whole` if it is all of it. The separator (comma, semicolon,
// tab or bar) is the one under which `header` agrees to some of the first rows and the rows behind
// it have as many cells. A line "sep=;" before the header decides at once, as in Excel.
CsvLayout FindCsvLayout(const std::string& head, bool whole, const TableOptions& options,
                        const HeaderTest& header);

class CsvTable : public RecordReader {
 public:
  // Reads `head` and then the blocks of `source`. The rows of the table lie behind line `header`,
  // where its last header row begins (0: the table begins at once).
  CsvTable(std::string head, BlockSource source, CsvReader::Options options, std::uint64_t header,
           std::vector<std::string> columns);

  // Rows whose cells are all empty are skipped. A row with another number of cells than the header
  // has a problem, unless what it has beyond is empty.
  core::Expected<bool> Next(Record& record) override;
  const std::vector<std::string>& columns() const override { return columns_; }

 private:
  std::vector<std::string> columns_;
  CsvReader reader_;
  CsvRow row_;
};

}  // namespace crawler
