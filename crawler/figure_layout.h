// How a table of figures is laid out: where its header is, and what each column holds.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/expected.h"
#include "crawler/office_number.h"
#include "crawler/period_parser.h"
#include "crawler/table.h"

namespace crawler {

enum class FigureRole : std::uint8_t {
  kIndicator,
  kCategory,
  kOffence,
  kSphere,
  kBody,
  kRegion,
  kPeriod,
  kYear,
  kQuarter,
  kMonth,
  kFrom,
  kTo,
  kUnit,
  kSample,
  kValue,
  kIgnored,  // numbers of rows, codes
};
inline constexpr std::size_t kFigureRoles = static_cast<std::size_t>(FigureRole::kIgnored) + 1;
// "indicator", "category", ..., "value".
std::string_view Name(FigureRole role);

struct FigureColumn {
  FigureRole role = FigureRole::kCategory;
  // Of a value, out of its header.
  PeriodParts period;
  std::string label;  // empty: "Количество", "Всего", or nothing but a period
  std::string unit;
};

// What stands above the header.
struct FigureTitle {
  std::string text;  // without the period
  PeriodParts period;
  std::string unit;
};

struct FigureLayout {
  std::vector<FigureColumn> columns;
  FigureTitle title;
  DecimalStyle style = DecimalStyle::kUnknown;
};

// How many of the first rows are a header over rows of numbers: one to three; 0 if none begins
// here. Each row behind the first goes on from cells that are merged, or from cells that the first
// leaves empty.
std::size_t FigureHeaderRows(std::span<const HeadRow> head);

// What the columns of an opened table hold, by their headers and by the first rows. `named`: pairs
// of role and header that need no guess. An error if a named role or header does not exist, or
// there is no column of values.
core::Expected<FigureLayout> FindFigureLayout(
    const Table& table, const std::vector<std::pair<std::string, std::string>>& named);

// "Всего", "Барлығы", "Total"; as a region also the name of the country.
bool IsTotal(std::string_view label, FigureRole role);
// "в том числе", "из них", "оның ішінде", "of which": no heading of the rows below.
bool IsListMark(std::string_view label);

}  // namespace crawler
