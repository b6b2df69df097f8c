// Rows of a table, whatever its format: the seam between the readers of CSV, JSON and XLSX and
// those who know what a table means.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/expected.h"
#include "crawler/cell_ref.h"

namespace crawler {

// Appends the next block of a text in UTF-8 to `buffer`; false at its end.
using BlockSource = std::function<bool(std::string& buffer)>;

struct Record {
  struct Cell {
    std::size_t column = 0;    // index in RecordReader::columns; ascending but in JSON
    std::string_view value;    // as written, perhaps invalid UTF-8
    std::string_view problem;  // why it has no value: "#REF!"; empty if it has
    CellRef origin;            // the cell that it is merged with and whose value it repeats
    bool is_number = false;    // stored as one, so that its decimal mark is a point
  };

  std::uint64_t line = 0;   // number of the row in its sheet; of a text the line where it begins
  std::vector<Cell> cells;  // they live until the next call of Next; empty ones may be missing
  std::string problem;      // why the record cannot be read; empty if it can
  std::string column;       // where the problem lies; may be empty
};

// One pass over a table. Not thread-safe.
class RecordReader {
 public:
  virtual ~RecordReader() = default;

  // Reads the next record into `record`, reusing its memory; false at the end. A record with a
  // problem is given like the others, and reading goes on behind it. An error if the file is
  // damaged or cannot be read further: then the table is not whole.
  virtual core::Expected<bool> Next(Record& record) = 0;
  // Names of the columns seen so far, printable, each but "" once. Indexes stay as they are; JSON
  // may add more at the end.
  virtual const std::vector<std::string>& columns() const = 0;
  // The address of a cell of `record` as its sheet shows it ("C17"); empty for other formats.
  virtual std::string CellName(const Record&, std::size_t /*column*/) const { return {}; }
  // What was noticed so far, one line each, never with words of a row.
  virtual std::vector<std::string> notes() const { return {}; }
};

}  // namespace crawler
