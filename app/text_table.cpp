#include "app/text_table.h"

#include <algorithm>

#include "monitor/plain_text.h"

namespace app {

void TextTable::Add(std::vector<std::string> cells) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    cells[i] = monitor::Shorten(monitor::OneLine(cells[i]), columns_[i].widest);
  }
  rows_.push_back(std::move(cells));
}

std::string TextTable::ToString(Colours colours, std::string_view indent) const {
  if (rows_.empty()) return {};
  std::vector<std::size_t> widths;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    std::size_t width = monitor::Width(columns_[i].title);
    for (const auto& row : rows_) width = std::max(width, monitor::Width(row[i]));
    widths.push_back(width);
  }
  const auto line_of = [&](const auto& cell_of) {
    std::string line(indent);
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (i > 0) line += "  ";
      line += columns_[i].align == Align::kRight ? monitor::PadLeft(cell_of(i), widths[i])
                                                 : monitor::PadRight(cell_of(i), widths[i]);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    return line;
  };
  std::string text =
      Painted(line_of([this](std::size_t i) { return columns_[i].title; }), kDim, colours) + '\n';
  for (const auto& row : rows_) {
    text += line_of([&row](std::size_t i) { return std::string_view(row[i]); }) + '\n';
  }
  return text;
}

}  // namespace app
