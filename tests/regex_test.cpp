#include "classify/regex.h"

#include <boost/test/unit_test.hpp>

namespace {

core::Expected<classify::Regex> Parse(std::string text) {
  classify::Pattern pattern;
  pattern.language = core::Language::kRu;
  pattern.text = std::move(text);
  pattern.place = {"r.yaml", 3, 7};
  return classify::ParseRegex(pattern);
}

std::string ErrorOf(const std::string& text) {
  const auto regex = Parse(text);
  return regex ? "" : regex.error().message;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(regex_test)

BOOST_AUTO_TEST_CASE(letters_become_bytes_of_the_stream) {
  const auto regex = Parse("а[б-г]\\d");
  BOOST_REQUIRE(regex);
  BOOST_TEST(regex->expression == "\\x80[\\x81-\\x83][\\x30-\\x39]");
  BOOST_TEST(Parse("ё")->expression == Parse("е")->expression);
}

BOOST_AUTO_TEST_CASE(the_most_a_match_takes_is_known) {
  const struct {
    const char* text;
    std::uint32_t bytes, tokens;
  } kCases[] = {{"abc", 3, 1},
                {"a{2,5}b?", 6, 1},
                {"(a|bcd) e", 5, 2},
                {"(?:a ){3}b", 7, 4},
                {"(a{3}){4}", 12, 1}};
  for (const auto& [text, bytes, tokens] : kCases) {
    const auto regex = Parse(text);
    BOOST_REQUIRE_MESSAGE(regex, text);
    BOOST_TEST(regex->max_bytes == bytes, text);
    BOOST_TEST(regex->max_tokens == tokens, text);
  }
}

BOOST_AUTO_TEST_CASE(a_wrong_expression_is_named_with_place_and_hint) {
  const std::pair<const char*, const char*> cases[] = {
      {"да*", "r.yaml:3:9: '*' has no bound"},
      {"да+", "r.yaml:3:9: '+' has no bound"},
      {"да{2,}", "r.yaml:3:9: a repetition without bound"},
      {"да{3,2}", "r.yaml:3:9: a wrong repetition"},
      {"да{0}", "r.yaml:3:9: a wrong repetition"},
      {"да{x}", "r.yaml:3:9: a wrong repetition"},
      {"a{2}{3}", "r.yaml:3:11: a repetition of a repetition"},
      {"^да", "r.yaml:3:7: an anchor '^'"},
      {"да$", "r.yaml:3:9: an anchor '$'"},
      {"?a", "r.yaml:3:7: nothing to repeat"},
      {"(?=a)", "r.yaml:3:7: a look around"},
      {"(?i)a", "r.yaml:3:7: a look around"},
      {"\\bда", "r.yaml:3:7: an unknown '\\b'"},
      {"(a)\\1", "r.yaml:3:10: an unknown '\\1'"},
      {"a\\", "r.yaml:3:8: nothing behind"},
      {"Да", "r.yaml:3:7: the stream has no 'Д'"},
      {"2,5", "r.yaml:3:8: the stream has no ','"},
      {"(да", "r.yaml:3:7: an open bracket"},
      {"да)", "r.yaml:3:9: an unexpected ')'"},
      {"[аб", "r.yaml:3:7: an open '['"},
      {"[]", "r.yaml:3:7: a class of nothing"},
      {"[^\\w\\W]", "r.yaml:3:7: a class of nothing"},
      {"[я-а]", "r.yaml:3:8: a wrong range"},
      {"(да)?", "r.yaml:3:7: it may match nothing"},
      {"", "r.yaml:3:7: it may match nothing"},
      {"a{60}b{60}", "r.yaml:3:7: matches of up to 120 characters, limit 100"},
      {"((a{90}){90}){90}", "r.yaml:3:7: matches of up to 729000 characters"},
      {"(a{90}|b{90}|c{90}|d{90}|e{90})", "r.yaml:3:7: too large: 450 characters"},
  };
  for (const auto& [text, start] : cases) {
    BOOST_TEST(ErrorOf(text).starts_with(start), text << " gave: " << ErrorOf(text));
  }
  BOOST_TEST(ErrorOf(std::string(100'000, '(')) != "");
  BOOST_TEST(ErrorOf("a{99999}{99999}") != "");
  BOOST_TEST(ErrorOf("\xFF\xFE") != "");
}

BOOST_AUTO_TEST_SUITE_END()
