// Any bytes as a CSV export: header, separator and rows are found in bounded time and memory.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "crawler/column_guess.h"
#include "crawler/csv_table.h"
#include "crawler/table_header.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  // The first byte cuts the rest into blocks, so that every state meets the end of a block.
  const std::size_t block = 1 + data[0] % 64;
  constexpr std::size_t kMaxRecordBytes = 256;
  const std::string head(bytes.substr(0, 4 * block));
  std::size_t at = head.size();
  const crawler::BlockSource source = [&](std::string& buffer) {
    if (at == bytes.size()) return false;
    const std::string_view next = bytes.substr(at, block);
    buffer += next;
    at += next.size();
    return true;
  };
  crawler::HeaderTest test;
  test.rows = [](std::span<const crawler::HeadRow> rows) -> std::size_t {
    const auto roles = crawler::GuessColumns(rows.front().cells, {}, core::SourceType::kAppeal);
    const bool found = !roles->empty() && roles->front() != crawler::ColumnRole::kOther;
    return found ? std::min(rows.size(), 1 + rows.front().cells.size() % 3) : 0;
  };
  const crawler::CsvLayout layout =
      crawler::FindCsvLayout(head, at == bytes.size(), crawler::TableOptions(), test);
  if (!layout.header) return 0;
  std::vector<std::string> notes;
  const auto header = std::span(layout.head).subspan(layout.header->at, layout.header->rows);
  std::vector<std::string> columns = crawler::HeaderNames(header);
  crawler::SeparateNames(columns, notes);
  crawler::CsvTable table(head, source, {layout.separator, kMaxRecordBytes}, header.back().row,
                          std::move(columns));
  crawler::Record record;
  std::uint64_t line = 0;
  while (*table.Next(record)) {
    if (record.line <= line) std::abort();
    line = record.line;
    if (record.problem.empty() && record.cells.size() != table.columns().size()) std::abort();
  }
  return 0;
}
