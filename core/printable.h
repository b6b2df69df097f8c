// Foreign text made safe to show on a terminal or in a plain report.
#pragma once

#include <string>
#include <string_view>

namespace core {

// `text` with line ends and tabs as spaces, and with U+FFFD for each invalid byte, control
// character and bidi control (UAX #9: they can make a line read differently from what it says).
// Linear time.
std::string Printable(std::string_view text);

}  // namespace core
