#include "app/reject_list.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <stdexcept>
#include <string>
#include <system_error>

#include "monitor/spreadsheet.h"

namespace app {

namespace {

constexpr std::string_view kHeader =
    "\xEF\xBB\xBF"
    "file;row;number;column;cell;reason\r\n";

bool IsRejectList(const std::filesystem::path& path) {
  std::error_code failed;
  if (!std::filesystem::is_regular_file(path, failed)) return false;
  std::ifstream file(path, std::ios::binary);
  std::string head(kHeader.size(), '\0');
  file.read(head.data(), static_cast<std::streamsize>(head.size()));
  return file.good() && head == kHeader;
}

}  // namespace

RejectList::RejectList(std::filesystem::path path) : path_(std::move(path)) {
  std::error_code failed;
  if (!std::filesystem::exists(path_, failed)) return;
  if (!IsRejectList(path_)) {
    throw std::runtime_error(fmt::format(
        "{}: this is no list of rejected rows and is not replaced: name another file with "
        "--rejects",
        path_.string()));
  }
  std::filesystem::remove(path_, failed);
  if (failed) {
    throw std::runtime_error(
        fmt::format("{}: cannot be replaced: {}; name another file with --rejects", path_.string(),
                    failed.message()));
  }
}

void RejectList::Add(std::string_view file, const crawler::RowError& error) {
  const auto check = [this](bool good) {
    if (good) return;
    throw std::runtime_error(
        fmt::format("{}: cannot write the rejected rows: {}; name another file with --rejects",
                    path_.string(), std::strerror(errno)));
  };
  if (!file_) {
    std::error_code ignored;
    std::filesystem::create_directories(path_.parent_path(), ignored);
    file_.reset(std::fopen(path_.c_str(), "we"));
    check(file_ != nullptr);
    check(std::fwrite(kHeader.data(), 1, kHeader.size(), file_.get()) == kHeader.size());
  }
  const auto cell = monitor::CsvCell;
  const std::string line =
      fmt::format("{};{};{};{};{};{}\r\n", cell(file), error.row, cell(error.number),
                  cell(error.column), error.cell, cell(error.reason));
  check(std::fwrite(line.data(), 1, line.size(), file_.get()) == line.size());
  check(std::fflush(file_.get()) == 0);
}

std::string Describe(const crawler::RowError& error) {
  std::string text = fmt::format("row {}", error.row);
  if (!error.column.empty()) text += fmt::format(", column \"{}\"", error.column);
  if (!error.cell.empty()) text += fmt::format(" ({})", error.cell);
  return fmt::format("{}: {}", text, error.reason);
}

}  // namespace app
