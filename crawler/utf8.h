// Code points to UTF-8, and its bytes.
#pragma once

#include <string>

namespace crawler {

// Whether a byte continues a character.
constexpr bool IsUtf8Tail(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

// `code` is a Unicode scalar value.
inline void AppendUtf8(char32_t code, std::string& out) {
  const auto tail = [&](int shift) { out += static_cast<char>(0x80 | (code >> shift & 0x3F)); };
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0 | code >> 6);
    tail(0);
  } else if (code < 0x10000) {
    out += static_cast<char>(0xE0 | code >> 12);
    tail(6);
    tail(0);
  } else {
    out += static_cast<char>(0xF0 | code >> 18);
    tail(12);
    tail(6);
    tail(0);
  }
}

}  // namespace crawler
