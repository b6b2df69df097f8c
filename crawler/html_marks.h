// Marks: single characters that stand in a page for pieces of it, of Unicode's private planes 15
// and 16, so four bytes of UTF-8 each. The page's own characters there must be dropped.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace crawler {

inline constexpr std::size_t kMarkBytes = 4;
inline constexpr std::size_t kMarksOfPlane = 0xFFFE;  // without the noncharacters at its end
inline constexpr std::size_t kMaxMarks = 2 * kMarksOfPlane;

// Appends the mark of that number, which is below kMaxMarks.
void AppendMark(std::size_t number, std::string* out);
// The number of the mark that stands at `at` in `text`; nullopt if there is none.
std::optional<std::size_t> MarkAt(std::string_view text, std::size_t at);

// Whether a character of the private planes begins at `at` in `text`.
bool IsPrivate(std::string_view text, std::size_t at);
// Whether a numeric character reference ("&#xF0000;") names such a character.
bool NamesPrivate(std::string_view reference);

}  // namespace crawler
