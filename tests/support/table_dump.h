// A table as lines of text, for tests that compare it as a whole.
#pragma once

#include <algorithm>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "crawler/table.h"
#include "tests/support/temporary_file.h"

namespace fixture {

// The header is a row with a cell "id".
inline crawler::HeaderTest HeaderWithId() {
  crawler::HeaderTest test;
  test.rows = [](std::span<const crawler::HeadRow> head) {
    const auto& cells = head.front().cells;
    return static_cast<std::size_t>(std::find(cells.begin(), cells.end(), "id") != cells.end());
  };
  test.lacks = [](const std::vector<std::string>&) { return std::string("no column for id"); };
  return test;
}

struct TableDump {
  std::string error;  // of opening or reading, without the path of the file
  crawler::TableInfo info;
  std::vector<std::string> rows;   // "3: 1 | words | #REF! (C3)"
  std::vector<std::string> notes;  // of the table and its reader
};

inline std::string ToLine(const crawler::RecordReader& reader, const crawler::Record& record) {
  std::string line = std::to_string(record.line) + ":";
  if (!record.problem.empty()) return line + " !" + record.problem;
  for (const crawler::Record::Cell& cell : record.cells) {
    line += " " + reader.columns()[cell.column] + "=" + std::string(cell.value);
    if (!cell.problem.empty()) {
      line += "!" + reader.CellName(record, cell.column) + " " + std::string(cell.problem);
    }
    if (cell.origin) line += "<" + crawler::ToString(cell.origin);
  }
  return line;
}

inline TableDump DumpTable(const std::filesystem::path& path, const crawler::TableOptions& options,
                           const crawler::HeaderTest& header) {
  TableDump dump;
  const auto without_path = [&](const std::string& message) {
    const std::string begin = path.string() + ": ";
    return message.rfind(begin, 0) == 0 ? message.substr(begin.size()) : "NO PATH: " + message;
  };
  auto table = crawler::OpenTable(path, options, header, {});
  if (!table) {
    dump.error = without_path(table.error().message);
    return dump;
  }
  crawler::Record record;
  for (;;) {
    const auto more = table->reader->Next(record);
    if (!more) dump.error = without_path(more.error().message);
    if (!more || !*more) break;
    dump.rows.push_back(ToLine(*table->reader, record));
  }
  dump.info = table->info;
  dump.notes = table->info.notes;
  const auto notes = table->reader->notes();
  dump.notes.insert(dump.notes.end(), notes.begin(), notes.end());
  return dump;
}

inline TableDump DumpTable(std::string_view bytes, const crawler::TableOptions& options = {},
                           const crawler::HeaderTest& header = HeaderWithId()) {
  return DumpTable(TemporaryFile(bytes).path(), options, header);
}

}  // namespace fixture
