#include "core/printable.h"

#include <cstddef>

namespace core {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

// Length of the valid UTF-8 sequence at the front of `text` (RFC 3629), 0 if there is none; `c`
// becomes its code point.
std::size_t Decode(std::string_view text, char32_t& c) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const auto trail = [&](std::size_t i) { return i < text.size() && (byte(i) & 0xC0) == 0x80; };
  if (byte(0) < 0x80) {
    c = byte(0);
    return 1;
  }
  if (byte(0) >= 0xC2 && byte(0) < 0xE0 && trail(1)) {
    c = static_cast<char32_t>((byte(0) & 0x1F) << 6 | (byte(1) & 0x3F));
    return 2;
  }
  if (byte(0) >= 0xE0 && byte(0) < 0xF0 && trail(1) && trail(2)) {
    c = static_cast<char32_t>((byte(0) & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F));
    return c < 0x800 || (c >= 0xD800 && c < 0xE000) ? 0 : 3;
  }
  if (byte(0) >= 0xF0 && byte(0) < 0xF5 && trail(1) && trail(2) && trail(3)) {
    c = static_cast<char32_t>((byte(0) & 0x07) << 18 | (byte(1) & 0x3F) << 12 |
                              (byte(2) & 0x3F) << 6 | (byte(3) & 0x3F));
    return c < 0x10000 || c > 0x10FFFF ? 0 : 4;
  }
  return 0;
}

bool IsControl(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0);
}

bool IsBidiControl(char32_t c) {
  return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069);
}

}  // namespace

std::string Printable(std::string_view text) {
  std::string shown;
  shown.reserve(text.size());
  while (!text.empty()) {
    char32_t c = 0;
    const std::size_t length = Decode(text, c);
    if (c == '\n' || c == '\t' || c == '\r' || c == 0x2028 || c == 0x2029) {
      shown += ' ';
    } else if (length == 0 || IsControl(c) || IsBidiControl(c)) {
      shown += kReplacement;
    } else {
      shown += text.substr(0, length);
    }
    text.remove_prefix(length == 0 ? 1 : length);
  }
  return shown;
}

}  // namespace core
