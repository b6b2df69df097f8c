// Files that are part of the program.
#pragma once

#include <vector>

#include "core/embedded_file.h"

namespace config {

// The files of config/lexicon, in order of name. Thread-safe.
const std::vector<core::EmbeddedFile>& LexiconFiles();
// The files of config/registry: bodies and regions, in order of name. Thread-safe.
const std::vector<core::EmbeddedFile>& RegistryFiles();
// The files of config/report: the words of the analytical report. Thread-safe.
const std::vector<core::EmbeddedFile>& ReportFiles();
// The files of config/workspace: the settings of a new workspace, with @NAME@ where its name belongs. Thread-safe.
const std::vector<core::EmbeddedFile>& WorkspaceFiles();

}  // namespace config
