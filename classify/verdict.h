// The judgement on a document: from hits to corruption, context, countable and tags.
#pragma once

#include "classify/bodies.h"
#include "classify/classifier.h"
#include "classify/findings.h"
#include "classify/sentence_signs.h"
#include "classify/text_features.h"
#include "classify/text_model.h"
#include "core/tag.h"

namespace classify {

// What judging a document rests on.
struct Knowledge {
  const Lexicon& lexicon;
  const Registry& registry;
  const TextModel& model;
};

// Judges one document. `corruption`: the text reports, alleges or presupposes that a corrupt act or
// practice exists; `context`: the strongest current stage; `countable`: domestic and a specific
// episode. Texts without an act still get spheres, bodies and regions.
core::Classification Judge(const Input& input, const Knowledge& knowledge, core::Day date,
                           const Findings& findings, TextModel::Scratch& scratch);

// What the learned layer weighs for the topics of the document.
Classifier::TopicFeatures WeighedForTopics(const Input& input, const Knowledge& knowledge,
                                           core::Day date, const Findings& findings,
                                           TextModel::Scratch& scratch);

// What the learned layer weighs where it judges the document.
Weighing Weigh(const Input& input, const Knowledge& knowledge, core::Day date,
               const Findings& findings, TextModel::Scratch& scratch);

// What rules alone say of a document, and of its sentences in `states_act` of `signs`: what the
// learned layer begins with.
RuleVerdict JudgeByRules(const Input& input, const Lexicon& lexicon, const Findings& findings,
                         std::vector<SentenceSigns>& signs);

}  // namespace classify
