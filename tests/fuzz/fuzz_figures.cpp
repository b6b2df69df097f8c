// Any bytes as a table of figures, and as a period and a number: figures are finite and have a
// period that does not end before it begins.
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "crawler/figure_reader.h"
#include "crawler/office_number.h"
#include "crawler/text_file.h"
#include "tests/support/memory_file.h"

namespace {

void CheckPeriod(const core::Period& period) {
  if (period.from > period.to) std::abort();
}

void CheckWords(std::string_view text) {
  const crawler::PeriodText found = crawler::FindPeriod(text);
  if (const auto period = found.parts.Resolve()) CheckPeriod(*period);
  if (const auto period = crawler::ParsePeriod(text)) CheckPeriod(*period);
  for (const auto style : {crawler::DecimalStyle::kUnknown, crawler::DecimalStyle::kPoint}) {
    if (!std::isfinite(crawler::ReadOfficeNumber(text, style).value)) std::abort();
  }
  crawler::StyleOf(text);
  crawler::IsUnit(text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static fixture::MemoryFile file;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  CheckWords(bytes);
  file.Write(bytes);
  crawler::FigureOptions options;
  if (size % 2 == 0) options.period = crawler::ParsePeriod("2025");
  options.table.max_row_bytes = 4096;
  std::uint64_t figures = 0, rejected = 0;
  const auto totals = crawler::ReadFigures(
      file.path(), options,
      [&](const crawler::FigureRow& row) {
        CheckPeriod(row.period);
        if (!std::isfinite(row.value) || row.indicator.empty() || row.row == 0) std::abort();
        ++figures;
        return true;
      },
      [&](const crawler::RowError& error) {
        if (error.reason.empty() || error.row == 0) std::abort();
        ++rejected;
      },
      {});
  if (totals && (totals->figures != figures || totals->rejected != rejected)) std::abort();
  return 0;
}
