#include "crawler/csv_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace crawler {
namespace {

constexpr int kEnd = -1;
constexpr std::size_t kDropAt = 1u << 20;  // bytes read that are worth moving the rest for
constexpr std::size_t kMaxBlanks = 256;    // around a quoted cell
constexpr std::size_t kMaxCells = 1u << 14;

bool IsLineEnd(int c) {
  return c == '\n' || c == '\r';
}

}  // namespace

CsvReader::CsvReader(std::string start, BlockSource source, Options options)
    : source_(std::move(source)), options_(options), buffer_(std::move(start)) {
  for (const unsigned char c : {'\r', '\n'}) plain_stops_[c] = quoted_stops_[c] = true;
  plain_stops_[static_cast<unsigned char>(options_.separator)] = true;
  quoted_stops_['"'] = true;
}

// The first stop from `at` on, or the end of the buffer.
std::size_t CsvReader::RunEnd(std::size_t at, const Stops& stops) const {
  while (at < buffer_.size() && !stops[static_cast<unsigned char>(buffer_[at])]) ++at;
  return at;
}

int CsvReader::Peek(std::size_t at) {
  while (at >= buffer_.size()) {
    if (source_ended_) return kEnd;
    source_ended_ = !source_(buffer_);
  }
  return static_cast<unsigned char>(buffer_[at]);
}

bool CsvReader::EndsCell(int c) const {
  return c == static_cast<unsigned char>(options_.separator) || IsLineEnd(c) || c == kEnd;
}

std::size_t CsvReader::SkipBlanks(std::size_t at) {
  const std::size_t limit = at + kMaxBlanks;
  while (at < limit && IsBlank(Peek(at))) ++at;
  return at;
}

// CRLF is one line end.
std::size_t CsvReader::SkipLineEnd(std::size_t at) {
  return Peek(at) == '\r' && Peek(at + 1) == '\n' ? at + 2 : at + 1;
}

void CsvReader::DropFront(std::size_t bytes) {
  buffer_.erase(0, bytes);
  record_.at -= std::min(record_.at, bytes);
  one_line_until_ -= std::min(one_line_until_, bytes);
}

// Moves to the next line that is not empty; false at the end.
bool CsvReader::FindRecord() {
  while (IsLineEnd(Peek(record_.at))) {
    record_.at = SkipLineEnd(record_.at);
    ++record_.line;
    if (record_.at >= kDropAt) DropFront(record_.at);
  }
  return Peek(record_.at) != kEnd;
}

bool CsvReader::Next(CsvRow& row) {
  if (record_.at >= kDropAt) DropFront(record_.at);
  if (!FindRecord()) return false;
  row.problem.clear();
  row.too_large = false;
  row.line = record_.line;
  first_line_tried_ = false;

  const Extent extent = record_.at < one_line_until_ ? Extent::kFirstLine : Extent::kRecord;
  Position end = record_;
  Outcome outcome = ReadCells(end, extent);
  if (outcome == Outcome::kStrayQuote) {
    first_line_tried_ = true;
    end = record_;
    if (FirstLineFits(end)) {
      Give(row, end);
      return true;
    }
    end = record_;
    outcome = ReadCells(end, Extent::kRecord);
  }
  if (outcome == Outcome::kRead) {
    Give(row, end);
    return true;
  }
  one_line_until_ = std::max(one_line_until_, end.at);
  end = record_;
  if (outcome == Outcome::kOpenQuote && FirstLineFits(end)) {
    Give(row, end);
  } else if (outcome == Outcome::kOpenQuote) {
    Reject(row, "a quotation mark is opened and not closed");
  } else {
    row.too_large = true;
    Reject(row, spans_.size() > kMaxCells
                    ? fmt::format("more than {} cells", kMaxCells)
                    : fmt::format("longer than {} bytes", options_.max_record_bytes));
  }
  return true;
}

