#include "crawler/encoding.h"

#include <unicode/ucnv.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <map>
#include <memory>
#include <unordered_map>

#include "core/utf8.h"
#include "crawler/ascii.h"

namespace crawler {
namespace {

struct Encoding {
  std::string_view name;
  std::string_view icu;  // the ICU converter; empty: not ICU's
  bool single_byte;
  std::string_view labels;  // parted by spaces
};

// The standard has neither UTF-32, which old XML is in, nor the two Kazakh code pages, which carry
// the labels of the IANA registry here.
constexpr auto kEncodings = std::to_array<Encoding>({
    {"utf-8", "", false,
     "utf-8 utf8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8"},
    {"utf-16le", "UTF-16LE", false,
     "utf-16le utf-16 ucs-2 iso-10646-ucs-2 csunicode unicode unicodefeff"},
    {"utf-16be", "UTF-16BE", false, "utf-16be unicodefffe"},
    {"utf-32le", "UTF-32LE", false, "utf-32 utf-32le ucs-4"},
    {"utf-32be", "UTF-32BE", false, "utf-32be"},
    {"windows-1251", "windows-1251", true, "windows-1251 cp1251 x-cp1251 win-1251 win1251"},
    {"koi8-r", "KOI8-R", true, "koi8-r koi8 koi koi8_r cskoi8r"},
    {"koi8-u", "KOI8-U", true, "koi8-u koi8-ru"},
    {"ibm866", "IBM866", true, "ibm866 866 cp866 csibm866"},
    {"iso-8859-5", "ISO-8859-5", true,
     "iso-8859-5 iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988 cyrillic csisolatincyrillic "
     "iso-ir-144"},
    {"x-mac-cyrillic", "x-mac-cyrillic", true, "x-mac-cyrillic x-mac-ukrainian"},
    {"kz-1048", "", true, "kz-1048 kz1048 rk1048 strk1048-2002 cskz1048"},
    {"ptcp154", "", true, "ptcp154 pt154 cp154 csptcp154 cyrillic-asian"},
    {"windows-1252", "windows-1252", true,
     "windows-1252 cp1252 x-cp1252 iso-8859-1 iso8859-1 iso88591 iso_8859-1 iso_8859-1:1987 latin1 "
     "l1 ascii us-ascii ansi_x3.4-1968 ibm819 cp819 csisolatin1 iso-ir-100 x-user-defined"},
    {"windows-1250", "windows-1250", true, "windows-1250 cp1250 x-cp1250"},
    {"windows-1253", "windows-1253", true, "windows-1253 cp1253 x-cp1253"},
    {"windows-1254", "windows-1254", true,
     "windows-1254 cp1254 x-cp1254 iso-8859-9 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 latin5 "
     "l5 csisolatin5 iso-ir-148"},
    {"windows-1255", "windows-1255", true, "windows-1255 cp1255 x-cp1255"},
    {"windows-1256", "windows-1256", true, "windows-1256 cp1256 x-cp1256"},
    {"windows-1257", "windows-1257", true, "windows-1257 cp1257 x-cp1257"},
    {"windows-1258", "windows-1258", true, "windows-1258 cp1258 x-cp1258"},
    {"windows-874", "windows-874-2000", true,
     "windows-874 dos-874 iso-8859-11 iso8859-11 iso885911 tis-620"},
    {"iso-8859-2", "ISO-8859-2", true,
     "iso-8859-2 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 latin2 l2 csisolatin2 iso-ir-101"},
    {"iso-8859-3", "ISO-8859-3", true, "iso-8859-3 iso8859-3 iso88593 iso_8859-3 latin3 l3"},
    {"iso-8859-4", "ISO-8859-4", true, "iso-8859-4 iso8859-4 iso88594 iso_8859-4 latin4 l4"},
    {"iso-8859-6", "ISO-8859-6", true,
     "iso-8859-6 iso8859-6 iso88596 iso_8859-6 arabic asmo-708 ecma-114 iso-8859-6-e iso-8859-6-i"},
    {"iso-8859-7", "ISO-8859-7", true,
     "iso-8859-7 iso8859-7 iso88597 iso_8859-7 greek greek8 ecma-118 elot_928 sun_eu_greek"},
    {"iso-8859-8", "ISO-8859-8", true,
     "iso-8859-8 iso8859-8 iso88598 iso_8859-8 hebrew visual iso-8859-8-e iso-8859-8-i logical"},
    {"iso-8859-10", "ISO-8859-10", true, "iso-8859-10 iso8859-10 iso885910 latin6 l6"},
    {"iso-8859-13", "ISO-8859-13", true, "iso-8859-13 iso8859-13 iso885913"},
    {"iso-8859-14", "ISO-8859-14", true, "iso-8859-14 iso8859-14 iso885914"},
    {"iso-8859-15", "ISO-8859-15", true,
     "iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9 csisolatin9"},
    {"macintosh", "macintosh", true, "macintosh mac x-mac-roman csmacintosh"},
    {"gb18030", "gb18030", false,
     "gb18030 gbk x-gbk gb2312 gb_2312-80 gb_2312 chinese csgb2312 cp936 iso-ir-58"},
    {"big5", "Big5-HKSCS", false, "big5 big5-hkscs cn-big5 csbig5 x-x-big5"},
    {"euc-jp", "EUC-JP", false, "euc-jp x-euc-jp cseucpkdfmtjapanese"},
    {"iso-2022-jp", "ISO-2022-JP", false, "iso-2022-jp csiso2022jp"},
    {"shift_jis", "windows-31j", false,
     "shift_jis shift-jis sjis x-sjis ms_kanji ms932 windows-31j csshiftjis"},
    {"euc-kr", "windows-949", false,
     "euc-kr windows-949 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 cseuckr "
     "csksc56011987 iso-ir-149"},
});

const Encoding* FindEncoding(std::string_view name) {
  const auto found = std::find_if(kEncodings.begin(), kEncodings.end(),
                                  [&](const Encoding& each) { return each.name == name; });
  return found == kEncodings.end() ? nullptr : &*found;
}

// The upper halves of KZ-1048 (STRK 1048-2002) and PT154 as the IANA registry has them.
constexpr UpperHalf Cyrillic(std::u16string_view first_half) {
  UpperHalf half{};
  for (std::size_t i = 0; i < 64; ++i) {
    half[i] = first_half[i];
    half[64 + i] = static_cast<char16_t>(u'\u0410' + i);
  }
  return half;
}
constexpr UpperHalf kKz1048 = Cyrillic(
    u"ЂЃ‚ѓ„…†‡€‰Љ‹ЊҚҺЏђ‘’“”•–—\uFFFD™љ›њқһџ"
    u"\u00A0ҰұӘ¤Ө¦§Ё©Ғ«¬\u00AD®Ү°±Ііөµ¶·ё№ғ»әҢңү");
constexpr UpperHalf kPt154 = Cyrillic(
    u"ҖҒӮғ„…ҶҮҲүҠӢҢҚҺҸҗ‘’“”•–—ҳҷҡӣңқһҹ"
    u"\u00A0ЎўЈӨҘҰ§Ё©Ә«¬ӯ®Ҝ°ұІіҙө¶·ё№ә»јҪҫҝ");

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

Converter Open(const Encoding& encoding) {
  UErrorCode status = U_ZERO_ERROR;
  Converter converter(ucnv_open(encoding.icu.data(), &status));
  if (U_FAILURE(status)) converter.reset();
  return converter;
}

UpperHalf ReadUpperHalf(const Encoding& encoding) {
  if (encoding.name == "kz-1048") return kKz1048;
  if (encoding.name == "ptcp154") return kPt154;
  UpperHalf half{};
  half.fill(u'\uFFFD');
  const Converter converter = Open(encoding);
  if (!converter) return half;
  for (std::size_t i = 0; i < half.size(); ++i) {
    const char byte = static_cast<char>(0x80 + i);
    UErrorCode status = U_ZERO_ERROR;
    UChar unit[2];
    if (ucnv_toUChars(converter.get(), unit, 2, &byte, 1, &status) == 1) half[i] = unit[0];
  }
  return half;
}

std::string DecodeSingleByte(std::string_view bytes, const UpperHalf& half) {
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 2);
  for (const char c : bytes) {
    if (IsNonAscii(c)) {
      core::AppendUtf8(half[static_cast<unsigned char>(c) & 0x7F], out);
    } else {
      out += c;
    }
  }
  return out;
}

struct Utf8Step {
  std::size_t length;  // at least 1
  bool valid;
};

// The sequence of two bytes and more at the front of `bytes`, or the maximal subpart that is none
// (Unicode 3.9, table 3-7).
Utf8Step StepUtf8(std::string_view bytes) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  const unsigned char lead = byte(0);
  if (lead < 0xC2 || lead > 0xF4) return {1, false};
  const std::size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  unsigned char low = 0x80;
  unsigned char high = 0xBF;
  if (lead == 0xE0) low = 0xA0;
  if (lead == 0xED) high = 0x9F;  // no surrogates
  if (lead == 0xF0) low = 0x90;
  if (lead == 0xF4) high = 0x8F;  // not beyond U+10FFFF
  for (std::size_t i = 1; i < length; ++i) {
    if (i >= bytes.size() || byte(i) < low || byte(i) > high) return {i, false};
    low = 0x80;
    high = 0xBF;
  }
  return {length, true};
}

