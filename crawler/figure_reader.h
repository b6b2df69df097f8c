// Tables of published figures: legal statistics and results of surveys, as CSV, JSON Lines or XLSX.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/expected.h"
#include "crawler/period_parser.h"
#include "crawler/table.h"

namespace crawler {

// One numeric cell of a table, with what it is about as written. A label "all" (Всего, Барлығы,
// Total) is empty, but for an indicator.
struct FigureRow {
  std::uint64_t row = 0;
  std::string column;     // header of the number
  std::string indicator;  // what is counted, or the question
  std::string category;   // article, answer or group; several joined by " / "; empty: all
  std::string offence, sphere, body, region;  // empty: not told, or all
  core::Period period;
  std::string unit;          // "%", or as written; empty: a count
  double value = 0;          // finite
  std::uint64_t sample = 0;  // respondents; 0: not told
};

struct FigureOptions {
  // Pairs of role and header: indicator, category, offence, sphere, body, region, period, year,
  // quarter, month, from, to, unit, sample, value. Those not named are guessed from headers in kk,
  // ru and en, and from what the columns hold.
  std::vector<std::pair<std::string, std::string>> columns;
  // For tables that state none.
  std::optional<core::Period> period;
  std::string unit;
  std::string indicator;  // empty: the title above the table, else the sheet's or file's name
  TableOptions table;
};

struct FigureTotals {
  std::uint64_t figures = 0;   // given to accept
  std::uint64_t rejected = 0;  // cells and rows given to reject
  std::uint64_t blank = 0;     // cells that say that there is no figure: "-", "x", "н/д"
  TableInfo table;             // its notes are complete
};

// Reads both shapes of a table: long (a column for the value, others for indicator, category,
// region, period, ...) and wide (each numeric column is an indicator, a period or both; the columns
// left of them are labels). A header may have up to three rows, as merged cells make them; rows
// above it are the title. A row that has a label and nothing else is the heading of the rows below
// it.
//
// `accept` gets every figure, `reject` every cell and row that cannot be read, in file order: a
// number that is none, a figure without a period, the same figure twice. Errors and the early end
// are those of ReadExport.
core::Expected<FigureTotals> ReadFigures(
    const std::filesystem::path& file, const FigureOptions& options,
    const std::function<bool(FigureRow)>& accept, const std::function<void(RowError)>& reject,
    const std::function<void(std::uint64_t bytes_read)>& progress);

}  // namespace crawler
