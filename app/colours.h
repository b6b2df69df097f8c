// Whether a person's terminal gets colours.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace app {

enum class Colours : std::uint8_t { kNo, kYes };

// Colours are for terminals and those who want them (https://no-color.org): kYes if stdout is a
// terminal and NO_COLOR is not set.
Colours ColoursOfOutput();

// What turns them on (ECMA-48, SGR); kPlain turns all off.
inline constexpr std::string_view kBold = "\x1B[1m", kDim = "\x1B[2m", kRed = "\x1B[31m",
                                  kGreen = "\x1B[32m", kYellow = "\x1B[33m", kPlain = "\x1B[0m";

// `text` in `colour`, or as it is without colours.
std::string Painted(std::string_view text, std::string_view colour, Colours colours);

}  // namespace app
