// The lexicon files: YAML to classify::Lexicon.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "classify/lexicon.h"
#include "core/expected.h"

namespace config {

// Files by name, with their contents.
using NamedFiles = std::vector<std::pair<std::string, std::string>>;

// The files that LoadLexicon reads, in that order, named by their paths.
core::Expected<NamedFiles> ReadLexiconFiles(const std::filesystem::path& folder);

// Reads every *.yaml of `folder`, in order of name, then the files of the registry (bodies.yaml,
// regions.yaml and so on) that are not there: from the folder registry beside it, as in a
// workspace, or else from beside it. Wrong files, keys and values give one error
// each, with its place, and then so do patterns that cannot be read; a lexicon that is returned may
// still have wrong patterns, lists and ids, of which classify::Classifier::Compile tells.
core::Expected<classify::Lexicon, std::vector<core::Error>> LoadLexicon(
    const std::filesystem::path& folder);

// The lexicon that is part of the program. Throws std::logic_error if it is broken.
classify::Lexicon BuiltInLexicon();

// The same from (name, content) pairs, in the order given.
core::Expected<classify::Lexicon, std::vector<core::Error>> ParseLexicon(
    const std::vector<std::pair<std::string, std::string_view>>& files);
core::Expected<classify::Lexicon, std::vector<core::Error>> LexiconOf(const NamedFiles& files);

}  // namespace config
