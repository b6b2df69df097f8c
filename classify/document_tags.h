// What else a judged document is tagged with: schemes and offences, spheres, bodies, regions,
// marks.
#pragma once

#include <string_view>
#include <vector>

#include "classify/bodies.h"
#include "classify/findings.h"
#include "classify/lexicon.h"
#include "classify/sentence_signs.h"
#include "core/tag.h"
#include "core/time.h"

namespace classify {

// A sphere, a scheme or an offence that a document may be tagged with.
struct Candidate {
  core::TagKind kind = core::TagKind::kSphere;
  std::string_view id;  // lives as long as the lexicon and the model
  float score = 0;      // the sum of what rules say of it; 0 if they don't
  bool taken = false;
  float confidence = 1;  // 0..1, of a sphere
  std::vector<core::Evidence> evidence;
};

// What a document may be tagged with.
struct Candidates {
  std::vector<Candidate> topics;  // ordered by kind and id
  std::vector<core::Tag> bodies;  // see FindBodies
};

// What rules say of a document whose corruption and context are known, as are the sentences that
// state the act; taken is what they alone would. Schemes and offences are told of an act only,
// spheres and bodies of every text. `complains`: see FindBodies.
Candidates CandidatesByRules(const Lexicon& lexicon, const Registry& registry, core::Day date,
                             bool complains, const Findings& findings,
                             const std::vector<SentenceSigns>& signs, bool corruption,
                             core::Context context);

// Adds what is taken, the bodies, regions and marks to the tags of `result`, ordered by kind and
// id.
void AddTags(const Lexicon& lexicon, const Findings& findings, Candidates candidates,
             core::Classification& result);

}  // namespace classify
