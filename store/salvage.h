// Reads what is whole of a damaged database. Include from .cpp files only.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string_view>

#include "core/expected.h"
#include "store/database.h"
#include "store/repair.h"

namespace store {

// Copies into `to`, a new database, what can be read of the one in `options.folder`, which nobody
// has open and which stays as it is: all but postings and what else follows from documents. If it
// does not open at all, its tables are read one by one, and of each key the newest record that is
// found stays; `scratch`, a folder beside it, is used meanwhile. The error says that nothing could
// be read.
std::optional<core::Error> Salvage(const Options& options, const std::filesystem::path& scratch,
                                   Database& to, RepairReport& report,
                                   const std::function<void(std::string_view)>& progress);

}  // namespace store
