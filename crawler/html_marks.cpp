#include "crawler/html_marks.h"

#include <algorithm>

#include "crawler/ascii.h"

namespace crawler {
namespace {

constexpr char32_t kFirstMark = 0xF0000;
constexpr char32_t kPlane = 0x10000;

constexpr unsigned char Byte(char c) {
  return static_cast<unsigned char>(c);
}

}  // namespace

void AppendMark(std::size_t number, std::string* out) {
  const auto mark = static_cast<char32_t>(kFirstMark + number +
                                          (number >= kMarksOfPlane ? kPlane - kMarksOfPlane : 0));
  *out += static_cast<char>(0xF0 | mark >> 18);
  *out += static_cast<char>(0x80 | (mark >> 12 & 0x3F));
  *out += static_cast<char>(0x80 | (mark >> 6 & 0x3F));
  *out += static_cast<char>(0x80 | (mark & 0x3F));
}

std::optional<std::size_t> MarkAt(std::string_view text, std::size_t at) {
  if (at + kMarkBytes > text.size() || !IsPrivate(text, at)) return std::nullopt;
  const char32_t mark = static_cast<char32_t>(Byte(text[at]) & 0x07) << 18 |
                        static_cast<char32_t>(Byte(text[at + 1]) & 0x3F) << 12 |
                        static_cast<char32_t>(Byte(text[at + 2]) & 0x3F) << 6 |
                        static_cast<char32_t>(Byte(text[at + 3]) & 0x3F);
  const std::size_t number = mark - kFirstMark;
  return number < kPlane ? number : number - kPlane + kMarksOfPlane;
}

bool IsPrivate(std::string_view text, std::size_t at) {
  const unsigned char lead = Byte(text[at]);
  if (lead == 0xF4) return true;
  return lead == 0xF3 && at + 1 < text.size() && Byte(text[at + 1]) >= 0xB0;
}

bool NamesPrivate(std::string_view reference) {
  if (reference.size() < 3 || reference[1] != '#') return false;
  const bool hex = ToLower(reference[2]) == 'x';
  char32_t value = 0;
  for (const char c : reference.substr(hex ? 3 : 2)) {
    const int digit = HexValue(c);
    if (digit < 0 || (!hex && digit > 9)) break;
    value = std::min<char32_t>(value * (hex ? 16 : 10) + static_cast<char32_t>(digit), 0x110000);
  }
  return value >= kFirstMark && value < 0x110000;
}

}  // namespace crawler
