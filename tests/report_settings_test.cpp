#include "config/report_settings.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "config/embedded.h"
#include "config/settings.h"
#include "tests/support/plain_spaces.h"
#include "tests/support/store_fixture.h"

using core::Language;
using monitor::Performer;
using test::Contains;

namespace {

void Write(const std::filesystem::path& file, const std::string& text) {
  std::ofstream(file, std::ios::binary) << text;
}

std::string Read(const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  return std::move(text).str();
}

Performer PerformerOf(const std::string& yaml, std::string& errors) {
  auto file = config::YamlFile::Parse("sholu.yaml", yaml);
  BOOST_REQUIRE(file);
  Performer performer;
  {
    config::YamlMap map = file->root().Map();
    performer = config::ReadPerformer(map.Optional("performer"));
  }
  errors.clear();
  for (const core::Error& error : file->errors()) errors += error.message + "\n";
  return performer;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(report_settings_test)

BOOST_AUTO_TEST_CASE(the_built_in_form_has_every_word_in_every_language) {
  const fixture::Folder empty;
  for (const Language language : {Language::kKk, Language::kRu, Language::kEn}) {
    const auto form = config::LoadReportForm(empty / "", language);
    BOOST_REQUIRE(form);
    for (const monitor::FormField& field : monitor::ReportFormFields()) {
      const std::string& text = *form.*field.field;
      BOOST_TEST(!text.empty(), field.name);
      // A name that a line may use and does not would be lost for the reader.
      for (const std::string_view name : field.placeholders) {
        BOOST_TEST(Contains(text, std::string("{").append(name).append("}")),
                   field.name << ": " << name);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(kazakh_and_russian_words_say_that_they_are_translations) {
  for (const core::EmbeddedFile& file : config::ReportFiles()) {
    const std::string_view first = file.content.substr(0, file.content.find('\n'));
    if (file.name == "kk.yaml") BOOST_TEST(Contains(first, "аударма"));
    if (file.name == "ru.yaml") BOOST_TEST(Contains(first, "перевод"));
  }
  BOOST_TEST(config::ReportFiles().size() == 3u);
}

BOOST_AUTO_TEST_CASE(the_operators_words_stand_instead_of_the_built_in_ones) {
  const fixture::Folder folder;
  Write(folder / "ru.yaml", "title: Справка\ntable: \"Табл. {number}: {title}\"\n");
  const auto form = config::LoadReportForm(folder / "", Language::kRu);
  BOOST_REQUIRE(form);
  BOOST_TEST(form->title == "Справка");
  BOOST_TEST(form->table == "Табл. {number}: {title}");
  BOOST_TEST(form->conclusions == "Выводы");
  BOOST_TEST(config::LoadReportForm(folder / "", Language::kEn)->conclusions == "Conclusions");
}

BOOST_AUTO_TEST_CASE(a_wrong_template_is_an_error_with_its_place) {
  const struct {
    const char *text, *error;
  } kCases[] = {
      {"title: x\ntable: \"{numbr}\"\n", "ru.yaml:2:8: table: unknown name {numbr}"},
      {"title: \"{period}\"\n", "ru.yaml:1:8: title: unknown name {period}"},
      {"table: \"{number\"\n", "a '{' without its '}'"},
      {"table: \"number}\"\n", "a '}' without its '{'"},
      {"table: \"{number:9999999}\"\n", "unknown name {number:9999999}"},
      {"table: \"{}\"\n", "unknown name {}"},
      {"table: \"{{number}}\"\n", "a '{' without its '}'"},
      {"titel: x\n", "ru.yaml:1:1: "},
      {"title: [x]\n", "ru.yaml:1:"},
      {"title: [x\n", "ru.yaml:"},
  };
  for (const auto& [text, error] : kCases) {
    const fixture::Folder folder;
    Write(folder / "ru.yaml", text);
    const auto form = config::LoadReportForm(folder / "", Language::kRu);
    BOOST_TEST_REQUIRE(!form.has_value(), text);
    BOOST_TEST(Contains(form.error().front().message, error), form.error().front().message);
  }
}

BOOST_AUTO_TEST_CASE(reads_who_carries_out_the_monitoring) {
  std::string errors;
  const Performer other = PerformerOf(
      "performer: {kind: other, subject: public_association, name: {kk: А, ru: Б}, email: a@b.kz}",
      errors);
  BOOST_TEST(errors == "");
  BOOST_TEST((other.kind == Performer::Kind::kOther));
  BOOST_TEST((other.subject == Performer::Subject::kPublicAssociation));
  BOOST_TEST(other.name.In(Language::kKk) == "А");
  BOOST_TEST(other.name.In(Language::kEn) == "Б");
  BOOST_TEST(PerformerOf("performer: {kind: authorised, name: Один}", errors).name.kk == "Один");
  BOOST_TEST(errors == "");
  BOOST_TEST((PerformerOf("performer:\n", errors).kind == Performer::Kind::kUnknown));
  BOOST_TEST(errors == "");
  PerformerOf("performer: {kind: ministry}", errors);
  BOOST_TEST(Contains(errors, "sholu.yaml:1:"));
  PerformerOf("performer: {kind: authorised, subject: individual}", errors);
  BOOST_TEST(Contains(errors, "only a performer of kind 'other'"));
  PerformerOf("performer: {kind: other, adress: x}", errors);
  BOOST_TEST(Contains(errors, "adress"));
}

BOOST_AUTO_TEST_CASE(a_lexicon_that_is_not_the_programs_own_is_left_as_a_whole) {
  const fixture::Folder folder;
  BOOST_REQUIRE(config::WriteWorkspace(folder / ""));
  const auto again = [&folder] {
    const auto written = config::WriteWorkspace(folder / "");
    BOOST_REQUIRE(written);
    return written->size();
  };
  BOOST_TEST(again() == 0U);
  // One that a kill left unfinished is finished.
  std::filesystem::remove(folder / "lexicon/acts_ask.yaml");
  BOOST_TEST(again() == 1U);
  BOOST_TEST(std::filesystem::exists(folder / "lexicon/acts_ask.yaml"));
  std::filesystem::rename(folder / "lexicon/acts_ask.yaml", folder / "lexicon/older.yaml");
  BOOST_TEST(again() == 0U);
  BOOST_TEST(!std::filesystem::exists(folder / "lexicon/acts_ask.yaml"));
  std::filesystem::remove(folder / "lexicon/older.yaml");
  std::ofstream(folder / "registry/bodies.yaml", std::ios::app) << "# ours\n";
  std::filesystem::remove(folder / "registry/regions.yaml");
  BOOST_TEST(again() == 1U, "the lexicon's");
  BOOST_TEST(!std::filesystem::exists(folder / "registry/regions.yaml"));
}

// What is commented out shows the value used without it.
BOOST_AUTO_TEST_CASE(a_new_workspace_shows_the_defaults_of_the_rules) {
  const fixture::Folder folder;
  BOOST_REQUIRE(config::WriteWorkspace(folder / ""));
  BOOST_TEST(std::filesystem::exists(folder / "report/kk.yaml"));
  const auto as_written = config::LoadSettings(folder / "");
  BOOST_REQUIRE(as_written);
  BOOST_TEST(as_written->rules.authorised_body_is_default);
  BOOST_TEST((as_written->report == folder / "report"));

  std::string text = Read(folder / "sholu.yaml");
  const std::size_t rules = text.find("\nrules:\n");
  BOOST_REQUIRE(rules != std::string::npos);
  const std::size_t end = std::min(text.find("\n\n", rules), text.size());
  std::istringstream lines(text.substr(rules, end - rules));
  std::string uncommented;
  for (std::string line; std::getline(lines, line);) {
    const bool value = line.starts_with("  # legal_basis") || line.starts_with("  # authorised") ||
                       line.starts_with("  #   ");
    if (value) line.erase(2, 2);
    uncommented.append(line).append("\n");
  }
  Write(folder / "sholu.yaml", text.substr(0, rules) + uncommented + text.substr(end));
  const auto uncommented_settings = config::LoadSettings(folder / "");
  BOOST_REQUIRE(uncommented_settings);
  const monitor::LegalFrame& frame = uncommented_settings->rules;
  BOOST_TEST((frame.legal_basis == monitor::LegalFrame::Default().legal_basis));
  BOOST_TEST((frame.authorised_body == monitor::LegalFrame::Default().authorised_body));
  BOOST_TEST(!frame.authorised_body_is_default);
}

BOOST_AUTO_TEST_SUITE_END()
