#include "app/table_file.h"

#include <fmt/format.h>

#include <system_error>
#include <utility>

namespace app {

TableFile::TableFile(std::filesystem::path path, std::unique_ptr<OutputFile> output)
    : path_(std::move(path)), output_(std::move(output)) {}

core::Expected<std::unique_ptr<TableFile>> TableFile::Create(
    const std::filesystem::path& path, TableFormat format, const std::string& sheet,
    const std::vector<monitor::TableColumn>& columns) {
  std::error_code none;
  const auto status = std::filesystem::status(path, none);
  const bool has_file = !path.empty() && (!std::filesystem::exists(status) ||
                                          std::filesystem::is_regular_file(status));
  if (format == TableFormat::kXlsx && !has_file) {
    return core::Error{fmt::format("{}: XLSX needs a file: name one, or take CSV",
                                   path.empty() ? "standard output" : path.string())};
  }
  auto output = OutputFile::Create(path);
  if (!output) return output.error();
  const std::filesystem::path temporary = (*output)->temporary();
  std::unique_ptr<TableFile> table(new TableFile(path, *std::move(output)));
  if (format == TableFormat::kXlsx) {
    table->xlsx_.emplace(temporary, sheet, columns);
    return table;
  }
  std::vector<monitor::TableCell> titles;
  for (const monitor::TableColumn& column : columns) titles.emplace_back(column.title);
  const auto begun =
      table->output_->Write(std::string(monitor::kCsvBegin) + monitor::CsvRow(titles));
  if (!begun) return begun.error();
  return table;
}

core::Expected<bool> TableFile::AddRow(const std::vector<monitor::TableCell>& cells) {
  if (!xlsx_) return output_->Write(monitor::CsvRow(cells));
  const auto added = xlsx_->AddRow(cells);
  if (!added) return core::Error{fmt::format("{}: {}", path_.string(), added.error().message)};
  return true;
}

core::Expected<bool> TableFile::Finish() {
  if (xlsx_) {
    if (const auto done = xlsx_->Finish(); !done) {
      return core::Error{
          fmt::format("{}: cannot be written: {}", path_.string(), done.error().message)};
    }
  }
  return output_->Finish();
}

}  // namespace app
