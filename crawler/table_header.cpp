#include "crawler/table_header.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cassert>
#include <unordered_map>
#include <unordered_set>

#include "core/printable.h"
#include "core/utf8.h"
#include "crawler/ascii.h"

namespace crawler {
namespace {

constexpr std::size_t kMaxCellBytes = 512;

std::size_t Filled(const HeadRow& row) {
  return static_cast<std::size_t>(std::count_if(
      row.cells.begin(), row.cells.end(), [](const std::string& cell) { return !cell.empty(); }));
}

// A column of the header from top to bottom, with what its upper cells inherit from the left.
class NameBuilder {
 public:
  explicit NameBuilder(std::span<const HeadRow> header)
      : header_(header), inherited_(header.size()) {
    for (const HeadRow& row : header) {
      width_ = std::max(width_, row.cells.size());
      merged_ |= std::any_of(row.origins.begin(), row.origins.end(),
                             [](CellRef origin) { return static_cast<bool>(origin); });
    }
  }

  std::size_t width() const { return width_; }

  std::string Next() {
    const std::size_t column = column_++;
    std::vector<std::string_view> parts;
    for (std::size_t level = 0; level < header_.size(); ++level) {
      const std::string_view part = Inherit(level, column);
      if (!part.empty() && (parts.empty() || parts.back() != part)) parts.push_back(part);
    }
    const CellRef origin = OriginAt(header_.size() - 1, column);
    if (origin && origin.column <= column) return {};  // merged with a column to its left
    return fmt::format("{}", fmt::join(parts, " / "));
  }

 private:
  std::string_view CellAt(std::size_t level, std::size_t column) const {
    const auto& cells = header_[level].cells;
    return column < cells.size() ? std::string_view(cells[column]) : std::string_view();
  }
  CellRef OriginAt(std::size_t level, std::size_t column) const {
    const auto& origins = header_[level].origins;
    return column < origins.size() ? origins[column] : CellRef();
  }
  bool AnyBelow(std::size_t level, std::size_t column) const {
    while (++level < header_.size()) {
      if (!CellAt(level, column).empty()) return true;
    }
    return false;
  }

  // The cell, or the one to its left that spreads over it: an upper cell with others below it,
  // unless merged cells say how far it goes.
  std::string_view Inherit(std::size_t level, std::size_t column) {
    const std::string_view own = CellAt(level, column);
    if (merged_) return own;
    if (!own.empty() || !AnyBelow(level, column)) {
      inherited_[level] = AnyBelow(level, column) ? own : std::string_view();
      return own;
    }
    return inherited_[level];
  }

  std::span<const HeadRow> header_;
  std::vector<std::string_view> inherited_;  // by level
  std::size_t width_ = 0, column_ = 0;
  bool merged_ = false;
};

}  // namespace

std::string HeadCell(std::string_view value) {
  return core::Printable(Squeezed(core::WholeCharacters(Trim(value), kMaxCellBytes)));
}

std::optional<HeaderPlace> FindHeader(const std::vector<HeadRow>& head, std::uint64_t header_row,
                                      const HeaderTest& test) {
  for (std::size_t at = 0; at < head.size(); ++at) {
    if (header_row == 0 ? at >= kHeaderRows : head[at].row != header_row) continue;
    const std::size_t rows = test.rows(std::span(head).subspan(at));
    assert(rows <= head.size() - at);
    if (rows > 0) return HeaderPlace{at, rows};
  }
  return std::nullopt;
}

const HeadRow* LikelyHeader(const std::vector<HeadRow>& head, std::uint64_t header_row) {
  const HeadRow* likely = nullptr;
  for (std::size_t at = 0; at < head.size(); ++at) {
    if (header_row == 0 ? at >= kHeaderRows : head[at].row != header_row) continue;
    if (!likely || Filled(head[at]) > Filled(*likely)) likely = &head[at];
  }
  return likely;
}

std::vector<std::string> HeaderNames(std::span<const HeadRow> header) {
  NameBuilder builder(header);
  std::vector<std::string> names;
  while (names.size() < builder.width()) names.push_back(builder.Next());
  while (!names.empty() && names.back().empty()) names.pop_back();  // "id;text;"
  return names;
}

void SeparateNames(std::vector<std::string>& names, std::vector<std::string>& notes) {
  constexpr std::size_t kMaxNotes = 20;
  std::unordered_map<std::string, std::size_t> latest;  // number given to a name
  std::unordered_set<std::string> taken(names.begin(), names.end());
  for (std::string& name : names) {
    if (name.empty()) continue;
    std::size_t& number = latest[name];
    if (++number == 1) continue;
    const bool first_repetition = number == 2;
    std::string other = fmt::format("{} ({})", name, number);
    while (!taken.insert(other).second) other = fmt::format("{} ({})", name, ++number);
    if (first_repetition && notes.size() < kMaxNotes) {
      notes.push_back(fmt::format(
          "several columns are called \"{}\": the first is used, the next is kept as \"{}\"", name,
          other));
    }
    name = std::move(other);
  }
}

namespace {

// A date, a number that is no year, an address, a long text: what no header has.
bool IsOfARow(std::string_view cell) {
  constexpr std::size_t kLongestName = 120;  // bytes
  constexpr std::size_t kDigitsOfAYear = 4;
  if (cell.size() > kLongestName || cell.find('@') != std::string_view::npos) return true;
  std::size_t digits = 0, groups = 0, others = 0;
  for (std::size_t i = 0; i < cell.size(); ++i) {
    if (!IsDigit(cell[i])) {
      digits = 0;
      others += IsSpace(cell[i]) ? 0 : 1;
      continue;
    }
    groups += digits == 0 ? 1 : 0;
    if (++digits > kDigitsOfAYear) return true;
  }
  if (groups == 0) return false;
  const bool year = groups == 1 && cell.size() == kDigitsOfAYear;
  return groups > 2 || (others < 3 && !year);
}

}  // namespace

std::string ListColumns(const std::vector<std::string>& columns) {
  constexpr std::size_t kListed = 40, kShownBytes = 80;
  if (std::any_of(columns.begin(), columns.end(), IsOfARow)) {
    const auto filled = std::count_if(columns.begin(), columns.end(),
                                      [](const std::string& column) { return !column.empty(); });
    return fmt::format("a row of {} cells that is no header", filled);
  }
  std::vector<std::string> shown;
  for (const std::string& column : columns) {
    if (column.empty()) continue;
    if (shown.size() == kListed) {
      return fmt::format("\"{}\" and {} more", fmt::join(shown, "\", \""),
                         columns.size() - kListed);
    }
    shown.push_back(std::string(core::WholeCharacters(column, kShownBytes)));
  }
  return shown.empty() ? "none" : fmt::format("\"{}\"", fmt::join(shown, "\", \""));
}

}  // namespace crawler
