// Tables of items, one a row: registers of citizens' appeals, exports of media publications and
// others, as CSV, JSON Lines or XLSX.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/document.h"
#include "core/expected.h"
#include "core/time.h"
#include "crawler/table.h"

namespace crawler {

// One row of an export. Nothing is masked yet.
struct ExportRow {
  std::uint64_t row = 0;  // of the sheet; of a text the line where it begins, from 1
  std::string number;     // register number
  std::string title, text;
  std::optional<core::WrittenTime> date;
  std::string language, region, body;
  std::string url, outlet, author;                         // as written; of appeals always empty
  std::vector<std::pair<std::string, std::string>> other;  // remaining columns, by header
  std::string applicant;  // what those of them say that have the applicant's name
};

struct ExportOptions {
  // What the rows are. Appeals must have a number and a text; media publications a text, and a
  // number or an address; others a text, and whatever identifies them.
  core::SourceType kind = core::SourceType::kAppeal;
  std::string zone = "Asia/Almaty";
  // Pairs of role and header: number, title, text, date, language, region, body, and but for
  // appeals url, outlet, author. Those not named are guessed from headers in kk, ru and en.
  std::vector<std::pair<std::string, std::string>> columns;
  // A row without a number takes "sha256-" and the first 32 hex digits of the SHA-256 of its date,
  // title and text, so that the same row is found again. Always so for kinds other than appeals and
  // media publications.
  bool number_from_content = false;
  std::optional<core::Day> last_day;  // items of later days are rejected
  TableOptions table;
};

struct ExportTotals {
  std::uint64_t rows = 0, rejected = 0;
  TableInfo table;  // its notes are complete
};

// Reads `file` row by row; memory grows by some 50 bytes a row, which tell numbers that stand
// twice. `accept` gets every good row, `reject` every bad one, in file order; rows of
// `ExportTotals` count both. An error if the file cannot be read at all (no such file, no text or
// number column) or is damaged further on: rows may have been given by then, so a caller who must
// not take a part of a table reads it once before. Ends early, without error, once `accept` returns
// false.
core::Expected<ExportTotals> ReadExport(
    const std::filesystem::path& file, const ExportOptions& options,
    const std::function<bool(ExportRow)>& accept, const std::function<void(RowError)>& reject,
    const std::function<void(std::uint64_t bytes_read)>& progress);

}  // namespace crawler
