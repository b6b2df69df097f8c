// Files that are part of the program. Private to nlp.
#pragma once

#include <algorithm>
#include <string_view>
#include <vector>

#include "core/embedded_file.h"

namespace nlp {

// The lists of nlp/data. Thread-safe.
const std::vector<core::EmbeddedFile>& NameFiles();
// The model that scripts/train_language makes. Thread-safe.
const std::vector<core::EmbeddedFile>& LanguageFiles();

// The model that nlp/tools/kazakh_model makes. Thread-safe.
const std::vector<core::EmbeddedFile>& KazakhFiles();

// The lemma tables that the build makes. Thread-safe.
const std::vector<core::EmbeddedFile>& LemmaFiles();

// The content of such a table, "" if there is none of that name.
inline std::string_view LemmaFile(std::string_view name) {
  const auto& files = LemmaFiles();
  const auto found =
      std::find_if(files.begin(), files.end(), [&](const auto& file) { return file.name == name; });
  return found == files.end() ? std::string_view() : found->content;
}

// Calls `visit` with each line of such a file that is neither empty nor a comment.
template <typename Visit>
void ForEachLine(std::string_view file, Visit visit) {
  for (const core::EmbeddedFile& embedded : NameFiles()) {
    if (embedded.name != file) continue;
    std::string_view rest = embedded.content;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      if (end > 0 && rest[0] != '#') visit(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
}

}  // namespace nlp
