// Erasures as JSON lines: what `sholu forget --list --json` prints, and what a backup keeps.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <vector>

#include "core/expected.h"
#include "store/store.h"

namespace app {

// commit, key_sha256 (64 hex digits), source_type, at (ISO 8601, UTC), by, reason, versions,
// purged.
nlohmann::ordered_json ToJson(const store::Erasure& erasure);

// What store::Store::Honour needs of such lines. The error names file and line.
core::Expected<std::vector<store::Erasure>> ReadErasures(const std::filesystem::path& file);

}  // namespace app
