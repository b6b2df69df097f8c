// The grammar of Kazakh suffixes as an automaton that reads words from their end.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "nlp/kazakh_model.h"

namespace nlp::kazakh {

struct SuffixAutomaton {
  std::vector<std::uint32_t> arcs_begin, tags_begin, arcs, tags;  // as kazakh_model.h has them
};

// Compiles the text of nlp/data/kazakh_grammar.txt, which says how it is written; `is_folded`: for
// words typed without Kazakh letters. Each path has the cost of its cheapest reading (Mohri 1997).
// Throws std::runtime_error with the line that is wrong.
SuffixAutomaton CompileSuffixes(std::string_view grammar, bool is_folded);

}  // namespace nlp::kazakh
