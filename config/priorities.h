// Which appeals to read first: priorities.yaml of a workspace.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/expected.h"
#include "monitor/names.h"
#include "monitor/priority.h"

namespace config {

// Reads `file`; if it does not exist, what `sholu init` would write there. Wrong keys, values and
// ids that `names` does not know give one error each, with its place.
core::Expected<monitor::Priorities, std::vector<core::Error>> LoadPriorities(
    const std::filesystem::path& file, const monitor::Names& names);

}  // namespace config