// The number of bytes at the front that are ASCII.
std::size_t AsciiPrefix(std::string_view bytes) {
  std::size_t i = 0;
  for (std::uint64_t word; i + sizeof word <= bytes.size(); i += sizeof word) {
    std::memcpy(&word, bytes.data() + i, sizeof word);
    if ((word & 0x8080808080808080u) != 0) break;
  }
  while (i < bytes.size() && !IsNonAscii(bytes[i])) ++i;
  return i;
}

std::string RepairUtf8(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size() + 16);
  while (!bytes.empty()) {
    const std::size_t ascii = AsciiPrefix(bytes);
    out.append(bytes.substr(0, ascii));
    bytes.remove_prefix(ascii);
    if (bytes.empty()) break;
    const Utf8Step step = StepUtf8(bytes);
    out += step.valid ? bytes.substr(0, step.length) : std::string_view("\uFFFD");
    bytes.remove_prefix(step.length);
  }
  return out;
}

// ICU counts in 32 bits and a byte may become four.
constexpr std::size_t kMaxIcuBytes = 256u << 20;

std::string DecodeByIcu(std::string_view bytes, const Encoding& encoding) {
  const Converter converter = Open(encoding);
  if (!converter || bytes.size() > kMaxIcuBytes) return RepairUtf8(bytes);
  std::string out(bytes.size() * 2 + 16, '\0');
  for (;;) {
    ucnv_reset(converter.get());
    UErrorCode status = U_ZERO_ERROR;
    const std::int32_t length = ucnv_toAlgorithmic(
        UCNV_UTF8, converter.get(), out.data(), static_cast<std::int32_t>(out.size()), bytes.data(),
        static_cast<std::int32_t>(bytes.size()), &status);
    const bool fits = status != U_BUFFER_OVERFLOW_ERROR;
    if (fits && U_FAILURE(status)) return RepairUtf8(bytes);
    out.resize(static_cast<std::size_t>(length));
    if (fits) return out;
  }
}

}  // namespace

