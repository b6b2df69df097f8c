#include "crawler/merged_cells.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

namespace crawler {
namespace {

constexpr std::size_t kMaxRememberedBytes = 16u << 20;
constexpr std::uint64_t kMaxFilled = 50'000'000;

std::string ToString(const CellRange& range) {
  return fmt::format("{}:{}", ToString(range.first), ToString(range.last));
}

}  // namespace

core::Expected<MergedCells> MergedCells::Of(std::vector<CellRange> ranges) {
  std::erase_if(ranges, [](const CellRange& range) { return range.first == range.last; });
  std::sort(ranges.begin(), ranges.end(), [](const CellRange& a, const CellRange& b) {
    return std::tie(a.first.row, a.first.column) < std::tie(b.first.row, b.first.column);
  });
  // A sweep from top to bottom; what is open lies side by side, sorted by column.
  std::map<std::uint32_t, CellRange> open;
  std::multimap<std::uint32_t, std::uint32_t> ends;  // last row -> first column of an open range
  for (const CellRange& range : ranges) {
    while (!ends.empty() && ends.begin()->first < range.first.row) {
      open.erase(ends.begin()->second);
      ends.erase(ends.begin());
    }
    auto neighbour = open.upper_bound(range.last.column);
    if (neighbour != open.begin() && (--neighbour)->second.last.column >= range.first.column) {
      return core::Error{fmt::format("the merged cells {} and {} overlap: the file is damaged",
                                     ToString(neighbour->second), ToString(range))};
    }
    open.emplace(range.first.column, range);
    ends.emplace(range.last.row, range.first.column);
  }
  MergedCells merged;
  merged.ranges_ = std::move(ranges);
  return merged;
}

// Forgets the ranges that end above `row` and takes up those that have begun.
void MergedCells::Advance(std::uint32_t row) {
  std::erase_if(active_, [&](const auto& entry) {
    const Active& active = entry.second;
    if (active.range.last.row >= row) return false;
    remembered_bytes_ -= active.value.size();
    return true;
  });
  for (; next_ < ranges_.size() && ranges_[next_].first.row <= row; ++next_) {
    const CellRange& range = ranges_[next_];
    if (range.last.row >= row) active_[range.first.column] = {range, {}, {}};
  }
}

// Keeps the upper left cells of the ranges that begin in this row.
void MergedCells::Remember(std::uint32_t row, const std::vector<SheetCell>& cells) {
  for (const SheetCell& cell : cells) {
    const auto found = active_.find(cell.column);
    if (found == active_.end() || found->second.range.first.row != row) continue;
    found->second.value = cell.value;
    found->second.problem = cell.problem;
    found->second.is_number = cell.is_number;
    remembered_bytes_ += cell.value.size();
  }
}

core::Expected<bool> MergedCells::Fill(std::uint32_t row, std::vector<SheetCell>& cells) {
  Advance(row);
  if (active_.empty()) return true;
  Remember(row, cells);
  if (remembered_bytes_ > kMaxRememberedBytes) {
    return core::Error{fmt::format("the merged cells around row {} hold more than {} MB", row,
                                   kMaxRememberedBytes >> 20)};
  }
  scratch_.clear();
  auto cell = cells.begin();
  for (const auto& [column, active] : active_) {
    for (; cell != cells.end() && cell->column < column; ++cell) scratch_.push_back(*cell);
    for (std::uint32_t at = column; at <= active.range.last.column; ++at) {
      const bool own = CellRef{row, at} == active.range.first;
      if (!active.value.empty() || !active.problem.empty()) {
        scratch_.push_back({at, active.value, active.problem, own ? CellRef{} : active.range.first,
                            active.is_number});
        ++filled_;
      }
    }
    while (cell != cells.end() && cell->column <= active.range.last.column) ++cell;
  }
  scratch_.insert(scratch_.end(), cell, cells.end());
  cells.swap(scratch_);
  if (filled_ > kMaxFilled) {
    return core::Error{
        fmt::format("merged cells cover more than {} cells: split them", kMaxFilled)};
  }
  return true;
}

}  // namespace crawler
