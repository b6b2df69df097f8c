// Number formats of spreadsheets (ECMA-376 part 1, 18.8.30 and 18.8.31): what the number in a cell
// stands for, and how it reads.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace crawler {

enum class NumberKind : std::uint8_t {
  kNumber,
  kDate,       // a day, perhaps with a time
  kMonth,      // a date of which only month and year are shown
  kYear,       // a date of which only the year is shown
  kTimeOfDay,  // of no day
  kPercent,
  kPadded,  // a whole number with leading zeros
};

struct NumberFormat {
  NumberKind kind = NumberKind::kNumber;
  std::uint8_t digits = 0;  // of a padded number

  bool operator==(const NumberFormat&) const = default;
};

// What a format code means: "dd.mm.yyyy" is a date, "[h]:mm" a duration and so a number.
NumberFormat ReadFormatCode(std::string_view code);
// The same of a built-in format, by its numFmtId.
NumberFormat BuiltInFormat(std::uint32_t id);

// The day that a workbook counts its days from.
enum class Epoch : std::uint8_t { k1900, k1904 };

// A stored number as an export of the same table to CSV would have it: dates in ISO 8601
// ("2025-03-14", "2025-03-14T09:30:00", "2025-03", "2025"), "09:30:00", "12.5%", "00017", else the
// shortest form of its 15 digits ("0.3"). A date outside of 1900 to 9999 stays a number. nullopt if
// `value` is no number. The text lives in `value` or `scratch`.
std::optional<std::string_view> NumberText(std::string_view value, NumberFormat format, Epoch epoch,
                                           std::string& scratch);

}  // namespace crawler
