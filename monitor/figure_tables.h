// Figures laid out again as their publisher laid them out: one table instead of one line each.
#pragma once

#include <cstddef>
#include <vector>

#include "monitor/summary.h"

namespace monitor {

// Indicators of legal statistics that stand beside each other in one table.
inline constexpr std::size_t kBeside = 2;

struct FigureTable {
  // A category, place and time, in the order of the rows of the file: as many figures as the table
  // has indicators. None is null.
  using Line = std::vector<const Figure*>;
  std::vector<Line> lines;  // never empty

  const Figure& first() const { return *lines.front().front(); }
  std::size_t indicators() const { return lines.front().size(); }
};

// Every one of `figures`, which outlive the result, in one table. Of the same table are figures of
// one file and indicator; up to kBeside indicators of legal statistics that have the same
// categories, places and times share one. A question of a survey always has its own.
std::vector<FigureTable> LayOut(const std::vector<const Figure*>& figures);

}  // namespace monitor
