// A sheet of an XLSX workbook as a table: the sheet and its header are found, not asked for.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>

#include "core/expected.h"
#include "crawler/table.h"

namespace crawler {

// See OpenTable, for a file that is known to be XLSX. Columns are those of the sheet, from A on.
core::Expected<Table> OpenXlsxTable(const std::filesystem::path& path, const TableOptions& options,
                                    const HeaderTest& header,
                                    const std::function<void(std::uint64_t bytes_read)>& progress);

}  // namespace crawler
