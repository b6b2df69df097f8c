#include "classify/bodies.h"

#include <boost/test/unit_test.hpp>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "classify/classifier.h"
#include "config/lexicon_loader.h"
#include "core/time.h"
#include "nlp/analyzer.h"

// The built-in registry on the texts of tests/data/bodies: what is named, by its inflected forms,
// by the grammar of offices, on which date, where, and in which role.

namespace {

struct Case {
  std::string where, date, text, bodies, regions;
};

std::vector<Case> CasesOf(const std::string& name) {
  std::ifstream file(SHOLU_TEST_DATA "/bodies/" + name);
  BOOST_REQUIRE_MESSAGE(file, name);
  std::vector<Case> cases;
  std::string line;
  for (int number = 1; std::getline(file, line); ++number) {
    if (line.empty() || line.front() == '#') continue;
    Case test;
    test.where = name + ":" + std::to_string(number);
    std::istringstream fields(line);
    std::getline(fields, test.date, '\t');
    std::getline(fields, test.text, '\t');
    std::getline(fields, test.bodies, '\t');
    std::getline(fields, test.regions, '\t');
    BOOST_REQUIRE_MESSAGE(!test.regions.empty(), test.where);
    cases.push_back(std::move(test));
  }
  BOOST_REQUIRE(!cases.empty());
  return cases;
}

const nlp::Analyzer& Analyzer() {
  static const nlp::Analyzer analyzer;
  return analyzer;
}

const classify::Classifier& BuiltIn() {
  static const auto classifier = [] {
    auto compiled = classify::Classifier::Compile(config::BuiltInLexicon(), Analyzer(), {});
    if (!compiled) BOOST_FAIL(compiled.error().front().message);
    return std::move(*compiled);
  }();
  return *classifier;
}

core::Classification Classify(const Case& test) {
  nlp::Analyzer::Scratch scratch;
  core::NormalizedText title, text;
  Analyzer().Analyze("", core::Language::kUnknown, scratch, title);
  Analyzer().Analyze(test.text, core::Language::kUnknown, scratch, text);
  classify::Classifier::Scratch memory(BuiltIn());
  return BuiltIn().Classify({"article", core::ParseDay(test.date), "", test.text, title, text},
                            memory);
}

void Expect(const std::string& file) {
  for (const Case& test : CasesOf(file)) {
    const bool roles = test.bodies.find(':') != std::string::npos;
    std::string bodies, regions;
    for (const core::Tag& tag : Classify(test).tags) {
      if (tag.kind != core::TagKind::kBody && tag.kind != core::TagKind::kRegion) continue;
      std::string& list = tag.kind == core::TagKind::kBody ? bodies : regions;
      if (!list.empty()) list.push_back(' ');
      list.append(tag.id);
      if (tag.kind == core::TagKind::kBody && roles) {
        list.push_back(':');
        list.append(core::Name(tag.role));
      }
    }
    if (bodies.empty()) bodies.push_back('-');
    if (regions.empty()) regions.push_back('-');
    BOOST_TEST_CONTEXT(test.where << " " << test.text) {
      BOOST_TEST(bodies == test.bodies);
      BOOST_TEST(regions == test.regions);
    }
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(bodies_test)

BOOST_AUTO_TEST_CASE(a_body_is_found_by_every_form_of_its_names) {
  Expect("names.tsv");
}
BOOST_AUTO_TEST_CASE(a_head_word_and_its_field_name_an_office) {
  Expect("offices.tsv");
}
BOOST_AUTO_TEST_CASE(a_name_means_the_body_of_the_day_of_the_event) {
  Expect("dates.tsv");
}
BOOST_AUTO_TEST_CASE(a_district_or_town_means_its_region) {
  Expect("localities.tsv");
}
BOOST_AUTO_TEST_CASE(roles_tell_where_the_wrongdoing_is) {
  Expect("roles.tsv");
}

BOOST_AUTO_TEST_CASE(the_registry_is_large_and_hangs_together) {
  const classify::Lexicon& lexicon = BuiltIn().lexicon();
  const classify::Registry registry(lexicon);
  std::set<std::string> names;
  for (const classify::Body& body : lexicon.bodies) {
    BOOST_TEST_CONTEXT(body.id) {
      names.insert({body.kk, body.ru, body.en});
      for (const auto& alias : body.aliases) names.insert(alias.text);
      BOOST_TEST(!registry.IsPartOf(body, body));
      BOOST_TEST((!body.valid_from || !body.valid_to || *body.valid_from < *body.valid_to));
      // The day of an end may be open, an end without successor is not.
      BOOST_TEST((!body.valid_to || !body.successors.empty()));
      for (const std::string& successor : body.successors) {
        const auto& from = registry.Find(successor)->valid_from;
        BOOST_TEST((!from || !body.valid_to || *from <= *body.valid_to + std::chrono::days(31)));
      }
    }
  }
  for (const auto& family : lexicon.families) {
    for (const auto& alias : family.aliases) names.insert(alias.text);
  }
  BOOST_TEST(lexicon.bodies.size() + names.size() >= 2'500u);
  BOOST_TEST(lexicon.localities.size() >= 280u);
}

BOOST_AUTO_TEST_SUITE_END()
