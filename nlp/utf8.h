// UTF-8 read leniently and written.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace nlp {

inline constexpr char32_t kReplacement = 0xFFFD;

struct Decoded {
  char32_t character;
  std::size_t size;  // bytes it takes up, 1 to 4
};

// The character at `at` when it does not begin with an ASCII byte; see Decode below.
Decoded DecodeLong(std::string_view text, std::size_t at);

// The character at byte `at`; a byte that begins no well-formed sequence (Unicode 15, table 3-7)
// is U+FFFD, one byte. `at` must be less than text.size().
inline Decoded DecodeAt(std::string_view text, std::size_t at) {
  const auto first = static_cast<unsigned char>(text[at]);
  if (first < 0x80) return {first, 1};
  if (first >= 0xC2 && first < 0xE0 && at + 1 < text.size()) {
    const auto second = static_cast<unsigned char>(text[at + 1]);
    if ((second & 0xC0) == 0x80) {
      return {static_cast<char32_t>((first & 0x1F) << 6 | (second & 0x3F)), 2};
    }
  }
  return DecodeLong(text, at);
}

// Writes `character` to `out` (room for 4 bytes) and returns the number of bytes.
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

// Characters of well-formed UTF-8.
inline std::size_t CountCharacters(std::string_view utf8) {
  std::size_t count = 0;
  for (const char c : utf8) count += (c & 0xC0) != 0x80 ? 1 : 0;
  return count;
}

}  // namespace nlp
