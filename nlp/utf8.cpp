#include "nlp/utf8.h"

namespace nlp {

Decoded DecodeLong(std::string_view text, std::size_t at) {
  constexpr Decoded kInvalid = {kReplacement, 1};
  const auto byte = [&](std::size_t i) -> unsigned {
    return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U;
  };
  const auto is_tail = [](unsigned b) { return (b & 0xC0U) == 0x80U; };
  const unsigned first = byte(0), second = byte(1);
  if (first >= 0xC2 && first <= 0xDF) {
    return is_tail(second) ? Decoded{(first & 0x1FU) << 6 | (second & 0x3FU), 2} : kInvalid;
  }
  if (first >= 0xE0 && first <= 0xEF) {
    // E0 80..9F would be overlong, ED A0..BF a surrogate.
    const bool allowed = !(first == 0xE0 && second < 0xA0) && !(first == 0xED && second > 0x9F);
    if (!allowed || !is_tail(second) || !is_tail(byte(2))) return kInvalid;
    return {(first & 0x0FU) << 12 | (second & 0x3FU) << 6 | (byte(2) & 0x3FU), 3};
  }
  if (first >= 0xF0 && first <= 0xF4) {
    // F0 80..8F would be overlong, F4 90..BF beyond U+10FFFF.
    const bool allowed = !(first == 0xF0 && second < 0x90) && !(first == 0xF4 && second > 0x8F);
    if (!allowed || !is_tail(second) || !is_tail(byte(2)) || !is_tail(byte(3))) return kInvalid;
    return {
        (first & 0x07U) << 18 | (second & 0x3FU) << 12 | (byte(2) & 0x3FU) << 6 | (byte(3) & 0x3FU),
        4};
  }
  return kInvalid;
}

}  // namespace nlp
