#include "crawler/charset.h"

#include <zlib.h>

#include <boost/test/unit_test.hpp>
#include <string>
#include <string_view>

using crawler::DecodeContent;
using crawler::DecodeLimits;
using crawler::DecodeText;
using crawler::ToUtf8;

namespace {

// One paragraph of Russian and one of Kazakh, in UTF-8.
constexpr std::string_view kRussian =
    "Прокуратура сообщила, что бывший начальник отдела закупок получил деньги за победу в "
    "конкурсе. Суд признал его виновным и назначил штраф.";
// "news news news news"
constexpr std::string_view kBrotli("\x1b\x12\x00\x00\x24\x40\x4a\x10\x65\xaa\xb8\xb4\x00", 13);
constexpr std::string_view kZstd(
    "\x28\xb5\x2f\xfd\x20\x13\x5d\x00\x00\x28\x6e\x65\x77\x73\x20\x01\x00\x90\x8b\x16", 20);
// 8 MiB of zeros.
constexpr std::string_view kBrotliBomb(
    "\xa3\xff\xff\x83\x7f\x02\x20\x1e\x0b\x04\x72\xef\x0f\xf4\xff\x7f\xf0\x4f\x00\xc4\x61\x11"
    "\x80\xee\xfd\x81\xfe\xff\x0f\xfe\x09\x80\x38\x2c\x00\xd0\xbd\x3f\xd0\xff\xff\xc1\x3f\x01"
    "\x10\x87\x05\x00\xba\xf7\x07\xfa\xff\x3f\xf8\x27\x00\xe2\xb0\x00\x40\xf7\xfe\x40\xff\xff"
    "\x07\xff\x04\x40\x1c\x16\x00\xe8\xde\x1f\xe8\xff\xff\xe0\x9f\x00\x88\xc3\x02\x00\xdd\xfb"
    "\x03\xfd\xff\x1f\xfc\x13\x00\x71\x58\x00\xa0\x7b\x7f\xa0\xff\xff\x83\x7f\x02\x20\x0e\x0b"
    "\x00\x74\xef\x0f\xf4\xff\x7f\xf0\x4f\x00\xc4\x61\x01\x80\xee\xfd\x81\xfe\xff\x0f\xfe\x09"
    "\x80\x38\x2c\x00\xd0\xbd\x3f\xd0\xff\xff\xc1\x3f\x01\x10\x87\x05\x00\xba\xf7\x07\xfa\xff"
    "\x3f\xf8\x27\x00\xe2\xb0\x00\x40\xf7\xfe\x40\xff\xff\x07\xff\x04\x40\x1c\x16\x00\xe8\xde"
    "\x1f\xe8\xff\xff\xe0\x9f\x00\x88\xc3\x02\x00\xdd\xfb\x83\xfa\xff\x3f\xfc\x13\x00\x71\x58"
    "\x00\xa0\x7b\x7f\x00",
    203);
constexpr std::string_view kKazakh =
    "Прокуратура бөлімнің бұрынғы басшысы байқауда жеңіске жеткізгені үшін ақша алғанын "
    "хабарлады. Сот оны кінәлі деп танып, айыппұл салды.";

struct Letters {
  std::string_view encoding;
  std::string_view small, capital;  // the bytes of а to я, then of А to Я
};

// The bytes of the Russian letters in the encodings that are told apart by them.
const Letters kAlphabets[] = {
    {"windows-1251",
     "\xE0\xE1\xE2\xE3\xE4\xE5\xE6\xE7\xE8\xE9\xEA\xEB\xEC\xED\xEE\xEF"
     "\xF0\xF1\xF2\xF3\xF4\xF5\xF6\xF7\xF8\xF9\xFA\xFB\xFC\xFD\xFE\xFF",
     "\xC0\xC1\xC2\xC3\xC4\xC5\xC6\xC7\xC8\xC9\xCA\xCB\xCC\xCD\xCE\xCF"
     "\xD0\xD1\xD2\xD3\xD4\xD5\xD6\xD7\xD8\xD9\xDA\xDB\xDC\xDD\xDE\xDF"},
    {"koi8-r",
     "\xC1\xC2\xD7\xC7\xC4\xC5\xD6\xDA\xC9\xCA\xCB\xCC\xCD\xCE\xCF\xD0"
     "\xD2\xD3\xD4\xD5\xC6\xC8\xC3\xDE\xDB\xDD\xDF\xD9\xD8\xDC\xC0\xD1",
     "\xE1\xE2\xF7\xE7\xE4\xE5\xF6\xFA\xE9\xEA\xEB\xEC\xED\xEE\xEF\xF0"
     "\xF2\xF3\xF4\xF5\xE6\xE8\xE3\xFE\xFB\xFD\xFF\xF9\xF8\xFC\xE0\xF1"},
    {"ibm866",
     "\xA0\xA1\xA2\xA3\xA4\xA5\xA6\xA7\xA8\xA9\xAA\xAB\xAC\xAD\xAE\xAF"
     "\xE0\xE1\xE2\xE3\xE4\xE5\xE6\xE7\xE8\xE9\xEA\xEB\xEC\xED\xEE\xEF",
     "\x80\x81\x82\x83\x84\x85\x86\x87\x88\x89\x8A\x8B\x8C\x8D\x8E\x8F"
     "\x90\x91\x92\x93\x94\x95\x96\x97\x98\x99\x9A\x9B\x9C\x9D\x9E\x9F"},
    {"iso-8859-5",
     "\xD0\xD1\xD2\xD3\xD4\xD5\xD6\xD7\xD8\xD9\xDA\xDB\xDC\xDD\xDE\xDF"
     "\xE0\xE1\xE2\xE3\xE4\xE5\xE6\xE7\xE8\xE9\xEA\xEB\xEC\xED\xEE\xEF",
     "\xB0\xB1\xB2\xB3\xB4\xB5\xB6\xB7\xB8\xB9\xBA\xBB\xBC\xBD\xBE\xBF"
     "\xC0\xC1\xC2\xC3\xC4\xC5\xC6\xC7\xC8\xC9\xCA\xCB\xCC\xCD\xCE\xCF"},
};
struct KazakhLetter {
  char16_t letter;
  char byte;  // in KZ-1048
};
constexpr KazakhLetter kKazakhLetters[] = {
    {u'қ', '\x9D'}, {u'Қ', '\x8D'}, {u'ұ', '\xA2'}, {u'ө', '\xB4'}, {u'ғ', '\xBA'},
    {u'ә', '\xBC'}, {u'ң', '\xBE'}, {u'ү', '\xBF'}, {u'і', '\xB3'},
};

// Two-byte UTF-8 text in one of the alphabets, with Kazakh letters as in KZ-1048.
std::string Encode(std::string_view text, const Letters& letters) {
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((text[i] & 0x80) == 0) {
      bytes += text[i];
      continue;
    }
    const char16_t code = static_cast<char16_t>((text[i] & 0x1F) << 6 | (text[i + 1] & 0x3F));
    ++i;
    if (code >= u'а' && code <= u'я') bytes += letters.small[code - u'а'];
    if (code >= u'А' && code <= u'Я') bytes += letters.capital[code - u'А'];
    for (const auto& [letter, byte] : kKazakhLetters) {
      if (letter == code) bytes += byte;
    }
  }
  return bytes;
}

