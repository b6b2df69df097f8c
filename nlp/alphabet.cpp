#include "nlp/alphabet.h"

#include <array>

#include "nlp/utf8.h"

namespace nlp {
namespace {

// In the order of their codes, from 0x80 on. Append only: cached pattern databases hold the codes.
constexpr std::u32string_view kCyrillicLetters = U"абвгдежзийклмнопрстуфхцчшщъыьэюяёәғқңөұүһі";
constexpr unsigned kFirstCyrillic = 0x80;
constexpr char32_t kCyrillicBlock = 0x400;  // U+0400 to U+04FF

constexpr auto kCyrillicCodes = [] {
  std::array<char, 256> codes{};
  for (auto& code : codes) code = kOtherByte;
  for (std::size_t i = 0; i < kCyrillicLetters.size(); ++i) {
    codes[kCyrillicLetters[i] - kCyrillicBlock] = static_cast<char>(kFirstCyrillic + i);
  }
  return codes;
}();

constexpr bool StandsForItself(char32_t c) {
  return (c >= U'a' && c <= U'z') || (c >= U'0' && c <= U'9') || c == U'-' || c == U' ';
}

}  // namespace

char Encode(char32_t character) {
  if (character < 0x80) {
    return StandsForItself(character) ? static_cast<char>(character) : kOtherByte;
  }
  const char32_t at = character - kCyrillicBlock;
  return at < kCyrillicCodes.size() ? kCyrillicCodes[at] : kOtherByte;
}

void Encode(std::string_view utf8, std::string& out) {
  const std::size_t from = out.size();
  out.resize(from + utf8.size());  // no code is longer than its character
  char* to = out.data() + from;
  for (std::size_t at = 0; at < utf8.size();) {
    const Decoded next = DecodeAt(utf8, at);
    *to++ = Encode(next.character);
    at += next.size;
  }
  out.resize(static_cast<std::size_t>(to - out.data()));
}

char32_t Decode(char code) {
  const auto byte = static_cast<unsigned char>(code);
  if (byte >= kFirstCyrillic && byte - kFirstCyrillic < kCyrillicLetters.size()) {
    return kCyrillicLetters[byte - kFirstCyrillic];
  }
  return byte < 0x80 && StandsForItself(byte) ? byte : kReplacement;
}

}  // namespace nlp
