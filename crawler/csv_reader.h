// Separated values as offices write them: RFC 4180 with any separator, and its sloppy forms.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "crawler/record_reader.h"

namespace crawler {

// One record as its cells, in order.
struct CsvRow {
  std::uint64_t line = 0;               // where it begins, from 1
  std::vector<std::string_view> cells;  // unquoted; they live until the next call of Next
  std::string problem;                  // why it cannot be read; empty if it can
  bool too_large = false;               // the problem is a limit
};

// Beyond RFC 4180: lines end in LF, CRLF or CR; empty lines are skipped; a quotation mark inside a
// cell is text, doubled or not; blanks around a quoted cell are dropped.
//
// A quotation mark that is opened and never closed would swallow the rows behind it. So a record is
// read as its first line alone if a quoted cell has both a stray mark and a line break and that
// line has the expected number of cells, or if a quoted cell finds no end within the limit. Linear
// time whatever the input; a record has at most 16,384 cells, as a sheet.
class CsvReader {
 public:
  struct Options {
    char separator = ',';
    std::size_t max_record_bytes = 4u << 20;
  };

  // Reads `start` and then the blocks of `source`.
  CsvReader(std::string start, BlockSource source, Options options);

  // The number of cells of a good record, once it is known.
  void ExpectCells(std::size_t cells) { expected_cells_ = cells; }

  // Reads the next record into `row`, reusing its memory; false at the end.
  bool Next(CsvRow& row);

 private:
  enum class Outcome { kRead, kStrayQuote, kOpenQuote, kTooLong };
  enum class Extent { kRecord, kFirstLine };
  struct Position {
    std::size_t at = 0;      // in buffer_
    std::uint64_t line = 1;  // of the file
  };
  // A cell of the record that is being read: bytes of arena_.
  struct Span {
    std::size_t begin, end;
  };

  using Stops = std::array<bool, 256>;  // bytes that end a run of text

  int Peek(std::size_t at);
  std::size_t RunEnd(std::size_t at, const Stops& stops) const;
  bool IsBlank(int c) const { return (c == ' ' || c == '\t') && c != options_.separator; }
  bool EndsCell(int c) const;
  std::size_t SkipBlanks(std::size_t at);
  std::size_t SkipLineEnd(std::size_t at);
  void DropFront(std::size_t bytes);
  bool FindRecord();
  bool TooLong(std::size_t at) const { return at - record_.at > options_.max_record_bytes; }

  Outcome ReadCells(Position& position, Extent extent);
  Outcome ReadQuotedCell(Position& position, Extent extent);
  Outcome ReadPlainCell(Position& position);
  bool FirstLineFits(Position& position);
  void Give(CsvRow& row, const Position& end);
  void Reject(CsvRow& row, std::string problem);

  BlockSource source_;
  Options options_;
  Stops plain_stops_{}, quoted_stops_{};
  std::size_t expected_cells_ = 0;  // 0: not known
  std::string buffer_;
  bool source_ended_ = false;
  Position record_;                 // where the record being read begins
  std::size_t one_line_until_ = 0;  // records that begin before it are single lines
  bool first_line_tried_ = false;   // of the record being read
  std::string arena_;
  std::vector<Span> spans_;
};

}  // namespace crawler
