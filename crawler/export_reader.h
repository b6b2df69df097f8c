// Exports of citizens' appeals: CSV in any separator, quoting and encoding, and JSON Lines.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/expected.h"
#include "core/time.h"

namespace crawler {

// One row of an export. Nothing is masked yet.
struct ExportRow {
  std::uint64_t row = 0;  // line of the file where it begins, from 1
  std::string number;     // register number
  std::string title, text;
  std::optional<core::WrittenTime> date;
  std::string language, region, body;
  std::vector<std::pair<std::string, std::string>> other;  // remaining columns, by header
};

struct RowError {
  std::uint64_t row = 0;
  std::string column;  // header, or empty
  std::string reason;
};

struct ExportOptions {
  std::string zone = "Asia/Almaty";
  // Column names for number, title, text, date, language, region, body; empty: guessed from headers
  // in kk, ru and en.
  std::vector<std::pair<std::string, std::string>> columns;
  std::size_t max_row_bytes = 4u << 20;
};

struct ExportTotals {
  std::uint64_t rows = 0, rejected = 0;
  std::uint64_t bytes = 0;
};

// Reads `file` row by row in bounded memory. `accept` gets every good row, `reject` every bad one,
// in file order; rows of `ExportTotals` count both. An error if the file cannot be read at all: no
// such file, no text or number column. Ends early, without error, once `accept` returns false.
core::Expected<ExportTotals> ReadExport(
    const std::filesystem::path& file, const ExportOptions& options,
    const std::function<bool(ExportRow)>& accept, const std::function<void(RowError)>& reject,
    const std::function<void(std::uint64_t bytes_read)>& progress);

}  // namespace crawler
