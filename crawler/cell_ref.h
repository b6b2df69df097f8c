// Cells of a sheet by their address: "C17".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace crawler {

inline constexpr std::uint32_t kMaxSheetRows = 1u << 20;     // ECMA-376 as spreadsheets have it:
inline constexpr std::uint32_t kMaxSheetColumns = 1u << 14;  // XFD1048576 is the last cell

// Rows and columns from 1; row 0: no cell.
struct CellRef {
  std::uint32_t row = 0, column = 0;

  explicit operator bool() const { return row != 0; }
  bool operator==(const CellRef&) const = default;
};

// A rectangle of cells, both corners inclusive.
struct CellRange {
  CellRef first, last;
};

// "C17", also "$C$17"; nullopt if it is anything else or outside of the sheet.
std::optional<CellRef> ParseCellRef(std::string_view text);
// "B2:C3", or one cell; the corners put in order.
std::optional<CellRange> ParseCellRange(std::string_view text);
// "C17", and "C" for the column alone.
std::string ToString(CellRef cell);
std::string ColumnLetters(std::uint32_t column);

}  // namespace crawler
