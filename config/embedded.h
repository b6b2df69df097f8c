// Files that are part of the program.
#pragma once

#include <string_view>
#include <vector>

namespace config {

struct EmbeddedFile {
  std::string_view name;     // without a folder: "spheres.yaml"
  std::string_view content;  // lives as long as the process
};

// The files of config/lexicon, in order of name. Thread-safe.
const std::vector<EmbeddedFile>& LexiconFiles();
// The files of config/registry: bodies and regions, in order of name. Thread-safe.
const std::vector<EmbeddedFile>& RegistryFiles();
// The files of config/report: the words of the analytical report. Thread-safe.
const std::vector<EmbeddedFile>& ReportFiles();
// The files of config/workspace: the settings of a new workspace, with @NAME@ where its name belongs. Thread-safe.
const std::vector<EmbeddedFile>& WorkspaceFiles();

}  // namespace config
