#include "nlp/piece.h"

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <algorithm>

#include "nlp/character.h"
#include "nlp/normalizer.h"
#include "nlp/utf8.h"

namespace nlp {
namespace {

// Stream-Safe Text Format (UAX #15, section 13): more marks on one base are no language, and make
// normalisation take quadratic time.
constexpr std::size_t kMaxMarks = 30;

// Characters that are only another form of plain letters: NFKC is right for them.
bool IsPresentationForm(char32_t c) {
  return (c >= 0xFB00 && c <= 0xFB06) || (c >= 0xFB50 && c <= 0xFDFB) ||
         (c >= 0xFE70 && c <= 0xFEFC) || (c >= 0x1D400 && c <= 0x1D7FF);
}

// Appends text[begin, end) in the given normal form.
void AppendNormal(const Pieces& text, std::size_t begin, std::size_t end,
                  const icu::Normalizer2& form, unsigned reason, Pieces& out) {
  icu::UnicodeString utf16;
  for (std::size_t i = begin; i < end; ++i) utf16.append(static_cast<UChar32>(text[i].c));
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString normal = form.normalize(utf16, status);
  if (U_FAILURE(status) || normal == utf16) {
    out.insert(out.end(), text.begin() + static_cast<std::ptrdiff_t>(begin),
               text.begin() + static_cast<std::ptrdiff_t>(end));
    return;
  }
  unsigned reasons = reason;
  for (std::size_t i = begin; i < end; ++i) reasons |= text[i].reasons;
  for (int32_t at = 0; at < normal.length(); at = normal.moveIndex32(at, 1)) {
    out.push_back({static_cast<char32_t>(normal.char32At(at)), text[begin].begin, text[end - 1].end,
                   reasons});
  }
}

}  // namespace

void ReadPieces(std::string_view text, Pieces& out) {
  for (std::size_t at = 0; at < text.size();) {
    const Decoded next = DecodeAt(text, at);
    const bool bad = next.character == kReplacement && next.size == 1;
    out.push_back({next.character, static_cast<std::uint32_t>(at),
                   static_cast<std::uint32_t>(at + next.size), bad ? unsigned{kBadBytes} : 0U});
    at += next.size;
  }
}

void KeepVisible(Pieces& text, std::size_t& marks) {
  const CharacterTable& table = CharacterTable::Get();
  std::size_t kept = 0;
  std::uint32_t gone_from = 0;
  bool gone_first = false;
  for (const Piece piece : text) {
    const Kind kind = table[piece.c].kind;
    marks = kind == Kind::kCombining ? marks + 1 : 0;
    const bool is_control = piece.c < 0x20 || (piece.c >= 0x7F && piece.c < 0xA0);
    const bool is_gone = kind == Kind::kIgnorable || marks > kMaxMarks ||
                         (kind == Kind::kSpace && is_control && piece.c != U'\t');
    if (is_gone) {
      // The neighbour before takes the place over, at the beginning the one behind.
      if (kept > 0) {
        text[kept - 1].end = piece.end;
        text[kept - 1].reasons |= kInvisible;
      } else if (!gone_first) {
        gone_first = true;
        gone_from = piece.begin;
      }
      continue;
    }
    Piece& out = text[kept++] = piece;
    if (gone_first) {
      out.begin = gone_from;
      out.reasons |= kInvisible;
      gone_first = false;
    }
    if (kind == Kind::kSpace && out.c != U'\t' && out.c != U' ') {
      out.c = U' ';
      out.reasons |= kPlainSpace;
    }
  }
  text.resize(kept);
}

// Only a combining mark changes in NFC what Kazakh, Russian and English are written in, so only
// letters with marks are normalised, each with its marks.
void Compose(Pieces& text, Pieces& memory) {
  const CharacterTable& table = CharacterTable::Get();
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* const nfc = icu::Normalizer2::getNFCInstance(status);
  const icu::Normalizer2* const nfkc = icu::Normalizer2::getNFKCInstance(status);
  if (U_FAILURE(status)) return;
  memory.clear();
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i + 1;
    while (end < text.size() && table[text[end].c].kind == Kind::kCombining) ++end;
    if (IsPresentationForm(text[i].c)) {
      AppendNormal(text, i, end, *nfkc, kStandardLetter, memory);
    } else if (end == i + 1) {
      memory.push_back(text[i]);
    } else {
      AppendNormal(text, i, end, *nfc, kComposed, memory);
    }
    i = end;
  }
  for (Piece& piece : memory) {
    const char32_t standard = StandardForm(piece.c);
    if (standard == piece.c) continue;
    piece.c = standard;
    piece.reasons |= kStandardLetter;
  }
  text.swap(memory);
}

void AppendReplaced(const Pieces& text, std::size_t begin, std::size_t end,
                    std::string_view replacement, unsigned reason, Pieces& out) {
  const std::size_t count = CountCharacters(replacement);
  unsigned reasons = reason;
  for (std::size_t i = begin; i < end; ++i) reasons |= text[i].reasons;
  std::size_t i = begin;
  for (std::size_t at = 0; at < replacement.size(); ++i) {
    const Decoded next = DecodeAt(replacement, at);
    at += next.size;
    if (count == end - begin) {
      const bool same = text[i].c == next.character;
      out.push_back(
          {next.character, text[i].begin, text[i].end, text[i].reasons | (same ? 0U : reason)});
    } else {
      out.push_back({next.character, text[begin].begin, text[end - 1].end, reasons});
    }
  }
}

}  // namespace nlp
