// Merged cells of a sheet: each that is covered takes the value of its upper left cell.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/expected.h"
#include "crawler/cell_ref.h"

namespace crawler {

struct SheetCell {
  std::uint32_t column = 0;  // from 1
  std::string_view value;
  std::string_view problem;  // see Record::Cell
  CellRef origin;            // see Record::Cell
  bool is_number = false;    // see Record::Cell
};

// One pass over the rows of a sheet from top to bottom.
class MergedCells {
 public:
  MergedCells() = default;
  // An error if two ranges overlap, which no spreadsheet program writes.
  static core::Expected<MergedCells> Of(std::vector<CellRange> ranges);

  bool empty() const { return ranges_.empty(); }
  // Fills the cells of row `row`, which are sorted by column and stay so. Rows ascend. An error if
  // the values to remember, or the cells filled so far, pass all bounds.
  core::Expected<bool> Fill(std::uint32_t row, std::vector<SheetCell>& cells);

 private:
  struct Active {
    CellRange range;
    std::string value, problem;  // of its upper left cell
    bool is_number = false;      // likewise
  };

  void Advance(std::uint32_t row);
  void Remember(std::uint32_t row, const std::vector<SheetCell>& cells);

  std::vector<CellRange> ranges_;           // by first row, then column
  std::size_t next_ = 0;                    // in ranges_: the first that has not begun
  std::map<std::uint32_t, Active> active_;  // by first column
  std::size_t remembered_bytes_ = 0;
  std::uint64_t filled_ = 0;
  std::vector<SheetCell> scratch_;
};

}  // namespace crawler
