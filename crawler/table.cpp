#include "crawler/table.h"

#include <fmt/format.h>

#include <memory>
#include <utility>

#include "core/printable.h"
#include "crawler/ascii.h"
#include "crawler/csv_table.h"
#include "crawler/file_format.h"
#include "crawler/json_table.h"
#include "crawler/table_header.h"
#include "crawler/text_file.h"
#include "crawler/xlsx_table.h"

namespace crawler {
namespace {

constexpr std::size_t kHeadBytes = 1u << 20;  // what separator and columns are guessed from
constexpr std::size_t kSampledObjects = 100;
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

// A table within a text file: looks after the encoding and the end of the file.
class TextTable : public RecordReader {
 public:
  TextTable(std::shared_ptr<TextFile> file, std::string path, std::unique_ptr<RecordReader> records)
      : file_(std::move(file)),
        path_(std::move(path)),
        lossy_(file_->encoding() != TextEncoding::kUtf8),
        records_(std::move(records)) {}

  core::Expected<bool> Next(Record& record) override {
    auto more = records_->Next(record);
    if (!more) return core::Error{fmt::format("{}: {}", path_, more.error().message)};
    if (!*more && file_->failed()) {
      return core::Error{fmt::format("{}: cannot be read to its end", path_)};
    }
    if (!*more) return false;
    for (Record::Cell& cell : record.cells) {
      if (!IsCleanUtf8(cell.value) ||
          (lossy_ && cell.value.find(kReplacement) != std::string_view::npos)) {
        cell.problem = "invalid encoding";
      }
    }
    return true;
  }

  const std::vector<std::string>& columns() const override { return records_->columns(); }

 private:
  std::shared_ptr<TextFile> file_;
  std::string path_;
  bool lossy_;  // U+FFFD in the text stands for bytes that could not be decoded
  std::unique_ptr<RecordReader> records_;
};

bool IsArray(std::string_view text) {
  text = Trim(text);
  return text.substr(0, 1) == "[" && Trim(text.substr(1)).substr(0, 1) == "{";
}

// What the first objects of a JSON text show.
struct JsonSample {
  std::vector<std::string> columns;
  std::vector<HeadRow> rows;
};

JsonSample SampleJson(const std::string& text, std::size_t max_bytes) {
  JsonTable table(
      text, [](std::string&) { return false; }, max_bytes);
  JsonSample sample;
  Record record;
  for (std::size_t i = 0; i < kSampledObjects; ++i) {
    const auto more = table.Next(record);
    if (!more || !*more) break;
    HeadRow row;
    row.row = record.line;
    row.cells.resize(table.columns().size());
    for (const Record::Cell& cell : record.cells) row.cells[cell.column] = HeadCell(cell.value);
    sample.rows.push_back(std::move(row));
  }
  sample.columns = table.columns();
  return sample;
}

// A text file on its way to be a table.
struct Opened {
  std::filesystem::path path;
  const TableOptions& options;
  const HeaderTest& header;
  std::shared_ptr<TextFile> file;
  BlockSource source;
  std::string head;
  bool whole = false;  // the head is all of it

  void ReadHead(std::size_t bytes) {
    while (!whole && head.size() < bytes) whole = !source(head);
  }
  core::Error Lacks(const std::vector<std::string>& columns) const {
    return {fmt::format("{}: {}: found {}", path.string(), header.lacks(columns),
                        ListColumns(columns))};
  }
  std::unique_ptr<RecordReader> Wrap(std::unique_ptr<RecordReader> records) const {
    return std::make_unique<TextTable>(file, path.string(), std::move(records));
  }
};

core::Expected<Table> OpenJson(Opened opened, bool array) {
  const std::size_t max_bytes = opened.options.max_row_bytes;
  JsonSample sample = SampleJson(opened.head, max_bytes);
  while (sample.columns.empty() && !opened.whole && opened.head.size() <= max_bytes) {
    opened.ReadHead(2 * opened.head.size());  // an object must be whole to show its keys
    sample = SampleJson(opened.head, max_bytes);
  }
  std::vector<HeadRow> head(1);
  head[0].cells = sample.columns;
  head.insert(head.end(), sample.rows.begin(), sample.rows.end());
  if (opened.header.rows(head) == 0) return opened.Lacks(sample.columns);
  Table table;
  table.info.format =
      fmt::format("{}, {}", array ? "JSON" : "JSON Lines", Name(opened.file->encoding()));
  table.info.columns = std::move(sample.columns);
  table.head = std::move(sample.rows);
  table.reader =
      opened.Wrap(std::make_unique<JsonTable>(std::move(opened.head), opened.source, max_bytes));
  return table;
}

core::Expected<Table> OpenCsv(Opened opened) {
  CsvLayout layout = FindCsvLayout(opened.head, opened.whole, opened.options, opened.header);
  if (!layout.header) {
    if (!layout.problem.empty()) {
      return core::Error{fmt::format("{}: {}", opened.path.string(), layout.problem)};
    }
    const HeadRow* const likely = LikelyHeader(layout.head, opened.options.header_row);
    return opened.Lacks(likely ? likely->cells : std::vector<std::string>());
  }
  const auto header = std::span(layout.head).subspan(layout.header->at, layout.header->rows);
  Table table;
  table.info.format = fmt::format(
      "CSV, separator {}, {}",
      layout.separator == '\t' ? std::string("tab") : fmt::format("'{}'", layout.separator),
      Name(opened.file->encoding()));
  table.info.header_row = header.front().row;
  table.info.columns = HeaderNames(header);
  SeparateNames(table.info.columns, table.info.notes);
  table.header = *layout.header;
  table.reader = opened.Wrap(
      std::make_unique<CsvTable>(std::move(opened.head), opened.source,
                                 CsvReader::Options{layout.separator, opened.options.max_row_bytes},
                                 header.back().row, table.info.columns));
  table.head = std::move(layout.head);
  return table;
}

core::Expected<Table> OpenText(const std::filesystem::path& path, const TableOptions& options,
                               const HeaderTest& header,
                               const std::function<void(std::uint64_t)>& progress) {
  if (!options.sheet.empty()) {
    return core::Error{
        fmt::format("{}: a text has no sheets: leave out the name of one", path.string())};
  }
  auto text = TextFile::Open(path);
  if (!text) return text.error();
  const auto file = std::make_shared<TextFile>(std::move(*text));
  const BlockSource source = [file, progress](std::string& buffer) {
    const bool more = file->Read(buffer);
    if (more && progress) progress(file->bytes_read());
    return more;
  };
  Opened opened{path, options, header, file, source, {}, false};
  opened.ReadHead(kHeadBytes);
  if (Trim(opened.head).empty()) return core::Error{path.string() + ": the file is empty"};
  const bool array = IsArray(opened.head);
  if (array || Trim(opened.head).substr(0, 1) == "{") return OpenJson(std::move(opened), array);
  return OpenCsv(std::move(opened));
}

}  // namespace

core::Expected<Table> OpenTable(const std::filesystem::path& path, const TableOptions& options,
                                const HeaderTest& header,
                                const std::function<void(std::uint64_t bytes_read)>& progress) {
  const auto format = IdentifyFile(path);
  if (!format) return format.error();
  if (*format == FileFormat::kText) return OpenText(path, options, header, progress);
  if (*format == FileFormat::kXlsx) return OpenXlsxTable(path, options, header, progress);
  return core::Error{
      fmt::format("{}: {}", path.string(), Refusal(*format, "table", "XLSX or CSV"))};
}

}  // namespace crawler
