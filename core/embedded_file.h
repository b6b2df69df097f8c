// A file that is part of the program.
#pragma once

#include <string_view>

namespace core {

struct EmbeddedFile {
  std::string_view name;     // without a folder: "spheres.yaml"
  std::string_view content;  // lives as long as the process
};

}  // namespace core
