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

constexpr auto kAsciiCodes = [] {
  std::array<char, 0x80> codes{};
  for (char32_t c = 0; c < codes.size(); ++c) {
    codes[c] = StandsForItself(c) ? static_cast<char>(c) : kOtherByte;
  }
  return codes;
}();

}  // namespace

char Encode(char32_t character) {
  if (character < kAsciiCodes.size()) return kAsciiCodes[character];
  const char32_t at = character - kCyrillicBlock;
  return at < kCyrillicCodes.size() ? kCyrillicCodes[at] : kOtherByte;
}

char* Encode(std::string_view utf8, char* to) {
  for (std::size_t at = 0; at < utf8.size();) {
    const auto lead = static_cast<unsigned char>(utf8[at]);
    if (lead < 0x80) {
      *to++ = kAsciiCodes[lead];
      ++at;
      continue;
    }
    // U+0400 to U+04FF, all of the alphabet that is not ASCII, begin with D0 to D3.
    if (lead >= 0xD0 && lead <= 0xD3 && at + 1 < utf8.size()) {
      const auto tail = static_cast<unsigned char>(utf8[at + 1]);
      if ((tail & 0xC0) == 0x80) {
        *to++ = kCyrillicCodes[(lead & 3U) << 6 | (tail & 0x3FU)];
        at += 2;
        continue;
      }
    }
    *to++ = kOtherByte;
    at += DecodeLong(utf8, at).size;
  }
  return to;
}

void Encode(std::string_view utf8, std::string& out) {
  const std::size_t from = out.size();
  out.resize(from + utf8.size());  // no code is longer than its character
  out.resize(static_cast<std::size_t>(Encode(utf8, out.data() + from) - out.data()));
}

char32_t Decode(char code) {
  const auto byte = static_cast<unsigned char>(code);
  if (byte >= kFirstCyrillic && byte - kFirstCyrillic < kCyrillicLetters.size()) {
    return kCyrillicLetters[byte - kFirstCyrillic];
  }
  return byte < 0x80 && StandsForItself(byte) ? byte : kReplacement;
}

std::string DecodeWord(std::string_view codes) {
  std::string word;
  for (const char code : codes) AppendUtf8(Decode(code), word);
  return word;
}

}  // namespace nlp
