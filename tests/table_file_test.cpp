#include "app/table_file.h"

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "crawler/zip_file.h"
#include "tests/support/store_fixture.h"

using app::TableFile;
using app::TableFormat;

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

std::string Quoted(std::string_view before, std::string_view text) {
  return std::string("\"").append(before).append(text).append("\"");
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
  for (const std::string dangerous : {"+7 777", "-1", "@x", "\tx", "\rx", "\n=x", " =x", "\x01@x",
                                      "\u00A0+x", "\uFEFF=x", "＝x", "－1", " \u200B ＠x"}) {
    BOOST_TEST(monitor::CsvCell(dangerous) == Quoted("'", dangerous));
  }
  for (const std::string harmless : {"1-2=+", "", " ", "–1", "x\n=1"}) {
    BOOST_TEST(monitor::CsvCell(harmless) == Quoted("", harmless));
  }
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

BOOST_AUTO_TEST_CASE(a_text_too_long_for_a_cell_is_cut_and_counted) {
  const fixture::Folder folder;
  auto file = TableFile::Create(folder / "a.xlsx", TableFormat::kXlsx, "s", {{"a"}, {"b"}, {"c"}});
  BOOST_REQUIRE(file);
  std::string pairs;  // two UTF-16 units each
  for (int i = 0; i < 16'400; ++i) pairs += "😀";
  BOOST_REQUIRE((*file)->AddRow({std::string(32'767, 'x'), std::string(32'768, 'x'), pairs}));
  BOOST_TEST((*file)->shortened() == 2U);
  BOOST_REQUIRE((*file)->Finish());
  const auto zip = crawler::ZipFile::Open(folder / "a.xlsx");
  BOOST_REQUIRE(zip);
  auto member = zip->Member("xl/worksheets/sheet1.xml");
  BOOST_REQUIRE(member);
  const auto sheet = (*member)->ReadAll(1u << 20);
  BOOST_REQUIRE(sheet);
  for (const std::string& cell : {std::string(32'767, 'x') + '<', std::string(32'766, 'x') + "…<",
                                  pairs.substr(0, 4 * 16'383) + "…<"}) {
    const std::size_t at = sheet->find(cell);
    BOOST_REQUIRE(at != sheet->npos);
    BOOST_TEST(sheet->at(at - 1) == '>');
  }
}

BOOST_AUTO_TEST_CASE(a_folder_that_is_not_there_is_an_error_that_names_the_file) {
  const auto file = TableFile::Create("no/such/folder/a.csv", TableFormat::kCsv, "s", kColumns);
  BOOST_REQUIRE(!file);
  BOOST_TEST(file.error().message.starts_with("no/such/folder/a.csv: cannot be written"));
}

BOOST_AUTO_TEST_SUITE_END()
