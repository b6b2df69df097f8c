#include "nlp/normalizer.h"

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <algorithm>

#include "nlp/character.h"
#include "nlp/language.h"
#include "nlp/mojibake.h"
#include "nlp/script_repair.h"
#include "nlp/search_key.h"
#include "nlp/utf8.h"

namespace nlp {
namespace {

// Stream-Safe Text Format (UAX #15, section 13): more marks on one base are no language, and make
// normalisation take quadratic time.
constexpr std::size_t kMaxMarks = 30;

std::u32string Read(std::string_view text) {
  std::u32string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const Decoded next = DecodeAt(text, at);
    out.push_back(next.character);
    at += next.size;
  }
  return out;
}

core::Script ScriptOfText(const std::u32string& text) {
  const CharacterTable& table = CharacterTable::Get();
  std::uint64_t cyrillic = 0, latin = 0, arabic = 0;
  for (const char32_t c : text) {
    const LetterScript script = table[c].script;
    cyrillic += script == kCyrillic ? 1 : 0;
    latin += script == kLatin ? 1 : 0;
    arabic += script == kArabic ? 1 : 0;
  }
  return ScriptOf(cyrillic, latin, arabic);
}

// Removes what cannot be seen; every kind of space but tab and line breaks becomes a space.
void KeepVisible(std::u32string& text) {
  const CharacterTable& table = CharacterTable::Get();
  std::size_t marks = 0;
  const auto is_gone = [&](char32_t c) {
    const Kind kind = table[c].kind;
    marks = kind == Kind::kCombining ? marks + 1 : 0;
    const bool is_control = c < 0x20 || (c >= 0x7F && c < 0xA0);
    return kind == Kind::kIgnorable || marks > kMaxMarks ||
           (kind == Kind::kSpace && is_control && c != U'\t');
  };
  std::erase_if(text, is_gone);
  for (char32_t& c : text) {
    if (table[c].kind == Kind::kSpace && c != U'\t') c = U' ';
  }
}

// Appends a character with its combining marks, in NFC.
void AppendNfc(std::u32string_view piece, std::u32string& out) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString utf16 = icu::UnicodeString::fromUTF32(
      reinterpret_cast<const UChar32*>(piece.data()), static_cast<int32_t>(piece.size()));
  const icu::UnicodeString composed =
      icu::Normalizer2::getNFCInstance(status)->normalize(utf16, status);
  if (U_FAILURE(status)) {
    out.append(piece);
    return;
  }
  for (int32_t at = 0; at < composed.length(); at = composed.moveIndex32(at, 1)) {
    out.push_back(static_cast<char32_t>(composed.char32At(at)));
  }
}

// Only a combining mark changes in NFC what Kazakh, Russian and English are written in, so only
// letters with marks are normalised, each with its marks.
std::u32string ToNfc(const std::u32string& text) {
  const CharacterTable& table = CharacterTable::Get();
  std::u32string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i + 1;
    while (end < text.size() && table[text[end]].kind == Kind::kCombining) ++end;
    if (end == i + 1) {
      out.push_back(text[i]);
    } else {
      AppendNfc(std::u32string_view(text).substr(i, end - i), out);
    }
    i = end;
  }
  return out;
}

// "в.з.я.т.к.а" written to escape filters: from this many letters on it is one word.
constexpr std::size_t kMinSpaced = 4;

// Letters that stand alone with one and the same mark between them, drawn together.
std::u32string Unspaced(const std::u32string& text) {
  const CharacterTable& table = CharacterTable::Get();
  const auto is_letter = [&](std::size_t i) {
    return i < text.size() && table[text[i]].kind == Kind::kLetter;
  };
  std::u32string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    std::size_t letters = 0, end = i;
    if (is_letter(i) && (i == 0 || !is_letter(i - 1))) {
      letters = 1;
      while (end + 2 < text.size() && text[end + 1] == text[i + 1] && !is_letter(end + 1) &&
             text[end + 1] != U'\n' && is_letter(end + 2) && !is_letter(end + 3)) {
        end += 2;
        ++letters;
      }
    }
    const std::size_t step = letters >= kMinSpaced ? 2 : 1;
    for (; i <= end; i += step) out.push_back(text[i]);
    i = end + 1;
  }
  return out;
}

}  // namespace

Repaired Normalize(std::string_view text) {
  Repaired result;
  std::u32string characters = Read(text);
  result.script = ScriptOfText(characters);
  characters = UndoMojibake(std::move(characters));
  KeepVisible(characters);
  characters = ToNfc(characters);
  std::transform(characters.begin(), characters.end(), characters.begin(), StandardForm);
  RepairMixedScript(characters);
  for (const char32_t c : characters) AppendUtf8(c, result.text);
  const CharacterTable& table = CharacterTable::Get();
  for (const char32_t c : Unspaced(characters)) {
    AppendUtf8(WithoutKazakhLetters(table[c].fold), result.fold);
  }
  return result;
}

}  // namespace nlp
