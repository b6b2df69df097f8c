#include "nlp/character.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <string_view>

namespace nlp {
namespace {

using Pair = std::pair<char32_t, char32_t>;

// Letters that fonts and converters put in the place of Kazakh ones; no language of the region
// uses them. U+0259 is the Latin schwa.
constexpr Pair kStandardForms[] = {
    {0x018F, U'Ә'}, {0x0259, U'ә'}, {0x04C3, U'Қ'}, {0x04C4, U'қ'}, {0x04C7, U'Ң'}, {0x04C8, U'ң'},
    {0x04C9, U'Ң'}, {0x04CA, U'ң'}, {0x04DA, U'Ө'}, {0x04DB, U'ө'}, {0x04F6, U'Ғ'}, {0x04F7, U'ғ'},
};

// Latin on the left, Cyrillic on the right. The first entry for a letter counts.
constexpr Pair kLookalikes[] = {
    {U'a', U'а'}, {U'c', U'с'}, {U'e', U'е'}, {U'i', U'і'}, {U'o', U'о'}, {U'p', U'р'},
    {U'x', U'х'}, {U'y', U'у'}, {U'h', U'һ'}, {U'A', U'А'}, {U'B', U'В'}, {U'C', U'С'},
    {U'E', U'Е'}, {U'H', U'Н'}, {U'I', U'І'}, {U'K', U'К'}, {U'M', U'М'}, {U'O', U'О'},
    {U'P', U'Р'}, {U'T', U'Т'}, {U'X', U'Х'}, {U'Y', U'У'}, {U'k', U'к'}, {U'm', U'м'},
    {U't', U'т'}, {U'ë', U'ё'}, {U'Ë', U'Ё'}, {U'ö', U'ө'}, {U'ο', U'о'}, {U'Ο', U'О'},
    {U'α', U'а'}, {U'Α', U'А'}, {U'ε', U'е'}, {U'Ε', U'Е'}, {U'ρ', U'р'}, {U'Ρ', U'Р'},
    {U'υ', U'у'}, {U'Υ', U'У'}, {U'χ', U'х'}, {U'Χ', U'Х'}, {U'κ', U'к'}, {U'Κ', U'К'},
    {U'τ', U'т'}, {U'Τ', U'Т'}, {U'Μ', U'М'}, {U'Ν', U'Н'}, {U'Η', U'Н'}, {U'Β', U'В'},
    {U'ι', U'і'}, {U'Ι', U'І'},
};

bool IsIgnorable(char32_t c) {
  return c == 0x00AD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x206F) || (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF ||
         c == 0x034F || c == 0x061C || c == 0x180E || c == 0x3164 || c == 0xFFA0 ||
         (c >= 0xE0000 && c <= 0xE0FFF);
}

bool IsNewline(char32_t c) {
  return c == '\n' || c == '\r' || c == 0x0B || c == 0x0C || c == 0x85 || c == 0x2028 ||
         c == 0x2029;
}

LetterScript ScriptOf(char32_t c) {
  UErrorCode status = U_ZERO_ERROR;
  switch (uscript_getScript(static_cast<UChar32>(c), &status)) {
    case USCRIPT_LATIN:
      return kLatin;
    case USCRIPT_CYRILLIC:
      return kCyrillic;
    case USCRIPT_ARABIC:
      return kArabic;
    default:
      return kOtherScript;
  }
}

Kind KindOf(char32_t c) {
  if (IsNewline(c)) return Kind::kNewline;
  if (IsIgnorable(c)) return Kind::kIgnorable;
  const auto code = static_cast<UChar32>(c);
  if (u_isalpha(code)) return Kind::kLetter;
  const int8_t type = u_charType(code);
  if (type == U_DECIMAL_DIGIT_NUMBER) return Kind::kDigit;
  if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK) return Kind::kCombining;
  if (u_isUWhiteSpace(code) || type == U_CONTROL_CHAR) return Kind::kSpace;
  return Kind::kMark;
}

char32_t FoldOf(char32_t c) {
  const auto code = static_cast<UChar32>(c);
  if (c == 0x2010 || c == 0x2011) return U'-';
  if (c == 0x2019 || c == 0x2018 || c == 0x02BC || c == 0x02BB) return U'\'';
  if (const int32_t digit = u_charDigitValue(code); digit >= 0 && u_isdigit(code)) {
    return U'0' + static_cast<char32_t>(digit);
  }
  const auto lower = static_cast<char32_t>(u_tolower(static_cast<UChar32>(StandardForm(c))));
  return lower == U'ё' ? U'е' : lower;
}

}  // namespace

CharacterTable::CharacterTable() {
  for (char32_t c = 0; c < kFlat; ++c) flat_[c] = Lookup(c);
}

const CharacterTable& CharacterTable::Get() {
  static const CharacterTable table;
  return table;
}

Character CharacterTable::Lookup(char32_t character) {
  const char32_t standard = StandardForm(character);
  Character result{FoldOf(character), KindOf(standard), kNoScript, false, false};
  // The apostrophes of Uzbek and Ukrainian are letters to Unicode; here they only join.
  result.joins_word = result.fold == U'-' || result.fold == U'\'';
  if (result.joins_word) result.kind = Kind::kMark;
  if (result.kind == Kind::kLetter) {
    result.script = ScriptOf(standard);
    const auto code = static_cast<UChar32>(standard);
    result.upper = u_isupper(code) || u_istitle(code);
  }
  return result;
}

char32_t Compose(char32_t base, char32_t mark) {
  UErrorCode status = U_ZERO_ERROR;
  static const UNormalizer2* const kNfc = unorm2_getNFCInstance(&status);
  if (kNfc == nullptr) return 0;
  const UChar32 composed =
      unorm2_composePair(kNfc, static_cast<UChar32>(base), static_cast<UChar32>(mark));
  return composed < 0 ? 0 : static_cast<char32_t>(composed);
}

char32_t StandardForm(char32_t character) {
  if (character < 0x18F) return character;
  if (character >= 0xFF01 && character <= 0xFF5E) return character - 0xFEE0;  // full-width ASCII
  const auto* found = std::find_if(std::begin(kStandardForms), std::end(kStandardForms),
                                   [&](const Pair& p) { return p.first == character; });
  return found == std::end(kStandardForms) ? character : found->second;
}

char32_t UpperCyrillic(char32_t lower) {
  if (lower >= U'а' && lower <= U'я') return lower - (U'а' - U'А');
  switch (lower) {
    case U'ё':
      return U'Ё';
    case U'і':
      return U'І';
    default:
      return lower - 1;  // the other Kazakh letters follow their capitals
  }
}

char32_t CyrillicLookalike(char32_t character) {
  const auto* found = std::find_if(std::begin(kLookalikes), std::end(kLookalikes),
                                   [&](const Pair& p) { return p.first == character; });
  return found == std::end(kLookalikes) ? 0 : found->second;
}

char32_t LatinLookalike(char32_t character) {
  const auto* found = std::find_if(std::begin(kLookalikes), std::end(kLookalikes),
                                   [&](const Pair& p) { return p.second == character; });
  return found == std::end(kLookalikes) ? 0 : found->first;
}

}  // namespace nlp
