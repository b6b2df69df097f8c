#include "crawler/csv_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>

#include "core/printable.h"
#include "crawler/ascii.h"

namespace crawler {
namespace {

constexpr std::string_view kSeparators = ",;\t|";
constexpr std::size_t kHeaderRows = 20;  // a report's title may stand above the header
constexpr std::size_t kSniffedRows = 100;

bool IsEmpty(std::string_view cell) {
  return Trim(cell).empty();
}

std::vector<std::string> Names(const std::vector<std::string_view>& cells) {
  std::vector<std::string> names;
  for (const std::string_view cell : cells) names.push_back(core::Printable(Trim(cell)));
  while (!names.empty() && names.back().empty()) names.pop_back();  // "id;text;"
  return names;
}

// How well a separator explains the beginning of a text.
struct Sniffed {
  char separator = ',';
  bool header_found = false;
  std::uint64_t header_line = 0;
  std::vector<std::string> names;
  double agreeing = 0;  // part of the rows behind the header with as many cells

  bool Beats(const Sniffed& other) const {
    if (header_found != other.header_found) return header_found;
    if ((names.size() > 1) != (other.names.size() > 1)) return names.size() > 1;
    if (agreeing != other.agreeing) return agreeing > other.agreeing;
    return names.size() > other.names.size();
  }
};

Sniffed Sniff(const std::string& head, char separator, const CsvHeaderTest& is_header) {
  CsvReader reader(head, [](std::string&) { return false; }, {separator, head.size()});
  Sniffed sniffed;
  sniffed.separator = separator;
  CsvRow row;
  std::size_t rows = 0, behind = 0, agreeing = 0;
  while (rows < kSniffedRows && reader.Next(row)) {
    ++rows;
    std::vector<std::string> names = Names(row.cells);
    const bool found = !sniffed.header_found && rows <= kHeaderRows && is_header(names);
    if (found || (!sniffed.header_found && names.size() > sniffed.names.size())) {
      sniffed.header_found = found;
      sniffed.header_line = row.line;
      sniffed.names = std::move(names);
      behind = agreeing = 0;
    } else {
      ++behind;
      agreeing += names.size() <= sniffed.names.size() && row.cells.size() >= sniffed.names.size();
    }
  }
  if (behind > 0) sniffed.agreeing = static_cast<double>(agreeing) / static_cast<double>(behind);
  return sniffed;
}

// The separator that Excel's first line "sep=;" names.
std::optional<char> NamedSeparator(std::string_view head) {
  if (head.size() < 5 || head.substr(0, 4) != "sep=") return std::nullopt;
  if (kSeparators.find(head[4]) == std::string_view::npos) return std::nullopt;
  return head[4];
}

Sniffed SniffAll(const std::string& head, const CsvHeaderTest& is_header) {
  if (const auto named = NamedSeparator(head)) return Sniff(head, *named, is_header);
  Sniffed best = Sniff(head, kSeparators[0], is_header);
  for (const char separator : kSeparators.substr(1)) {
    Sniffed sniffed = Sniff(head, separator, is_header);
    if (sniffed.Beats(best)) best = std::move(sniffed);
  }
  return best;
}

}  // namespace

CsvTable::CsvTable(std::string head, BlockSource source, std::size_t max_record_bytes,
                   const CsvHeaderTest& is_header) {
  Sniffed sniffed = SniffAll(head, is_header);
  separator_ = sniffed.separator;
  header_found_ = sniffed.header_found;
  columns_ = std::move(sniffed.names);
  reader_ = std::make_unique<CsvReader>(std::move(head), std::move(source),
                                        CsvReader::Options{separator_, max_record_bytes});
  while (sniffed.header_line > 0 && reader_->Next(row_) && row_.line < sniffed.header_line) {
  }
  reader_->ExpectCells(columns_.size());
}

core::Expected<bool> CsvTable::Next(Record& record) {
  record.cells.clear();
  record.problem.clear();
  record.column.clear();
  do {
    if (!reader_->Next(row_)) return false;
  } while (row_.problem.empty() && std::all_of(row_.cells.begin(), row_.cells.end(), IsEmpty));
  record.line = row_.line;
  if (!row_.problem.empty()) {
    record.problem = row_.problem;
    return true;
  }
  std::size_t cells = row_.cells.size();
  while (cells > columns_.size() && IsEmpty(row_.cells[cells - 1])) --cells;
  if (cells != columns_.size()) {
    record.problem = fmt::format("{} cells where the header has {}", cells, columns_.size());
    return true;
  }
  for (std::size_t i = 0; i < cells; ++i) record.cells.push_back({i, row_.cells[i], {}, {}});
  return true;
}

}  // namespace crawler