std::string_view EncodingOf(std::string_view label) {
  static const auto* const kLabels = [] {
    auto* labels = new std::unordered_map<std::string_view, std::string_view>;
    for (const Encoding& encoding : kEncodings) {
      for (std::string_view rest = encoding.labels; !rest.empty();) {
        const std::size_t end = std::min(rest.find(' '), rest.size());
        labels->emplace(rest.substr(0, end), encoding.name);
        rest.remove_prefix(std::min(end + 1, rest.size()));
      }
    }
    return labels;
  }();
  const auto found = kLabels->find(Lower(Trim(label)));
  return found == kLabels->end() ? std::string_view() : found->second;
}

const UpperHalf* UpperHalfOf(std::string_view encoding) {
  static const auto* const kHalves = [] {
    auto* halves = new std::map<std::string_view, UpperHalf>;
    for (const Encoding& each : kEncodings) {
      if (each.single_byte) halves->emplace(each.name, ReadUpperHalf(each));
    }
    return halves;
  }();
  const auto found = kHalves->find(encoding);
  return found == kHalves->end() ? nullptr : &found->second;
}

std::string Decode(std::string_view bytes, std::string_view encoding) {
  if (const UpperHalf* half = UpperHalfOf(encoding)) return DecodeSingleByte(bytes, *half);
  const Encoding* known = FindEncoding(encoding);
  if (known == nullptr || known->icu.empty()) return RepairUtf8(bytes);
  return DecodeByIcu(bytes, *known);
}

Utf8Census CountUtf8(std::string_view bytes) {
  Utf8Census census;
  while (!bytes.empty()) {
    if (!IsNonAscii(bytes[0])) {
      bytes.remove_prefix(AsciiPrefix(bytes));
      continue;
    }
    const Utf8Step step = StepUtf8(bytes);
    ++(step.valid ? census.sequences : census.errors);
    bytes.remove_prefix(step.length);
  }
  return census;
}

}  // namespace crawler
