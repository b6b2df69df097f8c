// What can change in a corpus when one lexicon takes the place of another.
#pragma once

#include <vector>

#include "classify/lexicon.h"

namespace classify {

struct LexiconDifference {
  // Only `rules` differ: a document in which none of them matches is judged alike by both. Else
  // any document can be judged otherwise.
  bool rules_only = true;
  // Those that were added, removed or changed: in their old and in their new wording.
  std::vector<Rule> rules;
};

// Rules are alike if they have the same id and version, match by the same words under the same
// conditions and emit the same with the same weight; all of them must stand in the same order,
// which decides between matches at one place. Places, titles, reasons and examples don't matter.
LexiconDifference Compare(const Lexicon& before, const Lexicon& after);

}  // namespace classify