std::string Deflate(std::string_view text, int window_bits) {
  z_stream stream{};
  BOOST_REQUIRE(deflateInit2(&stream, 9, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string out(deflateBound(&stream, text.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  BOOST_REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string Gzip(std::string_view text) {
  return Deflate(text, 15 + 16);
}

}  // namespace

BOOST_AUTO_TEST_CASE(undoes_content_encodings) {
  BOOST_TEST(*DecodeContent("plain", "") == "plain");
  BOOST_TEST(*DecodeContent("plain", "Identity") == "plain");
  BOOST_TEST(*DecodeContent(Gzip("one"), "gzip") == "one");
  BOOST_TEST(*DecodeContent(Gzip("one") + Gzip(" two"), "x-gzip") == "one two");
  BOOST_TEST(*DecodeContent(Gzip("one") + "rubbish", " GZIP ") == "one");
  BOOST_TEST(*DecodeContent(Deflate("zlib", 15), "deflate") == "zlib");
  BOOST_TEST(*DecodeContent(Deflate("raw", -15), "deflate") == "raw");
  BOOST_TEST(*DecodeContent("", "gzip") == "");
  BOOST_TEST(*DecodeContent(kBrotli, "br") == "news news news news");
  BOOST_TEST(*DecodeContent(kZstd, "zstd") == "news news news news");
  BOOST_TEST(*DecodeContent(std::string(kZstd) + std::string(kZstd), "zstd") ==
             "news news news newsnews news news news");
  // The last one named was applied last.
  BOOST_TEST(*DecodeContent(Gzip(kBrotli), "br, gzip") == "news news news news");
  BOOST_TEST(*DecodeContent(Gzip("one"), "identity,gzip,") == "one");
}

BOOST_AUTO_TEST_CASE(refuses_damaged_and_unknown_content_encodings) {
  const std::string packed = Gzip(std::string(5000, 'x') + "y");
  BOOST_TEST(!DecodeContent(packed.substr(0, packed.size() / 2), "gzip").has_value());
  BOOST_TEST(!DecodeContent("not gzip at all", "gzip").has_value());
  BOOST_TEST(!DecodeContent("x", "compress").has_value());
  for (const auto& [coding, whole] : {std::pair{"br", kBrotli}, std::pair{"zstd", kZstd}}) {
    BOOST_TEST(!DecodeContent("not packed at all", coding).has_value());
    for (std::size_t size = 1; size < whole.size(); ++size) {
      const auto cut = DecodeContent(whole.substr(0, size), coding);
      BOOST_TEST(!cut.has_value(), coding << " cut to " << size);
    }
  }
  // A frame that wants a window of 2 GiB.
  BOOST_TEST(!DecodeContent(std::string_view("\x28\xb5\x2f\xfd\x00\xa8\x01\x00\x00", 9), "zstd")
                  .has_value());
  std::string wrong = packed;
  wrong[wrong.size() - 6] = static_cast<char>(wrong[wrong.size() - 6] ^ 1);  // its checksum
  BOOST_TEST(!DecodeContent(wrong, "gzip").has_value());
}

BOOST_AUTO_TEST_CASE(undoes_at_most_three_encodings) {
  const std::string three = Gzip(Gzip(Gzip("one")));
  BOOST_TEST(*DecodeContent(three, "gzip, gzip, gzip") == "one");
  BOOST_TEST(*DecodeContent(three, "identity, gzip, identity, gzip, identity, gzip, identity") ==
             "one");
  const std::string four = Gzip(three);
  for (const char* codings : {"gzip, gzip, gzip, gzip", "gzip, identity, gzip, gzip, gzip",
                              "gzip, gzip, identity, identity, identity, gzip, gzip"}) {
    const auto decoded = DecodeContent(four, codings);
    BOOST_REQUIRE_MESSAGE(!decoded, codings);
    BOOST_TEST(decoded.error().message == "more than 3 content encodings");
  }
}

BOOST_AUTO_TEST_CASE(stops_at_the_limits_of_a_body) {
  // A zstd frame of 64 blocks that repeat a zero (RFC 8878 3.1.1.2).
  std::string zstd("\x28\xb5\x2f\xfd\x00\x58", 6);
  for (int i = 1; i <= 64; ++i)
    zstd += std::string(i == 64 ? "\x03" : "\x02") + std::string("\0\x10\0", 3);
  const std::string gzip = Gzip(std::string(8u << 20, '\0'));
  DecodeLimits limits;
  for (const auto& [coding, bomb] : {std::pair<const char*, std::string_view>{"gzip", gzip},
                                     {"br", kBrotliBomb},
                                     {"zstd", zstd}}) {
    BOOST_TEST_CONTEXT(coding) {
      BOOST_TEST(!DecodeContent(bomb, coding).has_value());  // 1000:1 at least
      limits = {};
      limits.max_ratio = 1e9;
      const auto whole = DecodeContent(bomb, coding, limits);
      BOOST_REQUIRE_MESSAGE(whole, (whole ? "" : whole.error().message));
      BOOST_TEST(whole->size() == 8u << 20);
      limits.max_bytes = 1u << 20;
      BOOST_TEST(!DecodeContent(bomb, coding, limits).has_value());
    }
  }
  BOOST_TEST(!DecodeContent(std::string(2u << 20, 'x'), "", limits).has_value());
  BOOST_TEST(DecodeContent(Gzip(std::string(900'000, '\0')), "gzip")->size() == 900'000u);
}

BOOST_AUTO_TEST_CASE(takes_utf8_for_utf8_whatever_is_declared) {
  for (const char* type : {"", "text/html; charset=windows-1251", "text/html; charset=koi8-r"}) {
    const auto text = DecodeText(kKazakh, type);
    BOOST_TEST(text.text == kKazakh);
    BOOST_TEST(!text.guessed);
  }
  BOOST_TEST(ToUtf8("\xEF\xBB\xBFx", "") == "x");
}

BOOST_AUTO_TEST_CASE(replaces_the_few_bad_bytes_of_utf8) {
  const auto text = DecodeText(std::string(kRussian) + "\xD0|\xE2\x82|\xED\xA0\x80|\xF5", "");
  BOOST_TEST(text.text == std::string(kRussian) + "\uFFFD|\uFFFD|\uFFFD\uFFFD\uFFFD|\uFFFD");
  BOOST_TEST(text.guessed);
}

BOOST_AUTO_TEST_CASE(believes_header_then_markup) {
  const std::string bytes = Encode("Закупки", kAlphabets[1]);
  BOOST_TEST(ToUtf8(bytes, "text/html; Charset = \"KOI8-R\"; x") == "Закупки");
  BOOST_TEST(ToUtf8("<meta charset=koi8-r>" + bytes, "") == "<meta charset=koi8-r>Закупки");
  const std::string pragma =
      "<html><head data-x='>'><!-- <meta charset=utf-8> --><META content='text/html; "
      "charset=koi8-r' http-equiv=Content-Type>";
  BOOST_TEST(ToUtf8(pragma + bytes, "") == pragma + "Закупки");
  const std::string xml = "<?xml version='1.0' encoding='koi8-r'?>";
  BOOST_TEST(ToUtf8(xml + bytes, "") == xml + "Закупки");
  // Without http-equiv a content attribute says nothing.
  const std::string western = "<meta name=d content='charset=koi8-r'>";
  BOOST_TEST(ToUtf8(western + "caf\xE9 ol\xE9", "text/html; charset=latin1") ==
             western + "café olé");
}

BOOST_AUTO_TEST_CASE(recognises_cyrillic_encodings_by_their_letters) {
  for (const Letters& letters : kAlphabets) {
    const std::string plain(kRussian);
    for (const char* type : {"", "text/html; charset=utf-8", "text/html; charset=iso-8859-1"}) {
      const auto text = DecodeText(Encode(plain, letters), type);
      BOOST_TEST(text.text == plain, letters.encoding << " declared " << type);
      BOOST_TEST(text.guessed);
    }
  }
}

BOOST_AUTO_TEST_CASE(reads_kazakh_code_page_even_if_declared_as_the_russian_one) {
  const std::string bytes = Encode(kKazakh, kAlphabets[0]);
  for (const char* type : {"", "text/html; charset=windows-1251", "text/html; charset=kz-1048",
                           "text/html; charset=RK1048"}) {
    BOOST_TEST(ToUtf8(bytes, type) == kKazakh, type);
  }
  const std::string russian = Encode(kRussian, kAlphabets[0]);
  BOOST_TEST(ToUtf8(russian, "text/html; charset=windows-1251") == kRussian);
  BOOST_TEST(ToUtf8("\x81\x82\xA3\xD4", "text/plain; charset=pt154") == "ҒӮЈФ");
}

BOOST_AUTO_TEST_CASE(decodes_other_scripts_as_declared) {
  BOOST_TEST(ToUtf8("\x93 caf\xE9 \x94", "text/html; charset=iso-8859-1") == "“ café ”");
  BOOST_TEST(ToUtf8("\xB2\xE2\xCA\xD4", "text/html; charset=gb2312") == "测试");
  BOOST_TEST(ToUtf8("\x83\x65\x83\x58\x83\x67", "text/html; charset=Shift_JIS") == "テスト");
  BOOST_TEST(ToUtf8("\x1B$B%F%9%H\x1B(B", "text/html; charset=iso-2022-jp") == "テスト");
  BOOST_TEST(ToUtf8("\xFD\xDE\xF0\xFE", "text/html; charset=iso-8859-9") == "ıŞğş");
}

BOOST_AUTO_TEST_CASE(reads_wide_encodings_with_and_without_mark) {
  std::string little, big;
  for (const char c : std::string_view("<p>Hello, world of wide text</p>")) {
    little += {c, '\0'};
    big += {'\0', c};
  }
  BOOST_TEST(ToUtf8("\xFF\xFE" + little, "") == "<p>Hello, world of wide text</p>");
  BOOST_TEST(ToUtf8(little, "") == "<p>Hello, world of wide text</p>");
  BOOST_TEST(ToUtf8(big, "text/html; charset=utf-8") == "<p>Hello, world of wide text</p>");
  BOOST_TEST(ToUtf8(std::string("<\0\0\0\x3E\x04\0\0", 8), "") == "<о");
}

BOOST_AUTO_TEST_CASE(reads_any_prescan_without_end) {
  for (const char* start : {"<meta ", "<meta charset", "<meta charset=", "<meta charset='x", "<!--",
                            "<?xml encoding=", "<a b=\"", "</", "<"}) {
    const std::string bytes = std::string(start) + "\xFF";
    BOOST_TEST(ToUtf8(bytes, "").starts_with(start), start);
  }
}
