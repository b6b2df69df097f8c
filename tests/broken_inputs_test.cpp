// Files as they come broken: each must end in a message that says what is wrong and where.
#include <sys/stat.h>

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "crawler/export_reader.h"
#include "crawler/report_reader.h"
#include "tests/support/docx_writer.h"
#include "tests/support/temporary_file.h"
#include "tests/support/xlsx_writer.h"

namespace {

using fixture::DocxWriter;
using fixture::InlineCell;
using fixture::InlineRows;
using fixture::XlsxWriter;
using fixture::ZipWriter;
using Parts = std::vector<std::pair<std::string, std::string>>;

struct Case {
  const char* name;
  std::function<std::string()> bytes;
  std::string message;  // part of the error that must name the file
};

// A case whose file can be read, but for some rows.
struct RowCase {
  const char* name;
  std::function<std::string()> bytes;
  std::vector<std::string> rejected;  // "row | number | column | cell | reason"
  std::vector<std::string> notes;
};

std::string Repeat(std::string_view part, std::size_t times) {
  std::string all;
  all.reserve(part.size() * times);
  for (std::size_t i = 0; i < times; ++i) all += part;
  return all;
}

XlsxWriter Book(const std::string& rows, const std::string& behind = "") {
  XlsxWriter writer;
  writer.sheets.push_back(
      {"Реестр", InlineRows({{"Номер", "Текст", "Дата"}}) + rows, "", behind, ""});
  return writer;
}

// Changes one part of a workbook.
std::string With(const XlsxWriter& writer, const std::string& part,
                 const std::function<void(std::string&)>& change) {
  Parts parts = writer.Parts();
  for (auto& [name, bytes] : parts) {
    if (name == part) change(bytes);
  }
  return fixture::Pack(parts);
}

std::string Without(Parts parts, const std::string& part) {
  std::erase_if(parts, [&](const auto& entry) { return entry.first == part; });
  return fixture::Pack(parts);
}

// A compound file (MS-CFB) with a stream of this name.
std::string Compound(const std::u16string& stream) {
  std::string bytes = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
  bytes.resize(1024);
  for (std::size_t i = 0; i < stream.size(); ++i) {
    bytes[512 + 2 * i] = static_cast<char>(stream[i] & 0xFF);
  }
  bytes.resize(4096);
  return bytes;
}

std::string OfType(const std::string& type) {
  XlsxWriter writer = Book("");
  writer.main_type = type;
  return writer.Finish();
}

// A workbook whose sheet is changed after it was packed.
std::string Damaged(const std::function<void(ZipWriter::Member&)>& damage) {
  ZipWriter zip;
  std::string rows;
  for (int i = 2; i < 5000; ++i)
    rows += InlineRows({{std::to_string(i * 7919), "text"}}, static_cast<std::size_t>(i));
  for (const auto& [name, bytes] : Book(rows).Parts()) zip.Add(name, bytes);
  damage(zip.last());
  return zip.Finish();
}

// A workbook whose last part is as large as one likes.
std::string WithLarge(const std::string& part, const std::string& begin, const std::string& chunk,
                      std::size_t times, const std::string& end) {
  ZipWriter zip;
  XlsxWriter writer = Book(InlineRows({{"1", "text"}}, 2) +
                           "<row r='3'><c r='A3'><v>2</v></c><c r='B3' t='s'><v>0</v></c></row>");
  writer.strings = "<si/>";
  for (const auto& [name, bytes] : writer.Parts()) {
    if (name != part) zip.Add(name, bytes);
  }
  zip.AddRepeated(part, begin, chunk, times, end);
  return zip.Finish();
}

// A megabyte of letters that packs to a twentieth.
std::string Letters() {
  std::string letters;
  std::uint32_t state = 1;
  while (letters.size() < 1u << 20) {
    for (int i = 0; i < 8; ++i) {
      letters += static_cast<char>('a' + ((state = state * 1664525 + 1013904223) >> 24) % 26);
    }
    letters.append(248, 'x');
  }
  return letters;
}

const std::string kCsv = "Номер;Текст;Дата\n";

const std::vector<Case> kBrokenTables = {
    {"empty", [] { return std::string(); }, "the file is empty"},
    {"blank", [] { return std::string(" \n\r\n\t\n"); }, "the file is empty"},
    {"PDF under another name", [] { return std::string("%PDF-1.7\n1 0 obj"); },
     "this is a PDF: save the table as XLSX or CSV"},
    {"gzip", [] { return std::string("\x1F\x8B\x08\0\0", 5); },
     "this is a compressed file: unpack it"},
    {"7z", [] { return std::string("7z\xBC\xAF\x27\x1C\0", 7); }, "this is a compressed file"},
    {"rar", [] { return std::string("Rar!\x1A\x07\0", 7); }, "this is a compressed file"},
    {"RTF", [] { return std::string("{\\rtf1\\ansi}"); },
     "this is a Rich Text file (RTF): save the table"},
    {"picture", [] { return std::string("\x89PNG\r\n\x1A\n"); }, "this is a picture"},
    {"web page as XLS",
     [] {
       return std::string(
           "\xEF\xBB\xBF  <html xmlns:x=\"x\"><table><tr><td>Номер</td></tr></table></html>");
     },
     "this is a web page (HTML), whatever its name: open it in an office program and save the "
     "table as "
     "XLSX or CSV"},
    {"web page in UTF-16", [] { return std::string("\xFF\xFE<\0t\0a\0b\0l\0e\0>\0", 16); },
     "this is a web page"},
    {"XHTML", [] { return std::string("<?xml version='1.0'?><!DOCTYPE html><html/>"); },
     "this is a web page"},
    {"workbook of Excel 2003 in XML",
     [] {
       return std::string(
           "<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook/>");
     },
     "this is an XML file, whatever its name"},
    {"XLS", [] { return Compound(u"Workbook"); },
     "this is an old Excel workbook (XLS): save the table as XLSX"},
    {"XLS of Excel 5", [] { return Compound(u"Book"); }, "this is an old Excel workbook"},
    {"DOC", [] { return Compound(u"WordDocument"); }, "this is an old office document"},
    {"XLSX with a password", [] { return Compound(u"EncryptedPackage"); },
     "protected by a password: open it, remove the password and save it again"},
    {"XLSB", [] { return OfType("application/vnd.ms-excel.sheet.binary.macroEnabled.main"); },
     "this is a binary Excel workbook (XLSB)"},
    {"presentation",
     [] {
       return OfType(
           "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml");
     },
     "this is a presentation"},
    {"ODS",
     [] {
       return ZipWriter()
           .Add("mimetype", "application/vnd.oasis.opendocument.spreadsheet",
                ZipWriter::Method::kStored)
           .Add("content.xml", "<x/>")
           .Add("META-INF/manifest.xml", "<x/>")
           .Finish();
     },
     "this is an OpenDocument file"},
    {"document instead of a table",
     [] {
       return DocxWriter{fixture::Paragraph("text"), "", "", "", ""}.Finish();
     },
     "this is a Word document: save the table as XLSX or CSV"},
    {"zip in a zip", [] { return ZipWriter().Add("реестр.xlsx", Book("").Finish()).Finish(); },
     "this is a zip archive: unpack it and name the file in it"},
    {"zip without members", [] { return ZipWriter().Finish(); }, "damaged zip file"},
    {"zip cut short", [] { return Book("").Finish().substr(0, 900); }, "damaged zip file"},
    {"zip whose directory is damaged",
     [] {
       std::string bytes = Book("").Finish();
       const std::size_t directory = bytes.find("PK\x01\x02");
       for (std::size_t i = 0; i < 200; ++i) bytes[directory + 4 + i] ^= 0x5A;
       return bytes;
     },
     "damaged"},
    {"deflate stream damaged in the middle",
     [] { return Damaged([](auto& sheet) { sheet.packed[sheet.packed.size() / 2] ^= 0x10; }); },
     "xl/worksheets/sheet1.xml: damaged"},
    {"wrong checksum", [] { return Damaged([](auto& sheet) { sheet.crc ^= 1; }); },
     "xl/worksheets/sheet1.xml: damaged"},
    {"wrong size", [] { return Damaged([](auto& sheet) { sheet.size += 100; }); },
     "xl/worksheets/sheet1.xml: damaged"},
    {"encrypted member", [] { return Damaged([](auto& sheet) { sheet.encrypted = true; }); },
     "xl/worksheets/sheet1.xml: encrypted: save it without a password"},
    {"zip bomb",
     [] {
       return WithLarge("xl/worksheets/sheet1.xml", "<worksheet><sheetData>", Repeat(" ", 1u << 20),
                        100, "</sheetData></worksheet>");
     },
     "xl/worksheets/sheet1.xml: a zip bomb: it inflates to more than 300 times its size"},
    {"styles of 20 MB",
     [] {
       return WithLarge("xl/styles.xml", "<styleSheet>", Repeat(" ", 1u << 20), 20,
                        "</styleSheet>");
     },
     "xl/styles.xml: larger than 16 MB, which is the limit"},
    {"no workbook", [] { return Without(Book("").Parts(), "xl/workbook.xml"); },
     "xl/workbook.xml: the file has no such member"},
    {"no part for a sheet", [] { return Without(Book("").Parts(), "xl/worksheets/sheet1.xml"); },
     "the sheet \"Реестр\" has no part xl/worksheets/sheet1.xml: the file is damaged"},
    {"no relationships", [] { return Without(Book("").Parts(), "xl/_rels/workbook.xml.rels"); },
     "the sheet \"Реестр\" has no part"},
    {"no sheets", [] { return XlsxWriter().Finish(); }, "the workbook has no sheet with cells"},
    {"a sheet that lies outside",
     [] {
       return With(Book(""), "xl/_rels/workbook.xml.rels", [](std::string& part) {
         part.insert(part.find("Target="), "TargetMode=\"External\" ");
       });
     },
     "the sheet \"Реестр\" has no part"},
    {"no sheet that fits",
     [] {
       XlsxWriter writer;
       writer.sheets.push_back({"Обложка", InlineRows({{"Отчёт", "2025"}}), "", "", ""});
       writer.sheets.push_back({"Пусто", "", "", "", ""});
       return writer.Finish();
     },
     "no column for number and text: name the columns, rename them in the file, or let numbers be "
     "made from "
     "the content: sheet \"Обложка\" has \"Отчёт\", \"2025\"; sheet \"Пусто\" is empty"},
    {"workbook.xml is no XML",
     [] {
       return With(Book(""), "xl/workbook.xml", [](std::string& part) { part = "<workbook"; });
     },
     "xl/workbook.xml: not well-formed XML"},
    {"XML torn in row 3",
     [] {
       return Book("<row r='2'><c r='A2'><v>1</v></c></row><row r='3'><c r='A3'><v>2</c></row>")
           .Finish();
     },
     "xl/worksheets/sheet1.xml: not well-formed XML in line 2"},
    {"sheet that ends in a row",
     [] {
       return With(Book("<row r='2'><c r='A2'><v>1</v></c></row>"), "xl/worksheets/sheet1.xml",
                   [](std::string& part) { part.resize(part.find("<v>1") + 4); });
     },
     "no element found"},
    {"shared string that there is not",
     [] { return Book("<row r='2'><c r='A2' t='s'><v>5</v></c></row>").Finish(); },
     "sheet \"Реестр\": A2 names a shared string that the workbook lacks"},
    {"shared strings torn",
     [] {
       XlsxWriter writer = Book("");
       writer.strings = "<si><t>a</si>";
       return writer.Finish();
     },
     "xl/sharedStrings.xml: not well-formed XML"},
    {"billion laughs",
     [] {
       XlsxWriter writer = Book("");
       writer.strings = "<si/>";
       return With(writer, "xl/sharedStrings.xml", [](std::string& part) {
         part =
             "<!DOCTYPE sst [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]><sst><si><t>&b;</t></si></sst>";
       });
     },
     "xl/sharedStrings.xml: it has a DOCTYPE, which such files never need"},
    {"DOCTYPE in a sheet",
     [] {
       return With(Book(""), "xl/worksheets/sheet1.xml", [](std::string& part) {
         part = "<!DOCTYPE worksheet SYSTEM \"file:///etc/passwd\"><worksheet/>";
       });
     },
     "it has a DOCTYPE"},
    {"XML nested without end", [] { return Book("<row r='2'>" + Repeat("<c>", 100'000)).Finish(); },
     "nested more than 256 deep"},
    {"attribute of 20 MB",
     [] { return WithLarge("xl/worksheets/sheet1.xml", "<worksheet a='", Letters(), 20, "'/>"); },
     "an XML tag or comment is longer than 1024 KB"},
    {"merged cells that overlap",
     [] {
       return Book("", "<mergeCells><mergeCell ref='A1:B2'/><mergeCell ref='B2:C3'/></mergeCells>")
           .Finish();
     },
     "the merged cells A1:B2 and B2:C3 overlap"},
    {"10 million columns", [] { return Repeat(";", 10'000'000) + "\n1;2\n"; },
     "line 1: more than 16384 cells"},
    {"NUL bytes", [] { return std::string("Номер;Текст\n1;a\0b\n", 28); },
     "this is a binary file, no text"},
    {"no column of numbers", [] { return std::string("Фамилия;Текст\na;b\n"); },
     "no column for number: name the columns, rename them in the file, or let numbers be made from "
     "the "
     "content: found \"Фамилия\", \"Текст\""},
    {"JSON cut short", [] { return std::string("[{\"id\":1,\"text\":\"a\"},{\"id\":2,"); },
     "the file ends within an object: it is cut short"},
    {"JSON without the columns", [] { return std::string("{\"a\":1}\n"); },
     "no column for number and text"},
};

const std::vector<RowCase> kBrokenRows = {
    {"only a header", [] { return kCsv; }, {}, {"no rows behind the header"}},
    {"10 million empty lines",
     [] { return kCsv + Repeat("\n", 10'000'000); },
     {},
     {"no rows behind the header"}},
    {"10 million empty rows",
     [] {
       return WithLarge("xl/worksheets/sheet1.xml",
                        "<worksheet><sheetData>" + InlineRows({{"Номер", "Текст"}}),
                        Repeat("<row/>", 100'000), 100, "</sheetData></worksheet>");
     },
     {},
     {"no rows behind the header"}},
    {"10 million cells in a row",
     [] { return kCsv + Repeat(";", 10'000'000) + "\n"; },
     {"2 | | | | more than 16384 cells"},
     {}},
    {"short and long rows",
     [] { return kCsv + "1;a\n2;b;;\n3;c;;d\n"; },
     {"2 | | | | 2 cells where the header has 3", "4 | | | | 4 cells where the header has 3"},
     {}},
    {"quotation mark that is not closed",
     [] { return kCsv + "1;\"a\n2;c;\n"; },
     {"2 | | | | a quotation mark is opened and not closed"},
     {}},
    {"bytes of another encoding",
     [] { return kCsv + "1;\xCD\xE5\xF2;\n2;кириллица;\n3;ещё;\n"; },
     {"2 | 1 | Текст | | invalid encoding"},
     {}},
    {"NUL far behind",
     [] { return kCsv + Repeat("1;text;\n", 1000) + std::string("2;a\0b;\n", 7); },
     {"1002 | 2 | Текст | | invalid encoding"},
     {}},
    {"UTF-16 cut within a letter",
     [] {
       std::string bytes = "\xFF\xFE";
       for (const char c : std::string("id;text\n1;a\n2;b")) bytes.append({c, '\0'});
       return bytes.substr(0, bytes.size() - 1);
     },
     {"3 | 2 | text | | invalid encoding"},
     {}},
    {"the header again",
     [] { return kCsv + "1;a;\nНомер;Текст;Дата\n"; },
     {"3 | Номер | | | the header again"},
     {}},
    {"two headers",
     [] { return kCsv + "Номер;Текст;Дата\n1;a;\n"; },
     {"2 | Номер | | | the header again"},
     {}},
    {"columns of one name",
     [] { return std::string("Номер;Текст;Текст\n1;a;b\n"); },
     {},
     {"several columns are called \"Текст\": the first is used, the next is kept as \"Текст "
      "(2)\""}},
    {"a day that there is not",
     [] { return kCsv + "1;a;31.02.2025\n"; },
     {"2 | 1 | Дата | | unreadable date"},
     {}},
    {"neither number nor text",
     [] { return kCsv + ";a;\n2;;\n"; },
     {"2 | | Номер | | no register number", "3 | 2 | Текст | | no text"},
     {}},
    {"JSON torn in a line",
     [] { return std::string("{\"id\":1,\"text\":\"a\n{\"id\":2,\"text\":\"b\"}\n"); },
     {"1 | | | | not valid JSON at byte 18"},
     {}},
    {"JSON nested without end",
     [] { return "{\"id\":1,\"text\":\"a\"}\n{\"id\":2,\"x\":" + Repeat("[", 100'000) + "}\n"; },
     {"2 | | | | nested too deeply"},
     {}},
    {"cells out of the sheet",
     [] {
       return Book(
                  "<row r='2'><c r='XFE2'><v>1</v></c></row><row r='1048577'><c><v>1</v></c></row>")
           .Finish();
     },
     {"2 | | | | a cell without a valid address stands behind the beginning",
      "3 | | | | the row lies beyond row 1048576"},
     {}},
    {"rows out of order",
     [] {
       return Book(InlineRows({{"1", "a"}}, 5) + InlineRows({{"2", "b"}}, 4)).Finish();
     },
     {"4 | | | | the row stands behind row 5"},
     {}},
    {"a cell twice",
     [] { return Book("<row r='2'><c r='A2'><v>1</v></c><c r='A2'><v>2</v></c></row>").Finish(); },
     {"2 | | | | the cell A2 stands twice"},
     {}},
    {"formula without its value",
     [] { return Book("<row r='2'><c r='A2'><v>7</v></c><c r='B2'><f>A1</f></c></row>").Finish(); },
     {"2 | 7 | Текст | B2 | a formula without a stored value: open the file in a spreadsheet "
      "program and save "
      "it again"},
     {}},
    {"error in a cell",
     [] {
       return Book("<row r='2'><c r='A2'><v>7</v></c><c r='B2' t='e'><v>#REF!</v></c></row>")
           .Finish();
     },
     {"2 | 7 | Текст | B2 | #REF!"},
     {}},
    {"merged text",
     [] {
       return Book(InlineRows({{"1", "a"}, {"2", ""}}, 2),
                   "<mergeCells><mergeCell ref='B2:B3'/></mergeCells>")
           .Finish();
     },
     {"3 | 2 | Текст | B3 | B3 is merged with B2: split the cells"},
     {"merged cells filled down in column B (\"Текст\")"}},
    {"shared string of 100 MB",
     [] {
       return WithLarge("xl/sharedStrings.xml", "<sst><si><t>", Letters(), 100, "</t></si></sst>");
     },
     {"3 | | | | longer than 4194304 bytes"},
     {}},
};

const std::vector<Case> kBrokenReports = {
    {"DOCX without its document", [] { return Without(DocxWriter().Parts(), "word/document.xml"); },
     "word/document.xml: the file has no such member"},
    {"DOCX torn",
     [] {
       Parts parts = DocxWriter{fixture::Paragraph("text"), "", "", "", ""}.Parts();
       parts.back().second.resize(parts.back().second.size() - 20);
       return fixture::Pack(parts);
     },
     "word/document.xml: not well-formed XML"},
    {"DOCX with a DOCTYPE",
     [] {
       Parts parts = DocxWriter{fixture::Paragraph("text"), "", "", "", ""}.Parts();
       parts.back().second = "<!DOCTYPE w:document><w:document/>";
       return fixture::Pack(parts);
     },
     "word/document.xml: it has a DOCTYPE"},
    {"DOCX with a password", [] { return Compound(u"EncryptedPackage"); },
     "protected by a password"},
    {"PDF cut short", [] { return std::string("%PDF-1.7\n1 0 obj << /Type"); },
     "pdftotext cannot read it: "},
    {"page nested without end", [] { return "<html>" + Repeat("<div>", 100'000) + "text"; },
     "nested"},
    {"text in two encodings", [] { return "Текст в UTF-8, и " + Repeat("\xCD", 3); },
     "no valid UTF-8"},
    {"XLS", [] { return Compound(u"Workbook"); },
     "this is an old Excel workbook (XLS): save the report as DOCX"},
};

std::string ErrorOfTable(const std::filesystem::path& path) {
  const auto totals = crawler::ReadExport(
      path, {}, [](const crawler::ExportRow&) { return true; }, [](const crawler::RowError&) {},
      {});
  return totals ? "no error" : totals.error().message;
}

void CheckNamesFile(const std::string& message, const std::filesystem::path& path,
                    const std::string& part) {
  BOOST_TEST(message.rfind(path.string() + ": ", 0) == 0u, message);
  BOOST_TEST(message.find(part) != std::string::npos, message);
  BOOST_TEST(message.find('\n') == std::string::npos, message);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(broken_inputs_test)

BOOST_AUTO_TEST_CASE(a_broken_table_is_refused_with_its_reason) {
  for (const Case& broken : kBrokenTables) {
    BOOST_TEST_CONTEXT(broken.name) {
      const fixture::TemporaryFile file(broken.bytes(), ".csv");
      CheckNamesFile(ErrorOfTable(file.path()), file.path(), broken.message);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_broken_row_is_rejected_with_its_place) {
  for (const RowCase& broken : kBrokenRows) {
    BOOST_TEST_CONTEXT(broken.name) {
      const fixture::TemporaryFile file(broken.bytes(), ".xlsx");
      std::vector<std::string> rejected;
      const auto totals = crawler::ReadExport(
          file.path(), {}, [](const crawler::ExportRow&) { return true; },
          [&](const crawler::RowError& error) {
            const auto field = [](const std::string& text) {
              return text.empty() ? " |" : " " + text + " |";
            };
            rejected.push_back(std::to_string(error.row) + " |" + field(error.number) +
                               field(error.column) + field(error.cell) + " " + error.reason);
          },
          {});
      BOOST_REQUIRE_MESSAGE(totals, (totals ? "" : totals.error().message));
      BOOST_CHECK_EQUAL_COLLECTIONS(rejected.begin(), rejected.end(), broken.rejected.begin(),
                                    broken.rejected.end());
      const auto& notes = totals->table.notes;
      BOOST_CHECK_EQUAL_COLLECTIONS(notes.begin(), notes.end(), broken.notes.begin(),
                                    broken.notes.end());
    }
  }
}

BOOST_AUTO_TEST_CASE(a_broken_report_is_refused_with_its_reason) {
  for (const Case& broken : kBrokenReports) {
    BOOST_TEST_CONTEXT(broken.name) {
      const fixture::TemporaryFile file(broken.bytes(), ".txt");
      const auto report = crawler::ReadReport(file.path());
      CheckNamesFile(report ? "no error" : report.error().message, file.path(), broken.message);
    }
  }
}

BOOST_AUTO_TEST_CASE(what_is_no_file_is_named_too) {
  const std::filesystem::path folder = std::filesystem::temp_directory_path();
  CheckNamesFile(ErrorOfTable(folder), folder, "this is a folder: name a file in it");
  CheckNamesFile(ErrorOfTable("/nonexistent/file.xlsx"), "/nonexistent/file.xlsx", "no such file");
  // Its first bytes cannot be read, as on a failing disk.
  CheckNamesFile(ErrorOfTable("/proc/self/mem"), "/proc/self/mem", "cannot be read");
  const fixture::TemporaryFile pipe("");
  std::filesystem::remove(pipe.path());
  BOOST_REQUIRE(::mkfifo(pipe.path().c_str(), 0600) == 0);
  CheckNamesFile(ErrorOfTable(pipe.path()), pipe.path(), "no such file");
}

BOOST_AUTO_TEST_SUITE_END()
