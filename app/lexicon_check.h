// Everything that is wrong, or worth a look, in a lexicon.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "app/lexicon_source.h"
#include "nlp/analyzer.h"

namespace app {

struct LexiconReport {
  // One line each, "file:line:column: what is wrong; what to do".
  std::vector<std::string> errors, warnings;
  std::size_t rules = 0, lists = 0, bodies = 0, families = 0, regions = 0;
  std::array<std::size_t, 4> patterns{};  // of rules: Kazakh, Russian, English, any language
  std::size_t examples = 0;
  double compile_seconds = 0;  // without the cache of compiled databases
  std::string version;         // empty if it did not load
};

// Loads and compiles the lexicon, runs the examples of its rules, and looks for rules without
// examples or without one of the three languages, and for patterns that add nothing. What is said
// of examples and warnings is in the language of `source`.
LexiconReport CheckLexicon(LexiconSource& source, const nlp::Analyzer& analyzer);

}  // namespace app
