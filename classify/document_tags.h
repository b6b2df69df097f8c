// What else a judged document is tagged with: schemes and offences, spheres, bodies, regions,
// marks.
#pragma once

#include <vector>

#include "classify/bodies.h"
#include "classify/findings.h"
#include "classify/lexicon.h"
#include "classify/sentence_signs.h"
#include "core/tag.h"
#include "core/time.h"

namespace classify {

// The order of the tags of a document.
bool ByKindAndId(const core::Tag& a, const core::Tag& b);

// Adds them to `result`, whose corruption is known, as are the sentences that state the act.
// Schemes and offences are told of an act only; the rest of every text. The tags are ordered by
// kind and id. `complains`: see FindBodies.
void AddTags(const Lexicon& lexicon, const Registry& registry, core::Day date, bool complains,
             const Findings& findings, const std::vector<SentenceSigns>& signs,
             core::Classification& result);

}  // namespace classify
