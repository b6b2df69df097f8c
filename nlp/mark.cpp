#include "nlp/mark.h"

namespace nlp {

Mark MarkOf(char32_t character) {
  switch (character) {
    case U'.':
      return Mark::kDot;
    case U'…':
    case U'‥':
      return Mark::kEllipsis;
    case U'!':
    case U'?':
    case U'‼':
    case U'⁇':
    case U'⁈':
    case U'⁉':
    case U'؟':
    case U'۔':
    case U'。':
    case U'！':
    case U'？':
      return Mark::kStop;
    case U':':
      return Mark::kColon;
    case U',':
    case U';':
    case U'،':
    case U'؛':
      return Mark::kComma;
    case U'(':
      return Mark::kOpenBracket;
    case U')':
      return Mark::kCloseBracket;
    case U'«':
    case U'„':
    case U'‹':
    case U'[':
    case U'{':
      return Mark::kOpening;
    case U'»':
    case U'”':
    case U'›':
    case U']':
    case U'}':
      return Mark::kClosing;
    case U'"':
    case U'\'':
    case U'`':
    case U'“':
    case U'‘':
    case U'’':
      return Mark::kQuote;
    case U'-':
    case U'‐':
    case U'‑':
    case U'–':
    case U'—':
    case U'―':
      return Mark::kDash;
    case U'•':
    case U'‣':
    case U'·':
    case U'*':
    case U'➡':
    case U'➤':
    case U'☑':
    case U'✅':
    case U'✓':
    case U'✔':
    case U'📌':
    case U'📍':
    case U'🔴':
    case U'🔵':
    case U'🔸':
    case U'🔹':
      return Mark::kBullet;
    case U'#':
      return Mark::kHash;
    default:
      break;
  }
  if (character >= 0x25A0 && character <= 0x25FF) return Mark::kBullet;  // geometric shapes
  if (character >= 0x2600 && character <= 0x27BF) return Mark::kPictograph;
  if (character >= 0x2B00 && character <= 0x2BFF) return Mark::kPictograph;
  if (character >= 0x1F000 && character <= 0x1FAFF) return Mark::kPictograph;
  return Mark::kOther;
}

}  // namespace nlp
