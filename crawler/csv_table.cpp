#include "crawler/csv_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "crawler/ascii.h"
#include "crawler/table_header.h"

namespace crawler {
namespace {

constexpr std::string_view kSeparators = ",;\t|";
constexpr std::size_t kMaxHeadCells = 100'000;

bool IsEmpty(std::string_view cell) {
  return Trim(cell).empty();
}

// How well a separator explains the beginning of a text.
struct Sniffed {
  CsvLayout layout;
  std::size_t columns = 0;  // of the header, or of the widest row
  double agreeing = 0;      // part of the rows behind it with as many cells

  bool Beats(const Sniffed& other) const {
    const bool found = layout.header.has_value();
    if (found != other.layout.header.has_value()) return found;
    if ((columns > 1) != (other.columns > 1)) return columns > 1;
    if (agreeing != other.agreeing) return agreeing > other.agreeing;
    return columns > other.columns;
  }
};

HeadRow ToHeadRow(const CsvRow& row) {
  HeadRow head;
  head.row = row.line;
  for (const std::string_view cell : row.cells) head.cells.push_back(HeadCell(cell));
  return head;
}

std::vector<HeadRow> ReadHead(const std::string& text, bool whole, CsvLayout& layout) {
  CsvReader reader(text, [](std::string&) { return false; }, {layout.separator, text.size()});
  std::vector<HeadRow> head;
  CsvRow row;
  std::size_t cells = 0;
  bool ended = false;
  while (head.size() < kHeadRows && cells < kMaxHeadCells) {
    ended = !reader.Next(row);
    if (ended) break;
    cells += row.cells.size();
    if (row.too_large && layout.problem.empty()) {
      layout.problem = fmt::format("line {}: {}", row.line, row.problem);
    }
    head.push_back(ToHeadRow(row));
  }
  if (ended && !whole && head.size() > 1) head.pop_back();  // the text is cut within it
  return head;
}

std::size_t Width(const std::vector<std::string>& cells) {
  std::size_t width = cells.size();
  while (width > 0 && cells[width - 1].empty()) --width;
  return width;
}

Sniffed Sniff(const std::string& text, bool whole, char separator, const TableOptions& options,
              const HeaderTest& header) {
  Sniffed sniffed;
  CsvLayout& layout = sniffed.layout;
  layout.separator = separator;
  layout.head = ReadHead(text, whole, layout);
  layout.header = FindHeader(layout.head, options.header_row, header);
  std::size_t first = 0;  // behind the header
  if (layout.header) {
    first = layout.header->at + layout.header->rows;
    sniffed.columns =
        HeaderNames(std::span(layout.head).subspan(layout.header->at, layout.header->rows)).size();
  } else if (const HeadRow* likely = LikelyHeader(layout.head, options.header_row)) {
    first = static_cast<std::size_t>(likely - layout.head.data()) + 1;
    sniffed.columns = Width(likely->cells);
  }
  const std::size_t behind = layout.head.size() - first;
  const auto agreeing = std::count_if(layout.head.begin() + static_cast<std::ptrdiff_t>(first),
                                      layout.head.end(), [&](const HeadRow& row) {
                                        return Width(row.cells) <= sniffed.columns &&
                                               row.cells.size() >= sniffed.columns;
                                      });
  if (behind > 0) sniffed.agreeing = static_cast<double>(agreeing) / static_cast<double>(behind);
  return sniffed;
}

// The separator that Excel's first line "sep=;" names.
std::optional<char> NamedSeparator(std::string_view text) {
  if (text.size() < 5 || text.substr(0, 4) != "sep=") return std::nullopt;
  if (kSeparators.find(text[4]) == std::string_view::npos) return std::nullopt;
  return text[4];
}

}  // namespace

CsvLayout FindCsvLayout(const std::string& head, bool whole, const TableOptions& options,
                        const HeaderTest& header) {
  if (const auto named = NamedSeparator(head)) {
    return Sniff(head, whole, *named, options, header).layout;
  }
  Sniffed best = Sniff(head, whole, kSeparators[0], options, header);
  for (const char separator : kSeparators.substr(1)) {
    Sniffed sniffed = Sniff(head, whole, separator, options, header);
    if (sniffed.Beats(best)) std::swap(sniffed, best);
    if (best.layout.problem.empty()) best.layout.problem = std::move(sniffed.layout.problem);
  }
  return best.layout;
}

CsvTable::CsvTable(std::string head, BlockSource source, CsvReader::Options options,
                   std::uint64_t header, std::vector<std::string> columns)
    : columns_(std::move(columns)), reader_(std::move(head), std::move(source), options) {
  while (header > 0 && reader_.Next(row_) && row_.line < header) {
  }
  reader_.ExpectCells(columns_.size());
}

core::Expected<bool> CsvTable::Next(Record& record) {
  record.cells.clear();
  record.problem.clear();
  record.column.clear();
  do {
    if (!reader_.Next(row_)) return false;
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
