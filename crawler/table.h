// Tables of any format that offices send, CSV, JSON Lines and XLSX: the format, its details and the
// header are found, not asked for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/expected.h"
#include "crawler/record_reader.h"

namespace crawler {

struct TableOptions {
  std::string sheet;             // of a workbook; empty: the first whose header fits
  std::uint64_t header_row = 0;  // number of the row as messages name it; 0: found among the first
  std::size_t max_row_bytes = 4u << 20;
};

// What was found out about a table, for people.
struct TableInfo {
  std::string format;            // "CSV, separator ';', windows-1251", "XLSX, sheet \"Лист1\""
  std::string sheet;             // of a workbook
  std::uint64_t header_row = 0;  // its first row; 0: the format has no header (JSON)
  std::vector<std::string> columns;  // names, printable; of JSON those seen at the beginning
  std::vector<std::string> roles;    // beside `columns`: what each is taken for ("number", "other")
  std::vector<std::string> notes;    // one line each, never with words of a row
};

// Why a row, or one cell of it, was not taken.
struct RowError {
  std::uint64_t row = 0;  // as the spreadsheet shows it; of other files the line where it begins
  std::string number;     // register number of the item, if it is known
  std::string column;     // header; empty: the row as a whole
  std::string cell;       // address in a workbook ("C17"), if it is about one cell
  std::string reason;     // never with words of the row
};

// A row near the beginning of a table.
struct HeadRow {
  std::uint64_t row = 0;           // as messages name it
  std::vector<std::string> cells;  // one line each, printable, trimmed
  std::vector<CellRef> origins;    // beside `cells`: see Record::Cell::origin
};

// What a reader of tables takes for the header.
struct HeaderTest {
  // How many rows of `head`, from its first on, are the header; 0 if it does not begin there.
  std::function<std::size_t(std::span<const HeadRow> head)> rows;
  // What a table with these columns lacks, and what to do: "no column for number and text".
  std::function<std::string(const std::vector<std::string>& columns)> lacks;
};

struct HeaderPlace {
  std::size_t at = 0, rows = 0;  // in a head
};

struct Table {
  std::unique_ptr<RecordReader> reader;  // at the first row behind the header
  TableInfo info;                        // without the reader's notes
  std::vector<HeadRow> head;             // up to 100 rows, those above the header included
  HeaderPlace header;                    // in `head`; no rows in a format without one
};

// Opens the file by its content, whatever its name. `progress` gets the bytes of the file read so
// far, by this call and by the reader's. An error says what to do: a format that is not read (old
// or binary or protected workbooks, PDF, web pages, archives, ...), a damaged file, no header that
// fits (then with the columns, and sheets, that were found).
core::Expected<Table> OpenTable(const std::filesystem::path& path, const TableOptions& options,
                                const HeaderTest& header,
                                const std::function<void(std::uint64_t bytes_read)>& progress);

}  // namespace crawler
