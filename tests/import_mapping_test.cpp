#include "config/import_mapping.h"

#include <boost/test/unit_test.hpp>
#include <fstream>

#include "tests/support/store_fixture.h"

namespace {

core::Expected<std::vector<config::ImportMapping>, std::vector<core::Error>> Load(
    const std::string& content) {
  const fixture::Folder folder;
  std::ofstream(folder / "imports.yaml") << content;
  return config::LoadImportMappings(folder / "imports.yaml");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(import_mapping_test)

BOOST_AUTO_TEST_CASE(an_entry_is_read_in_full_and_written_as_it_is_read) {
  const auto mappings = Load(
      "imports:\n"
      "  - name: register\n"
      "    kind: appeals\n"
      "    files: \"reg-*.xlsx\"\n"
      "    source: eotinish\n"
      "    sheet: Өтініштер\n"
      "    header_row: 3\n"
      "    columns: {number: \"Рег. №\", text: Мазмұны}\n"
      "    number_from_content: true\n"
      "    personal: true\n"
      "  - name: form\n"
      "    kind: statistics\n"
      "    period: 2025\n"
      "    unit: \"%\"\n"
      "    indicator: \"Зарегистрировано: всего\"\n"
      "    columns: {region: Өңір, value: [\"2024\", \"2025\"]}\n");
  BOOST_REQUIRE(mappings);
  BOOST_REQUIRE_EQUAL(mappings->size(), 2u);
  const config::ImportMapping& first = mappings->front();
  BOOST_CHECK(first.kind == core::SourceType::kAppeal);
  BOOST_TEST(first.columns.size() == 2u);
  BOOST_TEST(first.columns[0].second == "Рег. №");
  BOOST_TEST(first.header_row == 3u);
  const config::ImportMapping& second = mappings->back();
  BOOST_REQUIRE_EQUAL(second.columns.size(), 3u);
  BOOST_TEST(second.columns[2].second == "2025");
  BOOST_REQUIRE(second.period);
  BOOST_TEST(core::ToString(second.period->to) == "2025-12-31");

  std::string written = "imports:\n";
  for (const auto& mapping : *mappings) written += config::ToYaml(mapping);
  const auto again = Load(written);
  BOOST_REQUIRE_MESSAGE(again, written);
  for (std::size_t i = 0; i < 2; ++i) {
    const auto &a = (*mappings)[i], &b = (*again)[i];
    BOOST_TEST(a.name == b.name);
    BOOST_CHECK(a.kind == b.kind);
    BOOST_TEST(a.files == b.files);
    BOOST_TEST(a.source == b.source);
    BOOST_TEST(a.sheet == b.sheet);
    BOOST_TEST(a.header_row == b.header_row);
    BOOST_CHECK(a.columns == b.columns);
    BOOST_TEST(a.number_from_content == b.number_from_content);
    BOOST_CHECK(a.personal == b.personal);
    BOOST_CHECK(a.period == b.period);
    BOOST_TEST(a.unit == b.unit);
    BOOST_TEST(a.indicator == b.indicator);
  }
}

BOOST_AUTO_TEST_CASE(mistakes_have_their_place_and_what_is_allowed) {
  const auto mappings = Load(
      "imports:\n"
      "  - {name: a, kind: letters}\n"
      "  - {name: a, kind: appeals, source: a/b, header_row: 0}\n"
      "  - {name: b, kind: surveys, period: soon}\n");
  BOOST_REQUIRE(!mappings);
  std::string all;
  for (const auto& error : mappings.error()) all += error.message + "\n";
  BOOST_TEST(all.find(":2:21: ") != std::string::npos, all);
  BOOST_TEST(all.find("appeals") != std::string::npos, all);
  BOOST_TEST(all.find(":3:12: the name 'a' is taken") != std::string::npos, all);
  BOOST_TEST(all.find("'a/b' is no name of a source") != std::string::npos, all);
  BOOST_TEST(all.find(":4:38: 'soon' is no period") != std::string::npos, all);
}

BOOST_AUTO_TEST_CASE(no_file_means_no_entries) {
  const auto mappings = config::LoadImportMappings("no/such/imports.yaml");
  BOOST_REQUIRE(mappings);
  BOOST_TEST(mappings->empty());
}

BOOST_AUTO_TEST_SUITE_END()
