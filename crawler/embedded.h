// The files that are linked into the library.
#pragma once

#include <vector>

#include "core/embedded_file.h"

namespace crawler {

// What BlockJudge has learned.
const std::vector<core::EmbeddedFile>& BlockTrees();

}  // namespace crawler
