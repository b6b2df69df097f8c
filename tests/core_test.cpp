#include <boost/test/unit_test.hpp>
#include <fstream>
#include <sstream>
#include <utility>

#include "core/document.h"
#include "core/expected.h"
#include "core/first_line.h"
#include "core/language.h"
#include "core/printable.h"
#include "core/sha256.h"
#include "core/tag.h"

BOOST_AUTO_TEST_SUITE(core_test)

BOOST_AUTO_TEST_CASE(sha256_of_the_standard_vectors) {
  // FIPS 180-4, examples of NIST: "", "abc".
  BOOST_TEST(core::Sha256Hex("") ==
             "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  BOOST_TEST(core::Sha256Hex("abc") ==
             "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

BOOST_AUTO_TEST_CASE(sha256_of_pieces_is_that_of_the_whole_and_begins_anew) {
  core::Sha256Stream stream;
  for (int round = 0; round < 2; ++round) {
    stream.Add("a");
    stream.Add("");
    stream.Add("bc");
    BOOST_TEST(stream.Finish() == core::Sha256Hex("abc"));
  }
  BOOST_TEST(stream.Finish() == core::Sha256Hex(""));
}

BOOST_AUTO_TEST_CASE(a_first_line_is_something_or_nothing) {
  const std::pair<const char*, const char*> kCases[] = {
      {"key\n", "key"}, {"key", "key"},  {"key\r\nother\n", "key"}, {" a b \n", " a b "},
      {"", nullptr},    {"\n", nullptr}, {"\r\nkey\n", nullptr},
  };
  for (const auto& [text, due] : kCases) {
    std::istringstream stream(text);
    const auto line = core::FirstLineOf(stream);
    BOOST_TEST(line.has_value() == (due != nullptr), text);
    if (line) BOOST_TEST(*line == due);
  }
  std::ifstream missing("/nonexistent/secret");
  BOOST_CHECK(!core::FirstLineOf(missing));
}

BOOST_AUTO_TEST_CASE(names_and_values_are_inverse) {
  for (int i = 1; i <= 6; ++i) {
    const auto type = static_cast<core::SourceType>(i);
    BOOST_CHECK(core::SourceTypeOf(core::Name(type)) == type);
  }
  for (int i = 0; i < 8; ++i) {
    const auto context = static_cast<core::Context>(i);
    BOOST_CHECK(core::ContextOf(core::Name(context)) == context);
  }
  for (std::size_t i = 0; i < core::kTagKinds; ++i) {
    const auto kind = static_cast<core::TagKind>(i);
    BOOST_CHECK(core::TagKindOf(core::Name(kind)) == kind);
  }
  for (std::size_t i = 1; i < core::kLanguages; ++i) {
    const auto language = static_cast<core::Language>(i);
    BOOST_CHECK(core::LanguageOf(core::Code(language)) == language);
  }
}

BOOST_AUTO_TEST_CASE(a_language_code_may_carry_subtags) {
  BOOST_CHECK(core::LanguageOf("kk-Latn") == core::Language::kKk);
  BOOST_CHECK(core::LanguageOf("RU_kz") == core::Language::kRu);
  BOOST_CHECK(core::LanguageOf("rus") == core::Language::kUnknown);
  BOOST_CHECK(core::LanguageOf("") == core::Language::kUnknown);
}

BOOST_AUTO_TEST_CASE(only_an_implicated_special_body_keeps_an_item_out) {
  core::Classification classification;
  classification.countable = true;
  classification.tags.push_back({core::TagKind::kBody, "knb", core::Role::kActing, true, 1, {}});
  BOOST_TEST(classification.counts());
  classification.tags.push_back(
      {core::TagKind::kBody, "knb", core::Role::kImplicated, true, 1, {}});
  BOOST_TEST(!classification.counts());
}

BOOST_AUTO_TEST_CASE(expected_holds_a_value_or_a_reason) {
  const core::Expected<int> good = 7;
  const core::Expected<int> bad = core::Error{"why"};
  BOOST_TEST(good.has_value());
  BOOST_TEST(*good == 7);
  BOOST_TEST(!bad.has_value());
  BOOST_TEST(bad.error().message == "why");
  BOOST_TEST(bad.value_or(3) == 3);
}

BOOST_AUTO_TEST_CASE(foreign_text_cannot_steer_a_terminal) {
  BOOST_TEST(core::Printable("Пара\nалды\t🙂") == "Пара алды 🙂");
  BOOST_TEST(core::Printable("a\x1b[31mb\x7f") == "a\uFFFD[31mb\uFFFD");
  BOOST_TEST(core::Printable("\u202Eevil\u2066") == "\uFFFDevil\uFFFD");
  BOOST_TEST(core::Printable("\u0085\u2028x") == "\uFFFD x");
  // Overlong, surrogate, beyond U+10FFFF, cut off: one replacement per byte that begins nothing.
  BOOST_TEST(core::Printable("\xC0\x80|\xED\xA0\x80|\xF4\x90\x80\x80|\xD0") ==
             "\uFFFD\uFFFD|\uFFFD\uFFFD\uFFFD|\uFFFD\uFFFD\uFFFD\uFFFD|\uFFFD");
}

BOOST_AUTO_TEST_SUITE_END()
