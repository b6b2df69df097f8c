#include "nlp/mojibake.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "core/kz1048.h"
#include "nlp/character.h"
#include "nlp/common_words.h"
#include "nlp/normalizer.h"
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

// windows-1252 from 0x80 to 0x9F; 0 where it has nothing.
constexpr std::array<char16_t, 32> kWindows1252 = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

// KOI8-R from 0xC0 to 0xDF, small letters; 0xE0 to 0xFF are the capitals in the same order.
constexpr std::u32string_view kKoi8 = U"юабцдефгхийклмнопярстужвьызшэщчъ";

constexpr int kNoByte = -1;

int ToWindows1251(char32_t c) {
  if (c < 0x80) return static_cast<int>(c);
  if (c >= 0x0410 && c <= 0x044F) return static_cast<int>(c - 0x0410 + 0xC0);
  if (c < 0xA0 || (c > 0xFF && c < 0x400) || (c > 0x491 && c < 0x2000) || c > 0x2122) {
    return c == 0x98 ? 0x98 : kNoByte;
  }
  const auto* found = std::find(kWindows1251.begin(), kWindows1251.end(), c);
  if (found == kWindows1251.end()) return kNoByte;
  return static_cast<int>(found - kWindows1251.begin()) + 0x80;
}

// windows-1252 and, where that has none, ISO 8859-1.
int ToWindows1252(char32_t c) {
  if (c <= 0xFF) return static_cast<int>(c);
  if (c > 0x2122 || (c > 0x2DC && c < 0x2000)) return kNoByte;
  const auto* found = std::find(kWindows1252.begin(), kWindows1252.end(), c);
  if (found == kWindows1252.end()) return kNoByte;
  return static_cast<int>(found - kWindows1252.begin()) + 0x80;
}

char32_t FromWindows1251(int byte) {
  if (byte < 0x80) return static_cast<char32_t>(byte);
  if (byte >= 0xC0) return static_cast<char32_t>(byte - 0xC0 + 0x0410);
  return kWindows1251[static_cast<std::size_t>(byte) - 0x80];
}

// The character whose UTF-8 the characters from `at` on are, as bytes of an encoding, and how many
// they are; 0 of them if they are none or plain ASCII.
Decoded Misread(const Pieces& text, std::size_t at, int (*to_byte)(char32_t)) {
  const int first = to_byte(text[at].c);
  if (first < 0xC2 || first > 0xF4) return {0, 0};
  const std::size_t size = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  if (at + size > text.size()) return {0, 0};
  std::array<char, 4> bytes{};
  bytes[0] = static_cast<char>(first);
  for (std::size_t i = 1; i < size; ++i) {
    const int byte = to_byte(text[at + i].c);
    if (byte < 0x80 || byte > 0xBF) return {0, 0};
    bytes[i] = static_cast<char>(byte);
  }
  const Decoded decoded = DecodeAt({bytes.data(), size}, 0);
  if (decoded.size != size) return {0, 0};
  return decoded;
}

// What text of our languages has beyond ASCII: Cyrillic, Arabic, Latin with accents, quotation
// marks, dashes; and what misread text has, which is misread once more.
bool IsPlausible(char32_t c) {
  return (c >= 0xA0 && c < 0x250) || (c >= 0x400 && c < 0x530) || (c >= 0x600 && c < 0x700) ||
         (c >= 0x2000 && c < 0x2123) || c == 0xFEFF;
}

// UTF-8 that was read in a one-byte encoding: as a whole, or runs of at least two such characters
// on end. Returns whether there was any.
bool ReadUtf8Again(Pieces& text, Pieces& memory, int (*to_byte)(char32_t)) {
  constexpr std::size_t kMinRun = 2;  // one pair may be chance
  std::size_t most = 0, run = 0;
  for (std::size_t i = 0; i < text.size();) {
    const Decoded next = Misread(text, i, to_byte);
    const bool fits = next.size > 0 && IsPlausible(next.character);
    run = fits ? run + 1 : 0;
    most = std::max(most, run);
    i += fits ? next.size : 1;
  }
  if (most < kMinRun) return false;
  memory.clear();
  for (std::size_t i = 0; i < text.size();) {
    const Decoded next = Misread(text, i, to_byte);
    if (next.size == 0 || !IsPlausible(next.character)) {
      memory.push_back(text[i++]);
      continue;
    }
    memory.push_back({next.character, text[i].begin, text[i + next.size - 1].end, kWrongEncoding});
    i += next.size;
  }
  text.swap(memory);
  return true;
}

bool IsAccented(char32_t c) {
  return c >= 0xC0 && c <= 0xFF;
}

// Letters in the places of Kazakh ones of KZ-1048 that no language of the region uses.
constexpr std::u32string_view kForeign = U"ЌќЈјЅѕЋћ";

