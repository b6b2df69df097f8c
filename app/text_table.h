// Columns of text for a terminal.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/colours.h"

namespace app {

enum class Align : std::uint8_t { kLeft, kRight };

struct TextColumn {
  std::string_view title;
  Align align = Align::kLeft;
  std::size_t widest = 60;  // longer cells are shortened
};

// Rows under a header, in columns as wide as their widest cell. Cells are foreign text: what a
// terminal would obey is replaced.
class TextTable {
 public:
  explicit TextTable(std::vector<TextColumn> columns) : columns_(std::move(columns)) {}

  // As many cells as there are columns.
  void Add(std::vector<std::string> cells);
  bool empty() const { return rows_.empty(); }
  // Every line begins with `indent` and ends in a newline. "" without rows.
  std::string ToString(Colours colours, std::string_view indent = "") const;

 private:
  std::vector<TextColumn> columns_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace app
