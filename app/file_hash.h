// Files by their content.
#pragma once

#include <filesystem>
#include <string>

#include "core/expected.h"

namespace app {

// SHA-256 of a file of any size, in hex; an error if it cannot be read.
core::Expected<std::string> HashFile(const std::filesystem::path& file);

}  // namespace app