// No language writes words of accented letters alone, three words of four: windows-1251 read as
// windows-1252. Short text must also become words.
bool ReadWindows1251Again(Pieces& text) {
  constexpr std::size_t kMinWord = 3, kMinLetters = 5, kSureLetters = 12;
  const CharacterTable& table = CharacterTable::Get();
  std::size_t whole = 0, other = 0, word = 0, accented = 0;
  const auto end_word = [&] {
    if (accented == word && word >= kMinWord) whole += word;
    if (accented != word && accented > 0) other += word;
    word = accented = 0;
  };
  for (const Piece& piece : text) {
    if (table[piece.c].kind != Kind::kLetter) {
      // Letters of Kazakh that windows-1252 shows as signs stand in words.
      if (ToWindows1252(piece.c) < 0x80 || word == 0) end_word();
      continue;
    }
    ++word;
    accented += IsAccented(piece.c) || ToWindows1252(piece.c) >= 0x80 ? 1 : 0;
  }
  end_word();
  if (whole < kMinLetters || whole < 3 * other) return false;
  if (whole < kSureLetters) {
    std::size_t known = 0;
    std::string norm;
    for (std::size_t i = 0; i <= text.size(); ++i) {
      const int byte = i < text.size() ? ToWindows1252(text[i].c) : ' ';
      if (byte >= 0xC0 || byte == 0xB8) {
        AppendUtf8(table[FromWindows1251(byte)].fold, norm);
      } else {
        known += norm.size() > 4 && IsCyrillicWord(norm) ? 1 : 0;
        norm.clear();
      }
    }
    const bool capitals = whole == text.size();
    if (known == 0 && !capitals) return false;
  }
  for (Piece& piece : text) {
    if (piece.c < 0x80) continue;
    const int byte = ToWindows1252(piece.c);
    if (byte < 0x80) continue;
    const char32_t right = FromWindows1251(byte);
    if (right == piece.c) continue;
    piece.c = right;
    piece.reasons |= kWrongEncoding;
  }
  return true;
}

// The words of KOI8-R read as windows-1251 are strings of letters with their case turned round; the
// word lists know the right ones only.
char32_t Koi8AsWindows1251(char32_t c) {
  const int byte = ToWindows1251(c);
  if (byte == 0xA3) return U'ё';
  if (byte == 0xB3) return U'Ё';
  if (byte < 0xC0) return c;
  const auto i = static_cast<std::size_t>(byte - 0xC0);
  return i < 32 ? kKoi8[i] : kKoi8[i - 32] - 0x20;
}

char32_t Windows1251AsKoi8(char32_t c) {
  if (c < U'А' || c > U'я') return c;
  const bool upper = c < U'а';
  const std::size_t at = kKoi8.find(upper ? c + 0x20 : c);
  return FromWindows1251(static_cast<int>(at) + (upper ? 0xE0 : 0xC0));
}

// Whether nearly all letters inside words are capitals, as small ones look in each of the two.
bool MayBeTurnedRound(const Pieces& text) {
  const CharacterTable& table = CharacterTable::Get();
  std::size_t inner = 0, upper = 0;
  bool inside = false;
  for (const Piece& piece : text) {
    const Character character = table[piece.c];
    const bool letter = character.script == kCyrillic;
    inner += letter && inside ? 1 : 0;
    upper += letter && inside && character.upper ? 1 : 0;
    inside = letter;
  }
  return inner > 0 && upper * 4 >= inner * 3;
}

// Counts letters of words that are known as they stand and after `map`.
bool ReadCyrillicAgain(Pieces& text, char32_t (*map)(char32_t)) {
  constexpr std::size_t kMinWord = 4, kMaxWord = 30;
  const CharacterTable& table = CharacterTable::Get();
  std::size_t known = 0, known_after = 0, unknown_after = 0;
  std::string norm, after;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i;
    norm.clear();
    after.clear();
    while (end < text.size() && table[text[end].c].script == kCyrillic) {
      if (end - i < kMaxWord) {
        AppendUtf8(table[text[end].c].fold, norm);
        AppendUtf8(table[map(text[end].c)].fold, after);
      }
      ++end;
    }
    const std::size_t size = end - i;
    if (size >= kMinWord && size < kMaxWord) {
      known += IsCyrillicWord(norm) ? size : 0;
      (IsCyrillicWord(after) ? known_after : unknown_after) += size;
    }
    i = std::max(end, i + 1);
  }
  if (known_after < 5 || known_after < 2 * unknown_after || known * 4 > known_after) {
    return false;
  }
  for (Piece& piece : text) {
    const char32_t right = map(piece.c);
    if (right == piece.c) continue;
    piece.c = right;
    piece.reasons |= kWrongEncoding;
  }
  return true;
}

void ReadAsKz1048(Pieces& text) {
  const bool shown = std::any_of(text.begin(), text.end(), [](const Piece& piece) {
    return kForeign.find(piece.c) != std::u32string_view::npos;
  });
  if (!shown) return;
  for (Piece& piece : text) {
    for (const core::Kz1048Letter& letter : core::kKz1048Letters) {
      if (piece.c != letter.windows1251) continue;
      piece.c = letter.kz1048;
      piece.reasons |= kWrongEncoding;
      break;
    }
  }
}

bool IsAscii(const Pieces& text) {
  return std::all_of(text.begin(), text.end(), [](const Piece& piece) { return piece.c < 0x80; });
}

}  // namespace

void UndoMojibake(Pieces& text, Pieces& memory) {
  constexpr int kMaxTimes = 3;
  if (IsAscii(text)) return;
  for (int i = 0; i < kMaxTimes; ++i) {
    if (!ReadUtf8Again(text, memory, ToWindows1251) &&
        !ReadUtf8Again(text, memory, ToWindows1252) && !ReadWindows1251Again(text)) {
      break;
    }
  }
  if (MayBeTurnedRound(text) && !ReadCyrillicAgain(text, Koi8AsWindows1251)) {
    ReadCyrillicAgain(text, Windows1251AsKoi8);
  }
  ReadAsKz1048(text);
}

}  // namespace nlp
