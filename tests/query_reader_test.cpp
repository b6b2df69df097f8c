#include "app/query_reader.h"

#include <fmt/format.h>

#include <boost/test/unit_test.hpp>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "config/lexicon_loader.h"
#include "nlp/alphabet.h"
#include "store/query_syntax.h"
#include "tests/support/read_cases.h"

// What is asked of the store for what was typed, with the built-in lexicon: a term is its lemmas
// with '/' between them, a phrase "a b", near [a b]/3, and (a b), or (a | b), not -a, a prefix a*;
// what is sought in the title has title: before it; a condition is {...}.

namespace {

using core::Language;
using store::QueryNode;
using Kind = QueryNode::Kind;

const core::Zone& Almaty() {
  static const core::Zone zone = *core::Zone::Find("Asia/Almaty");
  return zone;
}

core::Expected<QueryNode> ReadNode(std::string_view typed) {
  static const nlp::Analyzer analyzer;
  static const app::Vocabulary vocabulary([] { return config::BuiltInLexicon(); });
  return app::ReadQuery(typed, analyzer, vocabulary, Language::kEn, Almaty());
}

std::string Dump(const store::TagSummary& tag) {
  const std::string role(core::Name(tag.role));
  return std::string(core::Name(tag.kind)) + " " + tag.id + (role.empty() ? "" : "/" + role);
}

std::string Dump(const store::Filter& filter) {
  std::string text;
  const auto add = [&](const std::string& part) {
    text.append(text.empty() ? "" : ", ").append(part);
  };
  for (const store::TagSummary& tag : filter.tags) add(Dump(tag));
  for (const auto& group : filter.any_tags) {
    std::string any;
    for (const store::TagSummary& tag : group)
      any.append(any.empty() ? "" : " | ").append(Dump(tag));
    add(any);
  }
  if (filter.source_type) add("type " + std::string(core::Name(*filter.source_type)));
  if (!filter.source.empty()) add("source " + filter.source);
  if (filter.language) add("lang " + std::string(core::Code(*filter.language)));
  if (filter.context) add("context " + std::string(core::Name(*filter.context)));
  if (filter.from) add("from " + core::ToUtcString(*filter.from));
  if (filter.to) add("to " + core::ToUtcString(*filter.to));
  if (filter.corruption) add(*filter.corruption ? "corruption" : "no corruption");
  if (filter.countable) add(*filter.countable ? "countable" : "not countable");
  if (filter.special) add(*filter.special ? "special" : "not special");
  return text;
}

std::string Dump(const QueryNode& node) {
  std::string parts, lemmas;
  for (const QueryNode& part : node.parts) {
    if (!parts.empty()) parts += node.kind == Kind::kOr ? " | " : " ";
    parts += Dump(part);
  }
  for (const std::string& lemma : node.lemmas) {
    lemmas.append(lemmas.empty() ? "" : "/").append(nlp::DecodeWord(lemma));
  }
  const std::string title = node.in_title ? "title:" : "";
  switch (node.kind) {
    case Kind::kAll:
      return "all";
    case Kind::kTerm:
      return fmt::format("{}{}", title, lemmas);
    case Kind::kPrefix:
      return fmt::format("{}{}*", title, lemmas);
    case Kind::kPhrase:
      return fmt::format("{}\"{}\"", title, parts);
    case Kind::kNear:
      return fmt::format("{}[{}]/{}", title, parts, node.distance);
    case Kind::kCondition:
      return fmt::format("{{{}}}", Dump(node.condition));
    case Kind::kNot:
      return fmt::format("-{}", parts);
    case Kind::kAnd:
    case Kind::kOr:
      return fmt::format("({})", parts);
  }
  return "";
}

std::string Read(std::string_view typed) {
  const auto node = ReadNode(typed);
  return node ? Dump(*node) : node.error().message;
}

void Check(const std::vector<fixture::ReadCase>& cases) {
  fixture::CheckReadings(cases, Read);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(query_reader_test)

BOOST_AUTO_TEST_CASE(a_word_stands_for_its_lemmas_in_texts_of_any_language) {
  Check({
      {"взятки", "взятка/взятки"},
      {"больнице взятки", "(больница/больнице взятка/взятки)"},
      {"параға", "пара"},
      {"алды", "ал/алды"},
      {"суда", "су/суд"},
      {"тендер-дің", "тендер"},
      {"COVID-19", "covid-19"},
      {"", "all"},
  });
}

BOOST_AUTO_TEST_CASE(kazakh_in_latin_or_arabic_letters_is_sought_in_cyrillic_too) {
  Check({
      {"sybailas jemqorlyq", "(сыбайлас/sybaila жемқорлық/jemqorlyq)"},
      {"sybaılas", "сыбайлас"},
      {"paraqorlyq", "парақорлық/paraqorlyq"},
      {"взятка OR para", "(взятка | para/пара)"},
      {"پارا", "пара"},
      {"para*", "(пара* | para*)"},
      {"жемкорлык", "жемқорлық/жемкорлык"},
  });
}

BOOST_AUTO_TEST_CASE(phrases_are_terms_one_behind_the_other) {
  Check({
      {"«откат за тендер»", "\"откат за тендер\""},
      {"\"откат, (за) тендеры!\"", "\"откат за тендер\""},
      {"\"откат\"", "откат"},
      {"т.б.", "\"т б\""},
      {"title:\"откат за тендер\"", "title:\"откат за тендер\""},
      {"title:откат", "title:откат"},
      {"title:отка*", "title:отка*"},
  });
}

BOOST_AUTO_TEST_CASE(near_takes_words_and_their_alternatives) {
  Check({
      {"врач near/5 деньги", "[врач деньги]/5"},
      {"врач near/2 (откат OR тендер) near/1 суд", "[врач откат/тендер суд]/3"},
      {"title:(врач near/2 откат)", "title:[врач откат]/2"},
      {"врач near/2 \"откат за тендер\"",
       "query, character 13: near takes single words and words with OR in brackets, all in the "
       "title or none: \"откат за тендер\" is none of these; join it with AND"},
      {"врач near/2 title:откат",
       "query, character 13: near takes single words and words with OR in brackets, all in the "
       "title or none: title:откат is none of these; join it with AND"},
      {"врач near/2 отка*",
       "query, character 13: near takes single words and words with OR in brackets, all in the "
       "title or none: отка* is none of these; join it with AND"},
      {"врач near/2 sphere:health",
       "query, character 13: near takes single words and words with OR in brackets, all in the "
       "title or none: sphere:health is none of these; join it with AND"},
  });
}

BOOST_AUTO_TEST_CASE(marks_beside_words_are_passed_over) {
  Check({
      {"откат - тендер", "(откат тендер)"},
      {"- откат 🙂", "откат"},
      {"откат OR -", "query, character 10: - has no letter or digit to search for: write a word"},
      {"-!!!", "query, character 2: !!! has no letter or digit to search for: write a word"},
      {"… !!!", "query, character 1: … has no letter or digit to search for: write a word"},
      {"\"?!\"", "query, character 1: \"?!\" has no letter or digit to search for: write a word"},
      {"??*", "query, character 1: ??* has no letter or digit to search for: write a word"},
      {"т.б*", "query, character 1: т.б* is more than one word: a * stands behind a single one"},
  });
}

BOOST_AUTO_TEST_CASE(fields_are_conditions) {
  Check({
      {"откат -(sphere:health OR регион:KZ-71)", "(откат -({sphere health} | {region KZ-71}))"},
      {"scheme:kickback offence:cc366", "({scheme kickback} {offence cc366})"},
      {"type:media source:dala lang:kk", "({type media} {source dala} {lang kk})"},
      {"context:conviction", "{context conviction}"},
      {"is:(corruption OR countable OR special)", "({corruption} | {countable} | {special})"},
      {"-is:special", "-{special}"},
      {"from:2026-01-01 to:2026-03-31", "({from 2025-12-31T19:00:00Z} {to 2026-03-31T19:00:00Z})"},
  });
}

BOOST_AUTO_TEST_CASE(a_body_is_any_of_its_succession) {
  Check({
      {"body:mon", "{body minpros | body mnvo | body mon}"},
      {"body:minpros", "{body minpros | body mon}"},
      {"body:acsa/implicated",
       "{body aca/implicated | body acsa/implicated | body acsaac/implicated | body "
       "mgs/implicated}"},
      {"body:minfin", "{body minfin}"},
  });
}

BOOST_AUTO_TEST_CASE(wrong_values_are_named_with_what_is_near) {
  Check({
      {"откат sphere:helth",
       "query, character 7: sphere:helth: no sphere has that id; did you "
       "mean health (Healthcare)?"},
      {"орган:minzdravv",
       "query, character 1: body:minzdravv: no body has that id; did you mean "
       "minzdrav (Ministry of Healthcare of the Republic of Kazakhstan)?"},
      {"body:minzdrav/x",
       "query, character 1: body:minzdrav/x: no such role: implicated, acting or named"},
      {"region:nowhere",
       "query, character 1: region:nowhere: no region has that id; they stand in registry/"},
      {"from:2026-02-30",
       "query, character 1: from:2026-02-30: no such day; write it as 2026-01-31"},
      {"type:paper",
       "query, character 1: type:paper: no such kind: statistics, appeal, report, "
       "survey, media or other"},
      {"lang:xx", "query, character 1: lang:xx: no such language: kk, ru or en"},
      {"context:x",
       "query, character 1: context:x: no such context: allegation, investigation, conviction, "
       "acquittal, prevention, policy, foreign or none"},
      {"is:true", "query, character 1: is:true: write corruption, countable or special"},
      {"откат OR",
       "query, character 7: nothing stands behind OR: write a word behind OR, or put "
       "it in quotation marks to search for it"},
  });
}

BOOST_AUTO_TEST_CASE(nodes_say_what_was_typed) {
  const auto node = ReadNode("title:\"откат за\" -тендер\u202E");
  BOOST_REQUIRE(node);
  BOOST_TEST(node->written == "title:\"откат за\" -тендер\uFFFD");
  BOOST_TEST(node->parts[0].written == "title:\"откат за\"");
  BOOST_TEST(node->parts[0].parts[1].written == "за");
  BOOST_TEST(node->parts[1].parts[0].written == "тендер\uFFFD");
}

BOOST_AUTO_TEST_CASE(a_query_of_words_alone_needs_no_lexicon) {
  const app::Vocabulary none([]() -> classify::Lexicon { throw std::runtime_error("read"); });
  const nlp::Analyzer analyzer;
  BOOST_TEST(
      app::ReadQuery("откат from:2026-01-01", analyzer, none, Language::kEn, Almaty()).has_value());
  BOOST_CHECK_THROW(app::ReadQuery("sphere:health", analyzer, none, Language::kEn, Almaty()),
                    std::runtime_error);
}

BOOST_AUTO_TEST_CASE(the_words_of_phrases_are_limited_too) {
  std::string phrase = "\"";
  for (std::size_t i = 0; i <= store::kMaxQueryNodes; ++i) phrase += "a ";
  BOOST_TEST(Read(phrase + "\"") ==
             "query, character 1: it has 1001 words and may have 1000: ask for less at once");
}

BOOST_AUTO_TEST_CASE(every_query_of_the_guides_can_be_read) {
  for (const char* const language : {"en", "ru", "kk"}) {
    std::ifstream file(SHOLU_TEST_DATA "/../../docs/SEARCH." + std::string(language) + ".md");
    BOOST_REQUIRE_MESSAGE(file, language);
    const std::string_view command = "    sholu search '";
    int queries = 0;
    for (std::string line; std::getline(file, line);) {
      if (!line.starts_with(command)) continue;
      const std::string query =
          line.substr(command.size(), line.find('\'', command.size()) - command.size());
      ++queries;
      const auto node = ReadNode(query);
      BOOST_TEST(node.has_value(), query << ": " << (node ? "" : node.error().message));
    }
    BOOST_TEST(queries == 10, language);
  }
}

BOOST_AUTO_TEST_CASE(every_query_of_the_help_can_be_read) {
  int queries = 0;
  std::istringstream lines{std::string(app::kQueryHelp)};
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("  ")) continue;
    const std::string query = line.substr(2, line.find("   ", 2) - 2);
    ++queries;
    const auto node = ReadNode(query);
    BOOST_TEST(node.has_value(), query << ": " << (node ? "" : node.error().message));
  }
  BOOST_TEST(queries == 12);
}

BOOST_AUTO_TEST_SUITE_END()
