// Where the header of a table is, and what its columns are called.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/expected.h"
#include "crawler/table.h"

namespace crawler {

inline constexpr std::size_t kHeadRows = 100;   // looked at, to find the header and to guess from
inline constexpr std::size_t kHeaderRows = 30;  // among which the header begins

// A cell as a HeadRow has it: one line, printable, its beginning.
std::string HeadCell(std::string_view value);

// The first rows of `head` on which `test` agrees, or of the row that `header_row` names if it is
// not 0.
std::optional<HeaderPlace> FindHeader(const std::vector<HeadRow>& head, std::uint64_t header_row,
                                      const HeaderTest& test);

// What a message shows if no header fits: the row that `header_row` names, else the one with the
// most cells among those that may be the header. nullptr if there is none.
const HeadRow* LikelyHeader(const std::vector<HeadRow>& head, std::uint64_t header_row);

// Names of the columns under a header: those of its rows joined by " / ", an upper one spread over
// the empty cells to its right. "" for columns without one and for cells merged into another
// column.
std::vector<std::string> HeaderNames(std::span<const HeadRow> header);

// Makes repeated names different ("Текст", "Текст (2)") and tells it in `notes`.
void SeparateNames(std::vector<std::string>& names, std::vector<std::string>& notes);

// "found \"a\", \"b\"", of at most 40 columns.
std::string ListColumns(const std::vector<std::string>& columns);

}  // namespace crawler
