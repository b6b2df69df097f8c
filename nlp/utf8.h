// UTF-8 read leniently.
#pragma once

#include <cstddef>
#include <string_view>

#include "core/utf8.h"

namespace nlp {

using core::AppendUtf8;
using core::CountCharacters;
using core::EncodeUtf8;
using core::IsTrailByte;

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

}  // namespace nlp
