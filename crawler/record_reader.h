// Rows of a table, whatever its format: what the readers of CSV and JSON give to the export reader.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace crawler {

// Appends the next block of a text in UTF-8 to `buffer`; false at its end.
using BlockSource = std::function<bool(std::string& buffer)>;

struct Record {
  struct Cell {
    std::size_t column = 0;  // index in RecordReader::columns
    std::string_view value;  // as written, perhaps invalid UTF-8
  };

  std::uint64_t line = 0;   // of the file, where the record begins, from 1
  std::vector<Cell> cells;  // they live until the next call of Next
  std::string problem;      // why the record cannot be read; empty if it can
  std::string column;       // where the problem lies; may be empty
};

// One pass over a table. Not thread-safe.
class RecordReader {
 public:
  virtual ~RecordReader() = default;

  // Reads the next record into `record`, reusing its memory; false at the end. A record with a
  // problem is given like the others, and reading goes on behind it.
  virtual bool Next(Record& record) = 0;
  // Names of the columns seen so far, printable. Indexes stay as they are; JSON may add more at the
  // end.
  virtual const std::vector<std::string>& columns() const = 0;
};

}  // namespace crawler
