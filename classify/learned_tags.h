// What the learned layer makes of the spheres, schemes and offences that rules find in a document.
#pragma once

#include <cstdint>
#include <vector>

#include "classify/document_tags.h"
#include "classify/findings.h"
#include "classify/lexicon.h"
#include "classify/sentence_signs.h"
#include "classify/text_features.h"
#include "classify/text_model.h"

namespace classify {

// Appends what is weighed of a document for its topics, besides its words: which rules match, and
// what they say of each topic.
void AddTopicFeatures(const Lexicon& lexicon, const Findings& findings,
                      const std::vector<Candidate>& topics, std::vector<Feature>& features);

// Appends what is weighed of one of `topics`, whichever it is: the sum of what rules say of it, its
// place among those of its kind, and whether rules take it.
void AddFeaturesOf(const Candidate& topic, const std::vector<Candidate>& topics,
                   std::vector<Feature>& features);

// Takes the topics that are likely and leaves the others, of those that the model knows and
// `lexicon` defines; of schemes and offences only if `corruption`. `scratch.scores` holds what the
// words around sentence `focus` say. Evidence of what no rule names is the sentence whose words say
// most for it.
void JudgeTopics(const Lexicon& lexicon, const TextModel& model, const Findings& findings,
                 const std::vector<SentenceSigns>& signs, std::uint32_t focus, bool corruption,
                 TextModel::Scratch& scratch, std::vector<Candidate>& topics);

}  // namespace classify
