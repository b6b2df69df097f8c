// Any bytes as a workbook: as the file, or as its parts sheet, shared strings, styles, workbook and
// relationships. Rows and cells are in order, values are text, and a second reading finds the same.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "crawler/table.h"
#include "crawler/text_file.h"
#include "tests/support/fuzz_parts.h"
#include "tests/support/memory_file.h"
#include "tests/support/xlsx_writer.h"

namespace {

std::string Workbook(std::string_view bytes) {
  fixture::XlsxWriter writer;
  writer.sheets.push_back({"a", fixture::InlineRows({{"id", "text"}, {"1", "b"}}), "", "", ""});
  writer.strings = "<si><t>a</t></si>";
  auto parts = writer.Parts();
  fixture::ReplaceParts(parts,
                        {"xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml",
                         "xl/workbook.xml", "xl/_rels/workbook.xml.rels"},
                        fixture::CutParts(bytes));
  return fixture::Pack(parts, fixture::ZipWriter::Method::kStored);
}

// A hash of all that the reader gives.
std::size_t Read(const std::filesystem::path& path) {
  crawler::HeaderTest header;
  header.rows = [](std::span<const crawler::HeadRow> head) -> std::size_t {
    const std::size_t cells = head.front().cells.size();
    return cells == 0 ? 0 : std::min(head.size(), 1 + cells % 3);
  };
  header.lacks = [](const std::vector<std::string>&) { return std::string(); };
  crawler::TableOptions options;
  options.max_row_bytes = 4096;
  auto table = crawler::OpenTable(path, options, header, {});
  if (!table) return 0;
  std::size_t hash = 1;
  crawler::Record record;
  for (;;) {
    const auto more = table->reader->Next(record);
    if (!more || !*more) return hash;
    if (record.line == 0 || (!record.problem.empty() && !record.cells.empty())) std::abort();
    for (std::size_t i = 0; i < record.cells.size(); ++i) {
      const crawler::Record::Cell& cell = record.cells[i];
      if (cell.column >= table->reader->columns().size()) std::abort();
      if (i > 0 && record.cells[i - 1].column >= cell.column) std::abort();
      if (!crawler::IsCleanUtf8(cell.value)) std::abort();
      hash = hash * 31 + std::hash<std::string_view>()(cell.value) + cell.column + record.line;
    }
    table->reader->notes();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static fixture::MemoryFile file;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  file.Write(bytes.starts_with("PK") ? std::string(bytes) : Workbook(bytes));
  const std::size_t read = Read(file.path());
  if (size % 4 == 0 && read != Read(file.path())) std::abort();
  return 0;
}
