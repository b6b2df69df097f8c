// Plain text for a terminal or a mail: columns aligned, lines wrapped, foreign text on one line.
// Texts are valid UTF-8.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace monitor {

// `text` as core::Printable gives it, every run of spaces made one, and with U+FFFD for the two
// characters that XML cannot hold either (U+FFFE, U+FFFF).
std::string OneLine(std::string_view text);

// Columns that a terminal needs, taken as code points: right for the Cyrillic and Latin letters
// that names are written in.
std::size_t Width(std::string_view text);

// `text` filled with spaces to `width` columns, at its end or at its beginning.
std::string PadRight(std::string_view text, std::size_t width);
std::string PadLeft(std::string_view text, std::size_t width);
// At most `width` columns: the end of a longer text gives way to "…".
std::string Shorten(std::string_view text, std::size_t width);

// `text` in lines of at most `width` columns, where its words allow it; `first` begins the first
// line and as many spaces the others. Each line ends in '\n'.
std::string Wrap(std::string_view text, std::string_view first, std::size_t width);

}  // namespace monitor
