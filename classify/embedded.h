// Files that are part of the program. Private to classify.
#pragma once

#include <vector>

#include "core/embedded_file.h"

namespace classify {

// The weights that scripts/train_verdict makes. Thread-safe.
const std::vector<core::EmbeddedFile>& WeightFiles();
// The words that scripts/count_words counts. Thread-safe.
const std::vector<core::EmbeddedFile>& WordFiles();

}  // namespace classify
