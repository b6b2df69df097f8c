#include "crawler/table.h"

#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "tests/support/allocations.h"
#include "tests/support/table_dump.h"
#include "tests/support/xlsx_writer.h"

namespace {

using fixture::DumpTable;
using fixture::TableDump;
using Lines = std::vector<std::string>;

void Check(const Lines& found, const Lines& due) {
  BOOST_CHECK_EQUAL_COLLECTIONS(found.begin(), found.end(), due.begin(), due.end());
}

// How often reading 1,000 rows asks for memory, once the first 1,000 are read.
std::uint64_t AllocationsOf(const std::string& bytes) {
  const fixture::TemporaryFile file(bytes);
  auto table = crawler::OpenTable(file.path(), {}, fixture::HeaderWithId(), {});
  BOOST_REQUIRE_MESSAGE(table, (table ? "" : table.error().message));
  crawler::Record record;
  std::uint64_t before = 0, values = 0;
  for (int row = 0; row < 2000; ++row) {
    if (row == 1000) before = fixture::allocations;
    const auto more = table->reader->Next(record);
    BOOST_REQUIRE(more && *more);
    values += record.cells.size();
  }
  const std::uint64_t counted = fixture::allocations - before;
  BOOST_TEST(values == 8000u);
  return counted;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(table_test)

BOOST_AUTO_TEST_CASE(tells_what_it_found_in_csv) {
  const TableDump dump = DumpTable("Отдел писем\n\nid;текст;текст\n1;а;б\n");
  BOOST_TEST(dump.error == "");
  BOOST_TEST(dump.info.format == "CSV, separator ';', UTF-8");
  BOOST_TEST(dump.info.header_row == 3u);
  Check(dump.info.columns, {"id", "текст", "текст (2)"});
  Check(dump.rows, {"4: id=1 текст=а текст (2)=б"});
  Check(dump.notes, {"several columns are called \"текст\": the first is used, the next is kept as "
                     "\"текст (2)\""});
  BOOST_TEST(DumpTable("id\ttext\n1\ta\n").info.format == "CSV, separator tab, UTF-8");
  BOOST_TEST(DumpTable("id;\xF2\xE5\xEA\xF1\xF2\n1;a\n").info.format ==
             "CSV, separator ';', windows-1251");
}

BOOST_AUTO_TEST_CASE(tells_what_it_found_in_json) {
  const TableDump lines = DumpTable("{\"id\":1,\"a\":{\"b\":\"x\"}}\n{\"id\":2,\"late\":3}\n");
  BOOST_TEST(lines.info.format == "JSON Lines, UTF-8");
  BOOST_TEST(lines.info.header_row == 0u);
  Check(lines.info.columns, {"id", "a.b", "late"});
  Check(lines.rows, {"1: id=1 a.b=x", "2: id=2 late=3"});
  BOOST_TEST(DumpTable(" [ {\"id\":1} ] ").info.format == "JSON, UTF-8");
  // A CSV file may begin with a bracket.
  Check(DumpTable("[id];id\n1;2\n").rows, {"2: [id]=1 id=2"});
}

BOOST_AUTO_TEST_CASE(gives_the_first_rows_and_the_place_of_the_header) {
  const fixture::TemporaryFile file(fixture::Workbook({{"Отчёт"}, {"id", "text"}, {"1", "a"}}));
  std::uint64_t bytes = 0;
  const auto table = crawler::OpenTable(file.path(), {}, fixture::HeaderWithId(),
                                        [&](std::uint64_t read) { bytes = read; });
  BOOST_REQUIRE(table);
  BOOST_TEST(table->header.at == 1u);
  BOOST_TEST(table->header.rows == 1u);
  BOOST_REQUIRE_EQUAL(table->head.size(), 3u);
  Check(table->head[2].cells, {"1", "a"});
  crawler::Record record;
  BOOST_TEST(*table->reader->Next(record));
  BOOST_TEST(table->reader->CellName(record, 1) == "B3");
  BOOST_TEST(bytes > 0u);
}

BOOST_AUTO_TEST_CASE(rows_cost_no_allocations_after_the_first) {
  const std::string text = "Слова, из которых состоит обращение гражданина, и ещё несколько слов.";
  std::string csv = "id;date;text;note\n";
  fixture::XlsxWriter writer;
  std::string rows = fixture::InlineRows({{"id", "date", "text", "note"}});
  writer.styles = "<cellXfs><xf numFmtId='0'/><xf numFmtId='22'/></cellXfs>";
  for (int i = 2; i < 2100; ++i) {
    const std::string number = std::to_string(i);
    csv += number + ";2025-03-14;" + text + ";\"" + text + "\"\n";
    rows += "<row r='" + number + "'><c r='A" + number + "'><v>" + number + ".5</v></c><c r='B" +
            number + "' s='1'><v>45730.25</v></c><c r='C" + number + "' t='s'><v>" +
            std::to_string(i - 2) + "</v></c>" + fixture::InlineCell("D" + number, text) + "</row>";
    writer.strings += "<si><t>" + text + number + "</t></si>";
  }
  writer.sheets.push_back({"a", rows, "", "", ""});
  BOOST_TEST(AllocationsOf(csv) == 0u);
  // Some per inflated block of strings, none per row.
  BOOST_TEST(AllocationsOf(writer.Finish()) < 200u);
}

BOOST_AUTO_TEST_SUITE_END()
