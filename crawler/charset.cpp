#include "crawler/charset.h"

#include <algorithm>

#include "crawler/ascii.h"
#include "crawler/encoding.h"
#include "crawler/encoding_sniffer.h"

namespace crawler {
namespace {

struct ByteOrderMark {
  std::string_view bytes, encoding;
};
// Those of UTF-32 come before those of UTF-16, which they begin with.
constexpr ByteOrderMark kMarks[] = {
    {"\xEF\xBB\xBF", "utf-8"}, {{"\xFF\xFE\0\0", 4}, "utf-32le"}, {{"\0\0\xFE\xFF", 4}, "utf-32be"},
    {"\xFE\xFF", "utf-16be"},  {"\xFF\xFE", "utf-16le"},
};

// UTF-16 and UTF-32 without a mark, by the zero bytes of their ASCII characters; empty if it is
// neither.
std::string_view WideByZeros(std::string_view bytes) {
  if (bytes.starts_with(std::string_view("<\0\0\0", 4))) return "utf-32le";
  if (bytes.starts_with(std::string_view("\0\0\0<", 4))) return "utf-32be";
  const std::string_view sample = bytes.substr(0, 1024);
  std::size_t zeros[2] = {0, 0};
  for (std::size_t i = 0; i < sample.size(); ++i) zeros[i % 2] += sample[i] == '\0' ? 1u : 0u;
  const std::size_t many = sample.size() / 8;  // markup is mostly ASCII
  if (zeros[1] > many && zeros[0] < zeros[1] / 8) return "utf-16le";
  if (zeros[0] > many && zeros[1] < zeros[0] / 8) return "utf-16be";
  return {};
}

// Text in UTF-8 with a few broken places has far more good sequences than bad; text in another
// encoding is good by chance only.
bool IsMostlyUtf8(const Utf8Census& census) {
  return census.sequences >= 4 * census.errors;
}

// The encoding that the header or the markup names, unless it is one that the bytes are not.
std::string_view DeclaredEncoding(std::string_view bytes, std::string_view content_type) {
  for (const std::string_view label : {CharsetOf(content_type), DeclaredInMarkup(bytes)}) {
    const std::string_view encoding = EncodingOf(label);
    // What can be read as ASCII markup is no UTF-16; UTF-8 was ruled out before.
    if (!encoding.empty() && !encoding.starts_with("utf-")) return encoding;
  }
  return {};
}

// A declaration of one byte per letter gives way where the letters make Cyrillic words in another
// encoding and nonsense in the declared one: servers add windows-1252 or windows-1251 blindly.
std::string_view Believed(std::string_view declared, std::string_view bytes) {
  constexpr double kClearly = 1.3;
  if (UpperHalfOf(declared) == nullptr) return declared;
  const CyrillicGuess guess = GuessCyrillic(bytes);
  if (guess.encoding.empty() || guess.encoding == declared) return declared;
  // A Kazakh text differs from its Russian code page in few letters, so any gain counts.
  const auto in_kazakh = [](std::string_view encoding) {
    return encoding == "kz-1048" || encoding == "ptcp154";
  };
  const bool kazakh =
      in_kazakh(guess.encoding) && (declared == "windows-1251" || in_kazakh(declared));
  const double due = CyrillicScore(bytes, declared) * (kazakh ? 1.02 : kClearly);
  return guess.score > due ? guess.encoding : declared;
}

std::string_view Guess(std::string_view bytes) {
  const CyrillicGuess cyrillic = GuessCyrillic(bytes);
  if (!cyrillic.encoding.empty()) return cyrillic.encoding;
  const std::string_view guess = GuessByIcu(bytes);
  return guess.empty() || guess.starts_with("utf-") ? "windows-1252" : guess;
}

}  // namespace

DecodedText DecodeText(std::string_view bytes, std::string_view content_type) {
  for (const ByteOrderMark& mark : kMarks) {
    if (bytes.starts_with(mark.bytes)) {
      return {Decode(bytes.substr(mark.bytes.size()), mark.encoding)};
    }
  }
  if (const auto wide = WideByZeros(bytes); !wide.empty()) return {Decode(bytes, wide)};
  const Utf8Census census = CountUtf8(bytes);
  if (census.errors == 0) {
    const bool escapes = census.sequences == 0 && bytes.find('\x1B') != std::string_view::npos;
    const bool iso2022 = escapes && DeclaredEncoding(bytes, content_type) == "iso-2022-jp";
    return {iso2022 ? Decode(bytes, "iso-2022-jp") : std::string(bytes)};
  }
  if (IsMostlyUtf8(census)) return {Decode(bytes, "utf-8"), true};
  const std::string_view declared = DeclaredEncoding(bytes, content_type);
  const std::string_view encoding = declared.empty() ? Guess(bytes) : Believed(declared, bytes);
  return {Decode(bytes, encoding), encoding != declared};
}

std::string ToUtf8(std::string_view bytes, std::string_view content_type) {
  return DecodeText(bytes, content_type).text;
}

}  // namespace crawler
