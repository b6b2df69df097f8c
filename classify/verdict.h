// The judgement on a document: from hits to corruption, context, countable and tags.
#pragma once

#include "classify/act_model.h"
#include "classify/bodies.h"
#include "classify/classifier.h"
#include "classify/findings.h"
#include "core/tag.h"

namespace classify {

// What judging a document rests on.
struct Knowledge {
  const Lexicon& lexicon;
  const Registry& registry;
  const ActModel& model;
};

// Judges one document. `corruption`: the text reports, alleges or presupposes that a corrupt act or
// practice exists; `context`: the strongest current stage; `countable`: domestic and a specific
// episode. Texts without an act still get spheres, bodies and regions.
core::Classification Judge(const Input& input, const Knowledge& knowledge, core::Day date,
                           const Findings& findings);

}  // namespace classify
