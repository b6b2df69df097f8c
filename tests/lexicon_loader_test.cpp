#include "config/lexicon_loader.h"

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>

#include "config/embedded.h"

namespace {

classify::Lexicon ParseOrFail(std::string_view text) {
  const auto lexicon = config::ParseLexicon({{"a.yaml", text}});
  if (!lexicon) BOOST_FAIL(lexicon.error().front().message);
  return *lexicon;
}

std::vector<std::string> ErrorsOf(std::string_view text) {
  const auto lexicon = config::ParseLexicon({{"a.yaml", text}});
  std::vector<std::string> messages;
  if (lexicon) return messages;
  for (const auto& error : lexicon.error()) messages.push_back(error.message);
  return messages;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(lexicon_loader_test)

BOOST_AUTO_TEST_CASE(a_rule_is_read_in_full) {
  const auto lexicon = ParseOrFail(
      "rules:\n"
      "  - id: r1\n"
      "    title: A rule\n"
      "    why: It is one.\n"
      "    version: 3\n"
      "    weight: 0.5\n"
      "    emits: [{act: true}, {context: investigation, episode: true}]\n"
      "    match:\n"
      "      kk: пара\n"
      "      ru: [взятка, \"дать ~2 взятка\"]\n"
      "    regex: {ru: '\\d{3} тг'}\n"
      "    field: title\n"
      "    same: paragraph\n"
      "    in_order: true\n"
      "    require:\n"
      "      - {within: 7, where: after, kk: ақша, ru: [деньги, сумма]}\n"
      "      - {within: document, any: тенге}\n"
      "    forbid: {ru: карты}\n"
      "    examples:\n"
      "      match: [\"Взятка.\"]\n"
      "      no_match: [\"Взвод.\"]\n");
  BOOST_REQUIRE_EQUAL(lexicon.rules.size(), 1u);
  const auto& rule = lexicon.rules.front();
  BOOST_TEST(rule.version == 3u);
  BOOST_TEST(rule.weight == 0.5F);
  BOOST_REQUIRE_EQUAL(rule.emits.size(), 2u);
  BOOST_TEST(rule.emits[0].act);
  BOOST_CHECK(rule.emits[1].context == core::Context::kInvestigation);
  BOOST_REQUIRE_EQUAL(rule.patterns.size(), 4u);
  BOOST_CHECK(rule.patterns[0].language == core::Language::kKk);
  BOOST_TEST(rule.patterns[2].place.ToString() == "a.yaml:10:21");
  BOOST_TEST(!rule.patterns[2].regex);
  BOOST_TEST(rule.patterns[3].regex);
  BOOST_TEST(rule.patterns[3].text == "\\d{3} тг");
  BOOST_TEST(rule.why == "It is one.");
  BOOST_TEST(rule.examples.no_match.front() == "Взвод.");
  const auto& conditions = rule.conditions;
  BOOST_CHECK(conditions.field == core::Field::kTitle);
  BOOST_CHECK(conditions.same == classify::Scope::kParagraph);
  BOOST_TEST(conditions.in_order);
  BOOST_REQUIRE_EQUAL(conditions.guards.size(), 3u);
  const auto& near = conditions.guards[0];
  BOOST_TEST(near.tokens == 7u);
  BOOST_CHECK(near.side == classify::Guard::Side::kAfter);
  BOOST_TEST(near.patterns.size() == 3u);
  BOOST_TEST(near.place.ToString() == "a.yaml:16:9");
  BOOST_TEST(conditions.guards[1].tokens == 0u);
  BOOST_CHECK(conditions.guards[1].scope == classify::Scope::kDocument);
  BOOST_TEST(!conditions.guards[1].forbid);
  const auto& forbidden = conditions.guards[2];
  BOOST_TEST(forbidden.forbid);
  BOOST_CHECK(forbidden.scope == classify::Scope::kSentence);
  BOOST_CHECK(forbidden.side == classify::Guard::Side::kAround);
}

BOOST_AUTO_TEST_CASE(terms_make_their_own_rules) {
  const auto lexicon = ParseOrFail(
      "spheres:\n"
      "  - id: health\n"
      "    name: {kk: а, ru: б, en: c}\n"
      "    strong: {ru: [поликлиника]}\n"
      "    weak: {ru: [врач]}\n"
      "schemes:\n"
      "  - id: bribe\n"
      "    sphere: health\n"
      "    name: {kk: а, ru: б, en: c}\n"
      "    offences: [cc366]\n"
      "    states: {ru: [взятка]}\n"
      "    signs: {ru: [койка]}\n");
  BOOST_TEST(lexicon.terms.size() == 2u);
  BOOST_REQUIRE_EQUAL(lexicon.rules.size(), 4u);
  BOOST_TEST(lexicon.rules[0].id == "sphere.health");
  BOOST_TEST(lexicon.rules[1].id == "sphere.health.weak");
  BOOST_TEST(lexicon.rules[2].id == "scheme.bribe");
  BOOST_TEST(lexicon.rules[2].emits[0].act);
  BOOST_TEST(lexicon.rules[2].emits[1].id == "cc366");
  BOOST_TEST(lexicon.rules[3].id == "scheme.bribe.sign");
  BOOST_TEST(!lexicon.rules[3].emits[0].act);
}

BOOST_AUTO_TEST_CASE(a_family_gives_one_body_per_member) {
  const auto lexicon = ParseOrFail(
      "families:\n"
      "  - id: police\n"
      "    kind: territorial\n"
      "    spheres: [police]\n"
      "    acting: true\n"
      "    aliases: {ru: [полиция]}\n"
      "    members:\n"
      "      - {id: police_a, region: KZ-10, name: {kk: а, ru: б, en: c}}\n"
      "      - {id: police_b, region: KZ-11, name: {kk: а, ru: б, en: c}}\n");
  BOOST_REQUIRE_EQUAL(lexicon.bodies.size(), 2u);
  BOOST_TEST(lexicon.bodies[1].family == "police");
  BOOST_TEST(lexicon.bodies[1].region == "KZ-11");
  BOOST_TEST(lexicon.bodies[1].acting);
  // A name in Russian is looked for in Kazakh sentences, too.
  BOOST_TEST(lexicon.families.front().aliases.size() == 2u);
}

BOOST_AUTO_TEST_CASE(all_mistakes_of_a_file_are_listed) {
  const auto errors = ErrorsOf(
      "rules:\n"
      "  - id: r1\n"
      "    emits: [{contxt: none}]\n"
      "    match: {ru: [взятка, \"дать ~0 взятка\"]}\n"
      "    require: {within: 0, ru: сумма}\n"
      "    forbid: [{within: line, where: above}]\n"
      "bodys: []\n");
  BOOST_REQUIRE_EQUAL(errors.size(), 9u);
  BOOST_TEST(errors[0] == "a.yaml:2:5: the key 'title' is missing");
  BOOST_TEST(errors[1] == "a.yaml:2:5: the key 'why' is missing");
  BOOST_TEST(errors[2].starts_with("a.yaml:3:14: the key 'contxt' is unknown; allowed: sphere"));
  BOOST_TEST(errors[3].starts_with("a.yaml:5:23: "));
  BOOST_TEST(errors[4].starts_with("a.yaml:6:14: a guard without patterns"));
  BOOST_TEST(errors[5] ==
             "a.yaml:6:23: 'line' is no window; allowed: 1 to 100 (tokens), sentence, paragraph, "
             "document");
  BOOST_TEST(errors[6].starts_with("a.yaml:6:36: "));
  BOOST_TEST(errors[7].starts_with("a.yaml:7:1: the key 'bodys' is unknown"));
  BOOST_TEST(errors[8].starts_with("a.yaml:4:32: a wrong gap in the pattern 'дать ~0 взятка'"));
}

BOOST_AUTO_TEST_CASE(a_folder_without_lexicon_is_an_error) {
  const auto lexicon = config::LoadLexicon("no/such/folder");
  BOOST_REQUIRE(!lexicon);
  BOOST_TEST(lexicon.error().front().message.starts_with("no/such/folder: no lexicon here"));
}

BOOST_AUTO_TEST_CASE(a_workspace_with_the_built_in_files_has_the_built_in_lexicon) {
  const auto folder =
      std::filesystem::temp_directory_path() / ("sholu_lexicon_test_" + std::to_string(getpid()));
  std::filesystem::create_directories(folder / "lexicon");
  for (const auto& file : config::LexiconFiles()) {
    std::ofstream(folder / "lexicon" / file.name, std::ios::binary) << file.content;
  }
  for (const auto& file : config::RegistryFiles()) {
    std::ofstream(folder / file.name, std::ios::binary) << file.content;
  }
  const auto loaded = config::LoadLexicon(folder / "lexicon");
  std::filesystem::remove_all(folder);
  BOOST_REQUIRE(loaded);
  const auto built_in = config::BuiltInLexicon();
  BOOST_TEST(loaded->version == built_in.version);
  BOOST_TEST(loaded->version.size() == 16u);
  BOOST_TEST(loaded->rules.size() == built_in.rules.size());
  BOOST_TEST(loaded->bodies.size() == built_in.bodies.size());
}

BOOST_AUTO_TEST_CASE(every_region_has_a_population_by_year) {
  for (const auto& region : config::BuiltInLexicon().regions) {
    BOOST_TEST_CONTEXT(region.id) {
      BOOST_REQUIRE(!region.population.empty());
      for (const auto& [year, people] : region.population) {
        BOOST_TEST(year >= 2022);
        BOOST_TEST(people > 200'000u);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(a_population_wants_years_and_people) {
  const auto errors = ErrorsOf(
      "regions:\n"
      "  - {id: KZ-99, name: {kk: a, ru: b, en: c}, aliases: {ru: [b]}, population: {soon: 5, "
      "2024: -1}}\n");
  BOOST_REQUIRE_EQUAL(errors.size(), 2u);
  BOOST_TEST(errors[0].find("'soon' is no year") != std::string::npos);
  BOOST_TEST(errors[1].find("-1") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
