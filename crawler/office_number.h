// Numbers as offices write them in tables: "1 234,5", "12,5%", "(5)", "12*", and the marks that
// stand where there is none.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace crawler {

enum class CellKind : std::uint8_t {
  kEmpty,
  kNumber,
  kNoFigure,   // "-", "x", "н/д": there is no figure
  kAmbiguous,  // "1,234" or "1.234" is a thousand and more, or one and less than two
  kText,       // anything else
};

struct OfficeNumber {
  CellKind kind = CellKind::kEmpty;
  double value = 0;  // finite
  std::string unit;  // written behind it: "%", "тыс. тенге"
};

// How the numbers of a table are written, as far as its other cells tell.
enum class DecimalStyle : std::uint8_t { kUnknown, kComma, kPoint };

// Reads a cell. Spaces part thousands; a comma or point is a decimal one unless other marks or
// `style` say that it parts thousands, and ambiguous if three digits follow and nothing tells.
// Footnote marks behind a number ("12*", "12¹") are dropped.
OfficeNumber ReadOfficeNumber(std::string_view cell, DecimalStyle style);

// What a cell tells of the style of its table: kUnknown if it leaves it open.
DecimalStyle StyleOf(std::string_view cell);

// A unit as tables write it, in any of three languages: "%", "тыс. тенге", "чел.", "адам",
// "people".
bool IsUnit(std::string_view text);
// A unit as it is kept: words for per cent become "%", others stay as written.
std::string UnitText(std::string_view unit);

}  // namespace crawler
