// What became of an archived record.
#pragma once

#include <filesystem>

#include "core/document.h"

namespace app {

// Whether the record was erased, since another document of the same file of an import was: an
// erasure, no damage.
bool WasErased(const std::filesystem::path& archive, const core::ArchiveRef& ref);

}  // namespace app
