// The words without which rules cannot match: for an index, and for a quick look at a text.
#pragma once

#include <optional>
#include <set>
#include <vector>

#include "classify/lexicon.h"
#include "classify/presence.h"
#include "core/normalized_text.h"
#include "nlp/analyzer.h"

namespace classify {

// A word of each.
using AllNeeded = std::vector<Witness>;

// Whether an index of lemmas can say if a document has a word of `witness`.
inline bool IsOfLemmas(const Witness& witness) {
  return witness.forms.empty() && witness.prefixes.empty() && !witness.number;
}

// What a document has, of one of the results, if one of `rules` matches in it; of a result that is
// empty nothing is known. Absent if a pattern is a regular expression or wrong.
std::optional<std::set<AllNeeded>> NeededWords(const std::vector<Rule>& rules,
                                               const std::vector<WordList>& lists,
                                               const nlp::Analyzer& analyzer);

// Whether `title` or `text` has a word of each of `needed`: a look at the bytes of the streams.
bool HasAll(const AllNeeded& needed, const core::NormalizedText& title,
            const core::NormalizedText& text);

}  // namespace classify
