#include "store/query_syntax.h"

#include <boost/test/unit_test.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/read_cases.h"

// What is typed as a tree: and (a b), or (a | b), near [a b]/3, not -a, word a, prefix a*, phrase
// "a b".

namespace {

using store::ParseQuery;
using store::QuerySyntax;
using Kind = QuerySyntax::Kind;

std::string Dump(const QuerySyntax& node, std::string_view typed) {
  std::string text;
  for (const QuerySyntax& part : node.parts) {
    if (!text.empty()) text += node.kind == Kind::kOr ? " | " : " ";
    text += Dump(part, typed);
  }
  const std::string field(Name(node.field));
  const std::string leaf = (field.empty() ? "" : field + ":");
  const std::string word(node.text.In(typed));
  switch (node.kind) {
    case Kind::kNothing:
      return "nothing";
    case Kind::kWord:
      return leaf + word;
    case Kind::kPrefix:
      return leaf + word + "*";
    case Kind::kPhrase:
      return leaf + "\"" + word + "\"";
    case Kind::kNear:
      return "[" + text + "]/" + std::to_string(node.distance);
    case Kind::kNot:
      return "-" + text;
    case Kind::kAnd:
    case Kind::kOr:
      return "(" + text + ")";
  }
  return "";
}

std::string Read(std::string_view typed) {
  const auto tree = ParseQuery(typed);
  return tree ? Dump(*tree, typed) : tree.error().message;
}

void Check(const std::vector<fixture::ReadCase>& cases) {
  fixture::CheckReadings(cases, Read);
}

std::string Times(std::string_view piece, std::size_t times) {
  std::string text;
  for (std::size_t i = 0; i < times; ++i) text += piece;
  return text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(query_syntax_test)

BOOST_AUTO_TEST_CASE(words_side_by_side_are_joined_by_and) {
  Check({
      {"взятка", "взятка"},
      {"больница взятка", "(больница взятка)"},
      {"a AND b", "(a b)"},
      {"a И b ЖӘНЕ c", "(a b c)"},
      {" \t a\n b\u00A0c ", "(a b c)"},
      {"", "nothing"},
      {" \t\n", "nothing"},
  });
}

BOOST_AUTO_TEST_CASE(operators_bind_not_then_near_then_and_then_or) {
  Check({
      {"a OR b", "(a | b)"},
      {"a ИЛИ b НЕМЕСЕ c | d || e", "(a | b | c | d | e)"},
      {"a|b", "(a | b)"},
      {"a b OR c d", "((a b) | (c d))"},
      {"a (b OR c) d", "(a (b | c) d)"},
      {"a -b", "(a -b)"},
      {"a NOT b НЕ c ЕМЕС d", "(a -b -c -d)"},
      {"a AND NOT b OR -c", "((a -b) | -c)"},
      {"-(a b)", "-(a b)"},
      {"NOT NOT a", "--a"},
      {"-\"a b\"", "-\"a b\""},
      {"a near/3 b", "[a b]/3"},
      {"a near/3 b c OR d", "(([a b]/3 c) | d)"},
      {"a рядом/2 b жақын/4 c", "[a b c]/6"},
      {"a NEAR/1 b Рядом/1 c ЖАҚЫН/1 d", "[a b c d]/3"},
      {"a near/3 (b OR c)", "[a (b | c)]/3"},
      {"-a near/3 b", "[-a b]/3"},
  });
}

BOOST_AUTO_TEST_CASE(what_is_in_lower_case_is_a_word) {
  Check({
      {"a or b", "(a or b)"},
      {"a и b или c", "(a и b или c)"},
      {"near a", "(near a)"},
      {"Or Не", "(Or Не)"},
  });
}

BOOST_AUTO_TEST_CASE(marks_within_words_belong_to_them) {
  Check({
      {"тендер-дің", "тендер-дің"},
      {"COVID-19 -тест", "(COVID-19 -тест)"},
      {"a - b", "(a - b)"},
      {"--a", "--a"},
      {"10:30", "10:30"},
      {"№5/2", "№5/2"},
      {"https://example.kz/a?b=c", "https://example.kz/a?b=c"},
      {"взятка: врач", "(взятка: врач)"},
      {"д'Арк", "д'Арк"},
  });
}

BOOST_AUTO_TEST_CASE(quotes_of_all_kinds_make_phrases) {
  Check({
      {"\"a b\"", "\"a b\""},
      {"«a \"b\" c»", "\"a \"b\" c\""},
      {"“a b”", "\"a b\""},
      {"„a b“", "\"a b\""},
      {"„a b\"", "\"a b\""},
      {"”a b”", "\"a b\""},
      {"\"a OR (b\" c", "(\"a OR (b\" c)"},
      {"a\"b c\"d", "(a \"b c\" d)"},
      {"\"5*5\"", "\"5*5\""},
  });
}

BOOST_AUTO_TEST_CASE(a_star_ends_the_beginning_of_a_word) {
  Check({
      {"взят*", "взят*"},
      {"вз**", "вз*"},
      {"(ab* | c)", "(ab* | c)"},
      {"в*",
       "query, character 2: a * needs at least two letters before it: write more of the "
       "word"},
      {"a *",
       "query, character 3: a * needs at least two letters before it: write more of the "
       "word"},
      {"взя*ка",
       "query, character 4: a * stands at the end of a word only: write the beginning "
       "before it"},
      {"\"a взят* b\"",
       "query, character 8: a phrase has whole words, in any of their forms: "
       "take the * out of it"},
      {"\"взят*\"",
       "query, character 6: a phrase has whole words, in any of their forms: take "
       "the * out of it"},
  });
}

BOOST_AUTO_TEST_CASE(fields_have_names_in_three_languages) {
  Check({
      {"sphere:health", "sphere:health"},
      {"сфера:health Сала:health SPHERE:health", "(sphere:health sphere:health sphere:health)"},
      {"орган:mh/acting с:2026-01-01 ДО:2026-02-01",
       "(body:mh/acting from:2026-01-01 to:2026-02-01)"},
      {"ӨҢІР:KZ-71 Тақырып:пара Құқықбұзушылық:cc366", "(region:KZ-71 title:пара offence:cc366)"},
      {"-body:mh", "-body:mh"},
      {"source:\"a b\"", "source:\"a b\""},
      {"sphere:(health OR -land)", "(sphere:health | -sphere:land)"},
      {"title:(a near/2 b \"c d\" ef*) g", "(([title:a title:b]/2 title:\"c d\" title:ef*) g)"},
      {"title:OR", "title:OR"},
      {"source:a:b", "source:a:b"},
      {"title:взят*", "title:взят*"},
  });
}

BOOST_AUTO_TEST_CASE(errors_name_the_place_and_what_to_do) {
  Check({
      {"взятка \"откат за",
       "query, character 8: the quotation mark is not closed: write \" where "
       "the phrase ends"},
      {"«a", "query, character 1: the quotation mark is not closed: write » where the phrase ends"},
      {"„a», b",
       "query, character 1: the quotation mark is not closed: write ” where the phrase "
       "ends"},
      {"a» b", "query, character 2: no phrase ends here: write « where it begins"},
      {"a \"\"",
       "query, character 3: there is nothing between these quotation marks: write a word "
       "or take them out"},
      {"a (b OR c", "query, character 3: the bracket is not closed: write ) where it ends"},
      {"a (", "query, character 3: the bracket is not closed: write ) where it ends"},
      {"a) b", "query, character 2: this bracket closes nothing: take it out or write ( before it"},
      {")", "query, character 1: this bracket closes nothing: take it out or write ( before it"},
      {"a ()",
       "query, character 3: there is nothing between these brackets: write something or "
       "take them out"},
      {"врач OR",
       "query, character 6: nothing stands behind OR: write a word behind OR, or put it "
       "in quotation marks to search for it"},
      {"a | | b",
       "query, character 3: nothing stands behind |: write a word behind |, or put it "
       "in quotation marks to search for it"},
      {"ИЛИ a",
       "query, character 1: nothing stands before ИЛИ: write a word before ИЛИ, or put it "
       "in quotation marks to search for it"},
      {"a (AND b)",
       "query, character 4: nothing stands before AND: write a word before AND, or "
       "put it in quotation marks to search for it"},
      {"a NOT",
       "query, character 3: nothing stands behind NOT: write a word behind NOT, or put it "
       "in quotation marks to search for it"},
      {"near/3 a",
       "query, character 1: nothing stands before near/3: write a word before near/3, "
       "or put it in quotation marks to search for it"},
      {"a near/3",
       "query, character 3: nothing stands behind near/3: write a word behind near/3, "
       "or put it in quotation marks to search for it"},
      {"a near/ b", "query, character 3: near/: write how many words apart, 1 to 1000: near/3"},
      {"a near/0 b", "query, character 3: near/0: write how many words apart, 1 to 1000: near/3"},
      {"a near/99999999999999999999 b",
       "query, character 3: near/99999999999999999999: write how "
       "many words apart, 1 to 1000: near/3"},
      {"a near/600 b near/600 c",
       "query, character 14: the distances of a chain add up to at most "
       "1000 words: ask for less"},
      {"sfere:health",
       "query, character 1: there is no field sfere: take one of title, sphere, "
       "body, scheme, offence, region, source, type, lang, context, from, to, is, label, "
       "or put the words in quotation marks"},
      {"a sphere: health",
       "query, character 3: sphere: has no value: write it right after the colon, without a space"},
      {"title:-a",
       "query, character 7: to leave something out write -title: with the value behind "
       "it"},
      {"body:mh*", "query, character 6: * stands behind words only: write the whole value of body"},
      {"body:(a near/2 b)", "query, character 9: near stands between words: body takes values"},
      {"title:(a body:b)",
       "query, character 10: the brackets behind title: hold values of it: "
       "close them before body:"},
  });
}

BOOST_AUTO_TEST_CASE(nodes_know_the_bytes_they_were_typed_as) {
  const std::string_view typed = "я title:\"a b\" (c OR dd*)";
  const auto tree = ParseQuery(typed);
  BOOST_REQUIRE(tree);
  BOOST_REQUIRE_EQUAL(tree->parts.size(), 3U);
  BOOST_TEST(tree->written.In(typed) == typed);
  BOOST_TEST(tree->parts[1].written.In(typed) == "title:\"a b\"");
  BOOST_TEST(tree->parts[1].text.In(typed) == "a b");
  BOOST_TEST(tree->parts[2].written.In(typed) == "(c OR dd*)");
  BOOST_TEST(tree->parts[2].parts[1].written.In(typed) == "dd*");
}

BOOST_AUTO_TEST_CASE(size_depth_and_number_of_words_are_limited) {
  BOOST_TEST(Read(std::string(store::kMaxQueryBytes, ' ')) == "nothing");
  BOOST_TEST(Read(std::string(store::kMaxQueryBytes + 1, 'a')) ==
             "query, character 65537: a query ends after 64 KiB: ask for less at once");
  BOOST_TEST(Read(Times("(", 64) + "a" + Times(")", 64)) == "a");
  BOOST_TEST(Read(Times("(", 65) + "a" + Times(")", 65)) ==
             "query, character 65: brackets and negations are nested at most 64 deep: use fewer");
  BOOST_TEST(Read(Times("NOT ", 65) + "a") ==
             "query, character 257: brackets and negations are nested at most 64 deep: use fewer");
  BOOST_TEST(ParseQuery(Times("a ", store::kMaxQueryNodes - 1)).has_value());
  BOOST_TEST(Read(Times("a ", store::kMaxQueryNodes + 1)) ==
             "query, character 2001: a query has at most 1000 words and operators: ask for less at "
             "once");
}

BOOST_AUTO_TEST_CASE(hostile_bytes_give_a_tree_or_one_line) {
  const std::string_view pieces[] = {
      "\xFF", "\xE2\x80", "\"",  "«", "(", "-", "*", ":", "near/", "OR ", std::string_view("\0", 1),
      "a:",   "title:",   "\xD2"};
  for (const std::string_view first : pieces) {
    for (const std::string_view second : pieces) {
      const std::string typed = Times(std::string(first) + std::string(second), 8000);
      const auto tree = ParseQuery(typed);
      if (tree) continue;
      BOOST_TEST(tree.error().message.size() < 500U);
      BOOST_TEST(tree.error().message.find('\n') == std::string::npos);
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
