#include "monitor/table_file.h"

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "crawler/zip_file.h"
#include "tests/support/store_fixture.h"

using monitor::TableFile;
using monitor::TableFormat;

namespace {

std::string Bytes(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

const std::vector<monitor::TableColumn> kColumns = {{"Номер"}, {"Күні"}, {"Text \"A\""}};

void Write(const std::filesystem::path& path, TableFormat format) {
  auto file = TableFile::Create(path, format, "Лист", kColumns);
  BOOST_REQUIRE(file);
  BOOST_REQUIRE(
      (*file)->AddRow({std::int64_t{-7}, *core::ParseDay("2025-03-14"), "Сұрақ; \"иә\"\nекі"}));
  BOOST_REQUIRE((*file)->AddRow({std::int64_t{8}, "", "=HYPERLINK(\"http://x\")"}));
  BOOST_TEST(!std::filesystem::exists(path));  // not before it is whole
  BOOST_REQUIRE((*file)->Finish());
}

std::size_t FilesIn(const std::filesystem::path& folder) {
  return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder),
                                                std::filesystem::directory_iterator()));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(table_file_test)

BOOST_AUTO_TEST_CASE(csv_opens_in_a_spreadsheet_and_holds_no_formula) {
  const fixture::Folder folder;
  Write(folder / "a.csv", TableFormat::kCsv);
  BOOST_TEST(Bytes(folder / "a.csv") ==
             "\xEF\xBB\xBF\"Номер\";\"Күні\";\"Text \"\"A\"\"\"\r\n"
             "-7;2025-03-14;\"Сұрақ; \"\"иә\"\"\nекі\"\r\n"
             "8;\"\";\"'=HYPERLINK(\"\"http://x\"\")\"\r\n");
  BOOST_TEST(FilesIn(folder / "") == 1U);
  for (const std::string dangerous : {"+7 777", "-1", "@x", "\tx", "\rx"}) {
    BOOST_TEST(monitor::CsvCell(dangerous) == "\"'" + dangerous + "\"");
  }
  BOOST_TEST(monitor::CsvCell("1-2=+") == "\"1-2=+\"");
}

BOOST_AUTO_TEST_CASE(xlsx_has_texts_numbers_and_days_and_no_formula) {
  const fixture::Folder folder;
  Write(folder / "a.xlsx", TableFormat::kXlsx);
  const auto zip = crawler::ZipFile::Open(folder / "a.xlsx");
  BOOST_REQUIRE(zip);
  auto member = zip->Member("xl/worksheets/sheet1.xml");
  BOOST_REQUIRE(member);
  const std::string sheet = *(*member)->ReadAll(1u << 20);
  BOOST_TEST(sheet.find("<f>") == std::string::npos);
  BOOST_TEST(sheet.find("=HYPERLINK(") != std::string::npos);
  BOOST_TEST(sheet.find("<v>-7</v>") != std::string::npos);
  BOOST_TEST(sheet.find("<v>45730</v>") != std::string::npos);  // 2025-03-14
  BOOST_TEST(sheet.find("<autoFilter ref=\"A1:C3\"") != std::string::npos);
  BOOST_TEST(sheet.find("<row r=\"2\" ht=\"30\"") != std::string::npos);  // two lines
  BOOST_TEST(FilesIn(folder / "") == 1U);
}

BOOST_AUTO_TEST_CASE(an_unfinished_file_leaves_nothing_behind) {
  const fixture::Folder folder;
  for (const TableFormat format : {TableFormat::kCsv, TableFormat::kXlsx}) {
    auto file = TableFile::Create(folder / "a", format, "s", kColumns);
    BOOST_REQUIRE(file);
    BOOST_REQUIRE((*file)->AddRow({"x", "y", "z"}));
  }
  BOOST_TEST(FilesIn(folder / "") == 0U);
}

BOOST_AUTO_TEST_CASE(an_older_file_stays_until_the_new_one_is_whole) {
  const fixture::Folder folder;
  std::ofstream(folder / "a.csv") << "old";
  auto file = TableFile::Create(folder / "a.csv", TableFormat::kCsv, "s", kColumns);
  BOOST_TEST(Bytes(folder / "a.csv") == "old");
  BOOST_REQUIRE((*file)->Finish());
  BOOST_TEST(Bytes(folder / "a.csv") != "old");
}

BOOST_AUTO_TEST_CASE(a_folder_that_is_not_there_is_an_error_that_names_the_file) {
  const auto file = TableFile::Create("no/such/folder/a.csv", TableFormat::kCsv, "s", kColumns);
  BOOST_REQUIRE(!file);
  BOOST_TEST(file.error().message.starts_with("no/such/folder/a.csv: cannot be written"));
}

BOOST_AUTO_TEST_SUITE_END()
