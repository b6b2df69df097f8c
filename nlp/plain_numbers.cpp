#include "nlp/plain_numbers.h"

#include "nlp/utf8.h"

namespace nlp {
namespace {

// What stands for `c` in numbers; 0 if that is itself.
char Ascii(char32_t c) {
  if (c < 0x80) return '\0';
  if (c == 0xA0 || c == 0x2007 || c == 0x2009 || c == 0x200A || c == 0x202F || c == 0x3000) {
    return ' ';
  }
  if ((c >= 0x2010 && c <= 0x2014) || c == 0x2212) return '-';
  if (c >= 0xFF10 && c <= 0xFF19) return static_cast<char>('0' + (c - 0xFF10));  // full width
  if (c >= 0x0660 && c <= 0x0669) return static_cast<char>('0' + (c - 0x0660));  // Arabic-Indic
  if (c >= 0x06F0 && c <= 0x06F9) return static_cast<char>('0' + (c - 0x06F0));  // Persian
  if (c == 0xFF0B) return '+';
  return '\0';
}

bool IsHidden(char32_t c) {
  return c == 0xAD || (c >= 0x200B && c <= 0x200F) || c == 0x2060 || c == 0xFEFF;
}

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}

// Whether there is anything to change; a dash counts only beside a digit.
bool HasOthers(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte != 0xC2 && byte < 0xD9) continue;
    const Decoded next = DecodeAt(text, at);
    const char ascii = Ascii(next.character);
    if (ascii == '-') {
      if (at > 0 && IsDigit(text[at - 1])) return true;
      if (at + next.size < text.size() && IsDigit(text[at + next.size])) return true;
    } else if (ascii != '\0' || IsHidden(next.character)) {
      return true;
    }
  }
  return false;
}

}  // namespace

PlainNumbers::PlainNumbers(std::string_view text) : text_(text) {
  if (!HasOthers(text)) return;
  plain_.reserve(text.size());
  from_.reserve(text.size() + 1);
  for (std::size_t at = 0; at < text.size();) {
    const Decoded next = DecodeAt(text, at);
    const char ascii = next.size == 1 ? '\0' : Ascii(next.character);
    if (ascii != '\0') {
      Append(ascii, at);
    } else if (!IsHidden(next.character)) {
      for (std::size_t i = 0; i < next.size; ++i) Append(text[at + i], at + i);
    }
    at += next.size;
  }
  from_.push_back(static_cast<std::uint32_t>(text.size()));
}

std::size_t PlainNumbers::End(std::size_t at) const {
  if (from_.empty() || at == 0) return at;
  const std::size_t last = from_[at - 1];
  const Decoded character = DecodeAt(text_, last);
  return last + (Ascii(character.character) != '\0' ? character.size : 1);
}

void PlainNumbers::Append(char c, std::size_t from) {
  plain_ += c;
  from_.push_back(static_cast<std::uint32_t>(from));
}

}  // namespace nlp
