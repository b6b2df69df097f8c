#include "nlp/mojibake.h"

#include <algorithm>
#include <array>
#include <optional>

#include "nlp/character.h"
#include "nlp/utf8.h"

namespace nlp {
namespace {

// windows-1251 from 0x80 to 0xBF; 0x98 is not assigned. From 0xC0 on it is U+0410 to U+044F.
constexpr std::array<char16_t, 64> kWindows1251 = {
    0x0402, 0x0403, 0x201A, 0x0453, 0x201E, 0x2026, 0x2020, 0x2021, 0x20AC, 0x2030, 0x0409,
    0x2039, 0x040A, 0x040C, 0x040B, 0x040F, 0x0452, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x0098, 0x2122, 0x0459, 0x203A, 0x045A, 0x045C, 0x045B, 0x045F, 0x00A0,
    0x040E, 0x045E, 0x0408, 0x00A4, 0x0490, 0x00A6, 0x00A7, 0x0401, 0x00A9, 0x0404, 0x00AB,
    0x00AC, 0x00AD, 0x00AE, 0x0407, 0x00B0, 0x00B1, 0x0406, 0x0456, 0x0491, 0x00B5, 0x00B6,
    0x00B7, 0x0451, 0x2116, 0x0454, 0x00BB, 0x0458, 0x0405, 0x0455, 0x0457};

std::optional<char> ToWindows1251(char32_t c) {
  if (c < 0x80) return static_cast<char>(c);
  if (c >= 0x0410 && c <= 0x044F) return static_cast<char>(c - 0x0410 + 0xC0);
  const auto* found = std::find(kWindows1251.begin(), kWindows1251.end(), c);
  if (found == kWindows1251.end()) return std::nullopt;
  return static_cast<char>(found - kWindows1251.begin() + 0x80);
}

std::optional<char> ToLatin1(char32_t c) {
  if (c > 0xFF) return std::nullopt;
  return static_cast<char>(c);
}

char32_t FromWindows1251(char32_t byte) {
  if (byte < 0x80) return byte;
  return byte < 0xC0 ? kWindows1251[byte - 0x80] : byte - 0xC0 + 0x0410;
}

// The text if its characters are the bytes of well-formed UTF-8 with more than ASCII in it.
std::optional<std::u32string> ReadAgain(const std::u32string& text,
                                        std::optional<char> (*to_byte)(char32_t)) {
  constexpr std::size_t kMinLong = 2;  // one pair may be chance
  std::string bytes;
  for (const char32_t c : text) {
    const auto byte = to_byte(c);
    if (!byte) return std::nullopt;
    bytes += *byte;
  }
  std::u32string out;
  std::size_t longer = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    const Decoded next = DecodeAt(bytes, at);
    if (next.character == kReplacement) return std::nullopt;
    longer += next.size > 1 ? 1 : 0;
    out.push_back(next.character);
    at += next.size;
  }
  if (longer < kMinLong) return std::nullopt;
  return out;
}

// No language writes nine letters of ten with accents.
bool IsWindows1251AsLatin1(const std::u32string& text) {
  constexpr std::size_t kMinLetters = 5;
  const CharacterTable& table = CharacterTable::Get();
  std::size_t letters = 0, accented = 0;
  for (const char32_t c : text) {
    if (c > 0xFF) return false;
    if (table[c].kind != Kind::kLetter) continue;
    ++letters;
    accented += c >= 0xC0 ? 1 : 0;
  }
  return letters >= kMinLetters && accented * 10 >= letters * 9;
}

// The letters of windows-1251 in whose places KZ-1048 (STRK1048-2002) has Kazakh ones.
constexpr std::pair<char32_t, char32_t> kKz1048[] = {
    {U'Ќ', U'Қ'}, {U'ќ', U'қ'}, {U'Ј', U'Ә'}, {U'ј', U'ә'}, {U'Є', U'Ғ'}, {U'є', U'ғ'},
    {U'Ѕ', U'Ң'}, {U'ѕ', U'ң'}, {U'Ў', U'Ұ'}, {U'ў', U'ұ'}, {U'Ї', U'Ү'}, {U'ї', U'ү'},
    {U'Ґ', U'Ө'}, {U'ґ', U'ө'}, {U'Ћ', U'Һ'}, {U'ћ', U'һ'}};
// Those of them that no language of the region uses.
constexpr std::u32string_view kForeign = U"ЌќЈјЅѕЋћ";

void ReadAsKz1048(std::u32string& text) {
  const bool shown = std::any_of(text.begin(), text.end(), [](char32_t c) {
    return kForeign.find(c) != std::u32string_view::npos;
  });
  if (!shown) return;
  for (char32_t& c : text) {
    for (const auto& [wrong, right] : kKz1048) {
      if (c == wrong) {
        c = right;
        break;
      }
    }
  }
}

}  // namespace

std::u32string UndoMojibake(std::u32string text) {
  if (auto again = ReadAgain(text, ToWindows1251)) return *std::move(again);
  if (auto again = ReadAgain(text, ToLatin1)) return *std::move(again);
  if (IsWindows1251AsLatin1(text)) {
    std::transform(text.begin(), text.end(), text.begin(), FromWindows1251);
  }
  ReadAsKz1048(text);
  return text;
}

}  // namespace nlp
