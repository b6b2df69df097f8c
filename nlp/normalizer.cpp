#include "nlp/normalizer.h"

#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include <algorithm>
#include <vector>

#include "nlp/character.h"
#include "nlp/language.h"
#include "nlp/script_repair.h"
#include "nlp/search_key.h"
#include "nlp/utf8.h"

namespace nlp {
namespace {

// Stream-Safe Text Format (UAX #15, section 13): more marks on one base are no language, and make
// normalisation take quadratic time.
constexpr std::size_t kMaxMarks = 30;

struct LetterCounts {
  std::uint64_t cyrillic = 0, latin = 0, arabic = 0;
};

// Without what cannot be seen; every kind of space but tab and line breaks is a space.
std::u32string Visible(std::string_view text, LetterCounts& counts) {
  const CharacterTable& table = CharacterTable::Get();
  std::u32string out;
  out.reserve(text.size());
  std::size_t marks = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Decoded next = DecodeAt(text, at);
    at += next.size;
    const Character character = table[next.character];
    marks = character.kind == Kind::kCombining ? marks + 1 : 0;
    counts.cyrillic += character.script == kCyrillic ? 1 : 0;
    counts.latin += character.script == kLatin ? 1 : 0;
    counts.arabic += character.script == kArabic ? 1 : 0;
    if (character.kind == Kind::kIgnorable || marks > kMaxMarks) continue;
    const bool is_control = next.character < 0x20 && next.character != U'\t';
    if (character.kind == Kind::kSpace && is_control) continue;
    out.push_back(character.kind == Kind::kSpace && next.character != U'\t' ? U' '
                                                                            : next.character);
  }
  return out;
}

std::u32string ToNfc(const std::u32string& text) {
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2* nfc = unorm2_getNFCInstance(&status);
  std::vector<UChar> utf16(text.size() * 2 + 1), composed(text.size() * 3 * 2 + 1);
  int32_t size = 0;
  u_strFromUTF32(utf16.data(), static_cast<int32_t>(utf16.size()), &size,
                 reinterpret_cast<const UChar32*>(text.data()), static_cast<int32_t>(text.size()),
                 &status);
  // Already in NFC, as nearly all text is.
  if (U_FAILURE(status) || unorm2_spanQuickCheckYes(nfc, utf16.data(), size, &status) == size) {
    return text;
  }
  const int32_t composed_size = unorm2_normalize(nfc, utf16.data(), size, composed.data(),
                                                 static_cast<int32_t>(composed.size()), &status);
  std::u32string out(static_cast<std::size_t>(std::max(composed_size, 0)) + 1, U'\0');
  int32_t out_size = 0;
  u_strToUTF32(reinterpret_cast<UChar32*>(out.data()), static_cast<int32_t>(out.size()), &out_size,
               composed.data(), composed_size, &status);
  if (U_FAILURE(status)) return text;
  out.resize(static_cast<std::size_t>(out_size));
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
  LetterCounts counts;
  std::u32string repaired = ToNfc(Visible(text, counts));
  std::transform(repaired.begin(), repaired.end(), repaired.begin(), StandardForm);
  RepairMixedScript(repaired);
  Repaired result;
  for (const char32_t c : repaired) AppendUtf8(c, result.text);
  const CharacterTable& table = CharacterTable::Get();
  for (const char32_t c : Unspaced(repaired)) {
    AppendUtf8(WithoutKazakhLetters(table[c].fold), result.fold);
  }
  result.script = ScriptOf(counts.cyrillic, counts.latin, counts.arabic);
  return result;
}

}  // namespace nlp
