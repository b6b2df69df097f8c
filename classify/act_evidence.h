// The words of a text that state the act, as a person would underline them.
#pragma once

#include <cstdint>
#include <vector>

#include "classify/findings.h"
#include "classify/lexicon.h"
#include "classify/sentence_signs.h"
#include "core/tag.h"

namespace classify {

// The words of sentence `at` of the document, which has some; no rule is named yet.
core::Evidence SentenceSpan(std::uint32_t at, const Findings& findings);

// Adds the evidence of the verdict to `result`, whose context is known: the strongest sentences
// that state the act, or the clauses if `short_text` (a comment or a single sentence); in case of
// an acquittal the words of the denial, if rules find them. In order of place.
void AddEvidence(const Lexicon& lexicon, const Findings& findings,
                 const std::vector<SentenceSigns>& signs, bool short_text,
                 core::Classification& result);

}  // namespace classify
