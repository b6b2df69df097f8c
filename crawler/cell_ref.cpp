#include "crawler/cell_ref.h"

#include <algorithm>
#include <utility>

#include "crawler/ascii.h"

namespace crawler {
namespace {

bool Take(std::string_view& text, char c) {
  if (text.empty() || text[0] != c) return false;
  text.remove_prefix(1);
  return true;
}

// The cell at the front of `text`, which is dropped.
std::optional<CellRef> TakeCell(std::string_view& text) {
  CellRef cell;
  Take(text, '$');
  while (!text.empty() && IsAlpha(text[0])) {
    cell.column = cell.column * 26 + static_cast<std::uint32_t>(ToUpper(text[0]) - 'A' + 1);
    if (cell.column > kMaxSheetColumns) return std::nullopt;
    text.remove_prefix(1);
  }
  Take(text, '$');
  while (!text.empty() && IsDigit(text[0])) {
    cell.row = cell.row * 10 + static_cast<std::uint32_t>(text[0] - '0');
    if (cell.row > kMaxSheetRows) return std::nullopt;
    text.remove_prefix(1);
  }
  if (cell.row == 0 || cell.column == 0) return std::nullopt;
  return cell;
}

}  // namespace

std::optional<CellRef> ParseCellRef(std::string_view text) {
  const auto cell = TakeCell(text);
  return text.empty() ? cell : std::nullopt;
}

std::optional<CellRange> ParseCellRange(std::string_view text) {
  const auto first = TakeCell(text);
  if (!first) return std::nullopt;
  const auto last = Take(text, ':') ? TakeCell(text) : first;
  if (!last || !text.empty()) return std::nullopt;
  const auto [top, bottom] = std::minmax(first->row, last->row);
  const auto [left, right] = std::minmax(first->column, last->column);
  return CellRange{{top, left}, {bottom, right}};
}

std::string ColumnLetters(std::uint32_t column) {
  std::string letters;
  for (; column > 0; column = (column - 1) / 26) {
    letters += static_cast<char>('A' + (column - 1) % 26);
  }
  std::reverse(letters.begin(), letters.end());
  return letters;
}

std::string ToString(CellRef cell) {
  return ColumnLetters(cell.column) + std::to_string(cell.row);
}

}  // namespace crawler