CsvReader::Outcome CsvReader::ReadCells(Position& position, Extent extent) {
  arena_.clear();
  spans_.clear();
  for (;;) {
    const std::size_t start = SkipBlanks(position.at);
    Outcome outcome = Outcome::kOpenQuote;
    const bool quoted = Peek(start) == '"';
    if (quoted) {
      const Position unquoted = std::exchange(position, {start, position.line});
      outcome = ReadQuotedCell(position, extent);
      if (outcome != Outcome::kRead && extent == Extent::kFirstLine) position = unquoted;
    }
    if (!quoted || (outcome != Outcome::kRead && extent == Extent::kFirstLine)) {
      outcome = ReadPlainCell(position);
    }
    if (outcome != Outcome::kRead) return outcome;
    if (spans_.size() > kMaxCells) return Outcome::kTooLong;
    const int c = Peek(position.at);
    if (c != kEnd && !IsLineEnd(c)) {
      ++position.at;  // the separator
      continue;
    }
    if (c != kEnd) {
      position.at = SkipLineEnd(position.at);
      ++position.line;
    }
    return Outcome::kRead;
  }
}

// From the opening mark at `position`. Moves `position` behind the cell, or to where reading ended
// if the cell has no end.
CsvReader::Outcome CsvReader::ReadQuotedCell(Position& position, Extent extent) {
  const std::size_t begin = arena_.size();
  Position at{position.at + 1, position.line};
  bool stray = false, broken = false;
  const auto fail = [&](Outcome outcome) {
    arena_.resize(begin);
    position = at;
    return outcome;
  };
  for (;;) {
    const int c = Peek(at.at);
    if (c == kEnd || TooLong(at.at)) return fail(Outcome::kOpenQuote);
    if (c == '"') {
      if (Peek(at.at + 1) == '"') {
        ++at.at;
      } else {
        const std::size_t behind = SkipBlanks(at.at + 1);
        if (EndsCell(Peek(behind))) {
          spans_.push_back({begin, arena_.size()});
          position = {behind, at.line};
          return Outcome::kRead;
        }
        stray = true;
      }
      arena_.push_back('"');
      ++at.at;
    } else if (IsLineEnd(c)) {
      const std::size_t next = SkipLineEnd(at.at);
      broken = true;
      arena_.append(buffer_, at.at, next - at.at);
      at = {next, at.line + 1};
    } else {
      const std::size_t run = RunEnd(at.at, quoted_stops_);
      arena_.append(buffer_, at.at, run - at.at);
      at.at = run;
    }
    if (extent == Extent::kFirstLine && (stray || broken)) return fail(Outcome::kStrayQuote);
    if (stray && broken && !first_line_tried_) return fail(Outcome::kStrayQuote);
  }
}

CsvReader::Outcome CsvReader::ReadPlainCell(Position& position) {
  const std::size_t begin = arena_.size();
  while (!EndsCell(Peek(position.at))) {
    const std::size_t run = RunEnd(position.at, plain_stops_);
    if (TooLong(run)) return Outcome::kTooLong;
    arena_.append(buffer_, position.at, run - position.at);
    position.at = run;
  }
  spans_.push_back({begin, arena_.size()});
  return Outcome::kRead;
}

// Reads the record's first line alone and says whether it may be a record.
bool CsvReader::FirstLineFits(Position& position) {
  if (ReadCells(position, Extent::kFirstLine) != Outcome::kRead) return false;
  std::size_t cells = spans_.size();
  while (cells > expected_cells_ && spans_[cells - 1].begin == spans_[cells - 1].end) --cells;
  return cells == expected_cells_;
}

void CsvReader::Give(CsvRow& row, const Position& end) {
  row.cells.clear();
  for (const Span& span : spans_) {
    row.cells.push_back(std::string_view(arena_).substr(span.begin, span.end - span.begin));
  }
  record_ = end;
}

// The record's first line is lost; reading goes on behind it.
void CsvReader::Reject(CsvRow& row, std::string problem) {
  row.cells.clear();
  row.problem = std::move(problem);
  for (;;) {
    const std::size_t end = buffer_.find_first_of("\r\n", record_.at);
    if (end != std::string::npos) {
      record_ = {SkipLineEnd(end), record_.line + 1};
      return;
    }
    DropFront(buffer_.size());
    if (Peek(record_.at) == kEnd) return;
  }
}

}  // namespace crawler
