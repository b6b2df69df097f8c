#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "crawler/table.h"
#include "tests/support/table_dump.h"
#include "tests/support/xlsx_writer.h"

namespace {

using fixture::DumpTable;
using fixture::InlineCell;
using fixture::InlineRows;
using fixture::TableDump;
using fixture::XlsxWriter;
using Lines = std::vector<std::string>;

// A sheet whose header is "id | text | note" in row 1, and these rows.
XlsxWriter Book(const std::string& rows, const std::string& behind = "") {
  XlsxWriter writer;
  writer.sheets.push_back({"Лист1", InlineRows({{"id", "text", "note"}}) + rows, "", behind, ""});
  return writer;
}

std::string Row(int number, const std::string& cells, const std::string& attributes = "") {
  return "<row r=\"" + std::to_string(number) + "\" " + attributes + ">" + cells + "</row>";
}

void CheckRows(const TableDump& dump, const Lines& rows) {
  BOOST_TEST(dump.error == "");
  BOOST_CHECK_EQUAL_COLLECTIONS(dump.rows.begin(), dump.rows.end(), rows.begin(), rows.end());
}

bool Contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(xlsx_table_test)

BOOST_AUTO_TEST_CASE(reads_cells_of_every_type) {
  XlsxWriter writer = Book(
      Row(2, "<c r='A2'><v>17</v></c><c r='B2' t='s'><v>1</v></c><c r='C2' t='b'><v>1</v></c>") +
      Row(3, "<c r='A3' t='str'><f>A2&amp;\"x\"</f><v>17x</v></c>" + InlineCell("B3", "a & <b>") +
                 "<c r='C3' t='b'><v>0</v></c>") +
      Row(4,
          "<c r='A4' t='n'><v>1.5E2</v></c><c r='B4' t='d'><v>2025-03-14T09:30:00</v></c>"
          "<c r='C4' t='d'><v>2025-03-14T00:00:00</v></c>") +
      Row(5,
          "<c r='A5'><f>1+1</f><v>2</v></c><c r='B5' "
          "t='inlineStr'><is><r><rPr><b/></rPr><t>rich</t>"
          "</r><r><t xml:space='preserve'> run</t></r><rPh><t>hint</t></rPh></is></c>"
          "<c r='C5' s='0'/>"));
  writer.strings =
      "<si><t>zero</t></si><si><r><rPr><i/></rPr><t>сто</t></r><r><t xml:space='preserve'> рублей"
      "</t></r><rPh sb='0' eb='1'><t>phonetic</t></rPh><phoneticPr fontId='1'/></si>";
  CheckRows(DumpTable(writer.Finish()),
            {"2: id=17 text=сто рублей note=true", "3: id=17x text=a & <b> note=false",
             "4: id=150 text=2025-03-14T09:30:00 note=2025-03-14", "5: id=2 text=rich run"});
}

BOOST_AUTO_TEST_CASE(tells_what_it_found) {
  XlsxWriter writer;
  writer.sheets.push_back({"Обложка", InlineRows({{"Отчёт"}}), "", "", ""});
  writer.sheets.push_back({"Данные \"2025\"",
                           InlineRows({{"Отдел писем"}, {}, {"id", "text"}, {"1", "one"}}, 5), "",
                           "", "state=\"hidden\""});
  const TableDump dump = DumpTable(writer.Finish());
  CheckRows(dump, {"8: id=1 text=one"});
  BOOST_TEST(dump.info.format == "XLSX, sheet \"Данные \"2025\"\"");
  BOOST_TEST(dump.info.sheet == "Данные \"2025\"");
  BOOST_TEST(dump.info.header_row == 7u);
  BOOST_TEST(dump.info.columns == (Lines{"id", "text"}), boost::test_tools::per_element());
  BOOST_TEST(dump.notes == (Lines{"the sheet \"Данные \"2025\"\" is hidden",
                                  "other sheets were not read: \"Обложка\""}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(reads_the_sheet_and_the_header_row_that_are_named) {
  XlsxWriter writer;
  writer.sheets.push_back({"a", InlineRows({{"id", "text"}, {"1", "one"}}), "", "", ""});
  writer.sheets.push_back(
      {"b", InlineRows({{"id", "text"}, {"id", "words"}, {"2", "two"}}), "", "", ""});
  crawler::TableOptions options;
  options.sheet = "b";
  options.header_row = 2;
  CheckRows(DumpTable(writer.Finish(), options), {"3: id=2 words=two"});
  options.sheet = "c";
  BOOST_TEST(DumpTable(writer.Finish(), options).error == "no sheet \"c\": there are \"a\", \"b\"");
  options = {};
  options.header_row = 3;
  BOOST_TEST(
      DumpTable(writer.Finish(), options).error ==
      "no column for id: sheet \"a\" has nothing in row 3; sheet \"b\" has a row of 2 cells that "
      "is no header");
}

BOOST_AUTO_TEST_CASE(writes_dates_by_the_format_of_the_cell) {
  XlsxWriter writer = Book(Row(2,
                               "<c r='A2' s='1'><v>45730</v></c><c r='B2' s='2'><v>45730.5</v></c>"
                               "<c r='C2' s='3'><v>45658</v></c>") +
                           Row(3,
                               "<c r='A3' s='4'><v>17</v></c><c r='B3' s='5'><v>1.25</v></c>"
                               "<c r='C3' s='6'><v>0.125</v></c>") +
                           Row(4, "<c r='A4' s='99'><v>45730</v></c>"));
  writer.styles =
      "<numFmts><numFmt numFmtId='164' formatCode='dd.mm.yyyy hh:mm'/><numFmt numFmtId='165' "
      "formatCode='mmm yy'/><numFmt numFmtId='166' formatCode='00000'/></numFmts>"
      "<cellStyleXfs><xf numFmtId='14'/></cellStyleXfs><cellXfs><xf numFmtId='0'/>"
      "<xf numFmtId='14'/><xf numFmtId='164'/><xf numFmtId='165'/><xf numFmtId='166'/>"
      "<xf numFmtId='46'/><xf numFmtId='10'/></cellXfs>";
  CheckRows(DumpTable(writer.Finish()), {"2: id=2025-03-14 text=2025-03-14T12:00:00 note=2025-01",
                                         "3: id=00017 text=1.25 note=12.5%", "4: id=45730"});
  writer.workbook_properties = "<workbookPr date1904='1'/>";
  BOOST_TEST(DumpTable(writer.Finish()).rows.at(0) ==
             "2: id=2029-03-15 text=2029-03-15T12:00:00 note=2029-01");
}

BOOST_AUTO_TEST_CASE(resolves_escapes_in_strings) {
  XlsxWriter writer = Book(Row(2, InlineCell("A2", "a_x000D_b_x005F_x0041_") +
                                      InlineCell("B2", "_xD83D__xDE00_ _xd83d_ _x12_") +
                                      "<c r='C2' t='s'><v>0</v></c>"));
  writer.strings = "<si><t>_x0041__x0000_</t></si>";
  CheckRows(DumpTable(writer.Finish()), {"2: id=a\rb_x0041_ text=😀 � _x12_ note=A�"});
}

BOOST_AUTO_TEST_CASE(knows_cells_and_rows_without_addresses) {
  CheckRows(DumpTable(Book("<row><c><v>1</v></c><c><v>2</v></c></row><row r='7'><c><v>3</v></c>"
                           "<c r='C7'><v>4</v></c></row><row><c><v>5</v></c></row>")
                          .Finish()),
            {"2: id=1 text=2", "7: id=3 note=4", "8: id=5"});
}

BOOST_AUTO_TEST_CASE(sorts_cells_that_are_out_of_order) {
  CheckRows(DumpTable(Book(Row(2,
                               "<c r='C2'><v>3</v></c><c r='A2'><v>1</v></c>"
                               "<c r='B2'><v>2</v></c>"))
                          .Finish()),
            {"2: id=1 text=2 note=3"});
}

BOOST_AUTO_TEST_CASE(names_what_is_wrong_with_a_row) {
  const std::string cell = "<c><v>1</v></c>";
  const struct {
    std::string row;
    const char* line;
  } kCases[] = {
      {Row(2, "<c r='A2'><v>1</v></c><c r='A2'><v>2</v></c>"), "2: !the cell A2 stands twice"},
      {Row(2, "<c r='XFE2'><v>1</v></c>"),
       "2: !a cell without a valid address stands behind the beginning"},
      {Row(2, "<c r='A2'><v>1</v></c><c r='B0'><v>1</v></c>"),
       "2: !a cell without a valid address stands behind A2"},
      {Row(2, "<c r='A3'><v>1</v></c>"), "2: !the cell A3 stands in row 2"},
      {"<row r='1048577'>" + cell + "</row>", "2: !the row lies beyond row 1048576"},
      {"<row r='x'>" + cell + "</row>", "2: !the row has no valid number"},
      {"<row r='99999999999'>" + cell + "</row>", "2: !the row has no valid number"},
      {"<row r='1'>" + cell + "</row>", "1: !the row stands behind row 1"},
      {Row(2, "<c r='A2' t='x'><v>1</v></c>"), "2: id=!A2 the cell is of an unknown type"},
      {Row(2, "<c r='A2'><v>1,5</v></c>"), "2: id=!A2 the stored value is no number"},
      {Row(2, "<c r='B2' t='e'><v>#REF!</v></c>"), "2: text=!B2 #REF!"},
      {Row(2, "<c r='B2' t='e'><f>A1</f><v>a secret</v></c>"), "2: text=!B2 an error value"},
      {Row(2, "<c r='B2'><f>1+1</f></c>"),
       "2: text=!B2 a formula without a stored value: open the file in a spreadsheet program and "
       "save it again"},
      {Row(2, "<c r='B2'><f>1+1</f><v></v></c>"),
       "2: text=!B2 a formula without a stored value: open the file in a spreadsheet program and "
       "save it again"},
  };
  for (const auto& [row, line] : kCases) CheckRows(DumpTable(Book(row).Finish()), {line});
}

BOOST_AUTO_TEST_CASE(skips_rows_without_values) {
  CheckRows(DumpTable(Book("<row r='2'/><row r='3' s='1' customFormat='1'><c r='A3' s='1'/></row>" +
                           Row(4, "<c r='A4' t='str'><f>\"\"</f><v></v></c>") +
                           Row(5, "<c r='A5'><v>1</v></c>") + "<row r='2'/>")
                          .Finish()),
            {"5: id=1"});
}

BOOST_AUTO_TEST_CASE(merged_cells_take_the_value_of_their_upper_left) {
  const TableDump dump = DumpTable(
      Book(
          Row(2, InlineCell("A2", "1") + InlineCell("B2", "one") + InlineCell("C2", "shared")) +
              Row(3, InlineCell("A3", "2") + InlineCell("B3", "two") + InlineCell("C3", "hidden")) +
              Row(4, InlineCell("A4", "3") + InlineCell("B4", "wide")) +
              Row(5, "<c r='A5' s='1'/>") + Row(6, InlineCell("A6", "5")),
          "<mergeCells><mergeCell ref='C2:C3'/><mergeCell ref='B4:C6'/></mergeCells>")
          .Finish());
  CheckRows(dump, {"2: id=1 text=one note=shared", "3: id=2 text=two note=shared<C2",
                   "4: id=3 text=wide note=wide<B4", "6: id=5 text=wide<B4 note=wide<B4"});
  BOOST_TEST(dump.notes == (Lines{"merged cells filled down in column B (\"text\")",
                                  "merged cells filled down in column C (\"note\")"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_column_merged_in_header_and_rows_is_one) {
  XlsxWriter writer;
  writer.sheets.push_back(
      {"a",
       Row(1, InlineCell("A1", "id") + InlineCell("B1", "text") + InlineCell("D1", "note")) +
           Row(2, InlineCell("A2", "1") + InlineCell("B2", "one") + InlineCell("D2", "x")) +
           Row(3, InlineCell("A3", "2") + InlineCell("B3", "two") + InlineCell("C3", "own")),
       "", "<mergeCells count='2'><mergeCell ref='B1:C1'/><mergeCell ref='B2:C2'/></mergeCells>",
       ""});
  const TableDump dump = DumpTable(writer.Finish());
  CheckRows(dump, {"2: id=1 text=one note=x", "3: id=2 text=two =own"});
}

BOOST_AUTO_TEST_CASE(refuses_merged_cells_that_overlap) {
  BOOST_TEST(
      DumpTable(Book("",
                     "<mergeCells><mergeCell ref='A1:C3'/><mergeCell ref='B2:D4'/>"
                     "</mergeCells>")
                    .Finish())
          .error ==
      "xl/worksheets/sheet1.xml: the merged cells A1:C3 and B2:D4 overlap: the file is damaged");
  BOOST_TEST(
      Contains(DumpTable(Book("", "<mergeCells><mergeCell ref='A0'/></mergeCells>").Finish()).error,
               "merged cells without a valid range"));
}

BOOST_AUTO_TEST_CASE(counts_what_is_hidden_and_what_lies_outside) {
  XlsxWriter writer = Book(Row(2, InlineCell("A2", "1"), "hidden='1'") +
                           Row(3, InlineCell("A3", "2") + InlineCell("E3", "remark")));
  writer.sheets[0].before = "<cols><col min='3' max='3' hidden='1'/></cols>";
  const TableDump dump = DumpTable(writer.Finish());
  CheckRows(dump, {"2: id=1", "3: id=2"});
  BOOST_TEST(dump.notes == (Lines{"1 hidden rows were read", "hidden columns were read",
                                  "1 cells beyond the last column of the header were not read: the "
                                  "first is E3"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(tells_of_columns_with_one_name) {
  XlsxWriter writer;
  writer.sheets.push_back(
      {"a",
       InlineRows({{"id", "text", "", "text", "text (2)", "text"}, {"1", "2", "3", "4", "5", "6"}}),
       "", "", ""});
  const TableDump dump = DumpTable(writer.Finish());
  CheckRows(dump, {"2: id=1 text=2 =3 text (3)=4 text (2)=5 text (4)=6"});
  BOOST_TEST(
      dump.notes == (Lines{"several columns are called \"text\": the first is used, the next "
                           "is kept as \"text (3)\""}),
      boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_row_beyond_the_limit_is_a_problem_of_its_own) {
  crawler::TableOptions options;
  options.max_row_bytes = 1000;
  const std::string large(2000, 'x');
  XlsxWriter writer = Book(Row(2, InlineCell("A2", large)) + Row(3, InlineCell("A3", "1")) +
                           Row(4, "<c r='A4' t='s'><v>0</v></c>") +
                           Row(5, "<c r='A5' t='s'><v>1</v></c><c r='B5' t='s'><v>1</v></c>") +
                           Row(6, "<c r='A6' t='s'><v>1</v></c>"));
  writer.strings = "<si><t>" + large + "</t></si><si><t>" + large.substr(0, 600) + "</t></si>";
  const TableDump dump = DumpTable(writer.Finish(), options);
  CheckRows(dump, {"2: !longer than 1000 bytes", "3: id=1", "4: !longer than 1000 bytes",
                   "5: !longer than 1000 bytes", "6: id=" + large.substr(0, 600)});
}

BOOST_AUTO_TEST_CASE(reads_strict_workbooks_with_prefixes_and_odd_part_names) {
  const std::string strict = "http://purl.oclc.org/ooxml/";
  const std::vector<std::pair<std::string, std::string>> parts = {
      {"_rels/.rels",
       "<Relationships><Relationship Id='a' Type='" + strict +
           "officeDocument/relationships/officeDocument' Target='/book/b.xml'/></Relationships>"},
      {"[Content_Types].xml",
       "<Types><Override PartName='/book/b.xml' ContentType='application/"
       "vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'/></Types>"},
      {"book/_rels/b.xml.rels",
       "<Relationships><Relationship Id='s' Type='" + strict +
           "officeDocument/relationships/worksheet' Target='../sheets/./s.xml'/></Relationships>"},
      {"book/b.xml", "<x:workbook xmlns:x='" + strict +
                         "spreadsheetml/main' xmlns:q='r'><x:sheets><x:sheet name='s' sheetId='1' "
                         "q:id='s'/></x:sheets></x:workbook>"},
      {"sheets/s.xml",
       "<x:worksheet xmlns:x='" + strict +
           "spreadsheetml/main'><x:sheetData><x:row r='1'><x:c r='A1' "
           "t='str'><x:v>id</x:v></x:c></x:row>"
           "<x:row r='2'><x:c r='A2'><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>"}};
  CheckRows(DumpTable(fixture::Pack(parts)), {"2: id=1"});
}

BOOST_AUTO_TEST_CASE(elements_of_other_parts_of_a_sheet_are_no_rows) {
  XlsxWriter writer = Book(
      Row(2, "<c r='A2'><v>1</v><extLst><ext><v>9</v></ext></extLst></c>"),
      "<controls><control><controlPr><anchor><from><row r='5'><c r='A5'><v>7</v></c></row></from>"
      "</anchor></controlPr></control></controls>");
  CheckRows(DumpTable(writer.Finish()), {"2: id=1"});
}

BOOST_AUTO_TEST_CASE(damage_anywhere_is_an_error_of_the_whole) {
  std::string rows;
  for (int i = 2; i < 3000; ++i) {
    rows += Row(i, "<c r='A" + std::to_string(i) + "'><v>" + std::to_string(i * 7919) + "</v></c>");
  }
  const auto broken = [&](const std::string& more) {
    return DumpTable(Book(rows + more).Finish()).error;
  };
  BOOST_TEST(broken("") == "");
  const std::string torn = broken("<row r='3000'><c></row>");
  BOOST_TEST(Contains(torn, "mismatched tag (in row 3000)"), torn);
  BOOST_TEST(
      broken(Row(3000, "<c r='A3000' t='s'><v>0</v></c>")) ==
      "sheet \"Лист1\": A3000 names a shared string that the workbook lacks: the file is damaged");
  BOOST_TEST(Contains(broken("<row r='3000'/></row>"), "mismatched tag (behind row 3000)"));
  auto parts = Book(rows).Parts();
  fixture::ZipWriter zip;
  for (const auto& [name, bytes] : parts) zip.Add(name, bytes);
  zip.last().packed[zip.last().packed.size() / 2] ^= 0x10;
  BOOST_TEST(Contains(DumpTable(zip.Finish()).error, "xl/worksheets/sheet1.xml: damaged"));
}

BOOST_AUTO_TEST_SUITE_END()
