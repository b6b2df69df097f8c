// The words without which rules cannot match, for an index that knows lemmas only.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "classify/lexicon.h"
#include "nlp/analyzer.h"

namespace classify {

// Any of these lemmas, in codes of the streams.
using AnyLemma = std::vector<std::string>;
// One of each.
using AllNeeded = std::vector<AnyLemma>;

// What a document has, of one of the results, if one of `rules` matches in it. Nothing if that
// cannot be said: a pattern needs no lemma but forms, beginnings or numbers only, is a regular
// expression, or is wrong.
std::optional<std::set<AllNeeded>> NeededLemmas(const std::vector<Rule>& rules,
                                                const std::vector<WordList>& lists,
                                                const nlp::Analyzer& analyzer);

}  // namespace classify
