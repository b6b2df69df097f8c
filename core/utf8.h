// Well-formed UTF-8 (RFC 3629) by its bytes, and written.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace core {

// Whether a byte continues a character that began before it.
constexpr bool IsTrailByte(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

constexpr std::size_t CountCharacters(std::string_view text) {
  std::size_t count = 0;
  for (const char byte : text) count += IsTrailByte(byte) ? 0 : 1;
  return count;
}

// The longest beginning of at most so many bytes that cuts no character.
constexpr std::string_view WholeCharacters(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && IsTrailByte(text[bytes])) --bytes;
  return text.substr(0, bytes);
}

// Writes `character`, a Unicode scalar value, to `out` (room for 4 bytes) and returns the number of
// bytes.
inline std::size_t EncodeUtf8(char32_t character, char* out) {
  if (character < 0x80) {
    out[0] = static_cast<char>(character);
    return 1;
  }
  if (character < 0x800) {
    out[0] = static_cast<char>(0xC0 | character >> 6);
    out[1] = static_cast<char>(0x80 | (character & 0x3F));
    return 2;
  }
  if (character < 0x10000) {
    out[0] = static_cast<char>(0xE0 | character >> 12);
    out[1] = static_cast<char>(0x80 | (character >> 6 & 0x3F));
    out[2] = static_cast<char>(0x80 | (character & 0x3F));
    return 3;
  }
  out[0] = static_cast<char>(0xF0 | character >> 18);
  out[1] = static_cast<char>(0x80 | (character >> 12 & 0x3F));
  out[2] = static_cast<char>(0x80 | (character >> 6 & 0x3F));
  out[3] = static_cast<char>(0x80 | (character & 0x3F));
  return 4;
}

inline void AppendUtf8(char32_t character, std::string& out) {
  char bytes[4];
  out.append(bytes, EncodeUtf8(character, bytes));
}

}  // namespace core
