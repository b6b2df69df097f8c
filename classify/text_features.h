// What the learned layer weighs: the words of a text and what the rules say of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "classify/findings.h"
#include "classify/lexicon.h"
#include "classify/sentence_signs.h"
#include "core/tag.h"

namespace classify {

// The question whose name is a lemma.
inline constexpr std::string_view kLemmaQuestion = "lemma";

// A thing that is weighed: a question and the names that it is asked of, as in a line of the
// weights: "lemma ақша", "signs post element"; a lemma in codes of the streams (nlp/alphabet.h), as
// stored analyses have it. Views live as long as findings, lexicon and kind.
struct Feature {
  std::string_view question, first = {}, second = {};
};

// As in a line of the weights.
std::string NameOf(const Feature& feature);

// Each once, in order.
std::vector<std::string> NamesOf(const std::vector<Feature>& features);

// What rules alone say of a document.
struct RuleVerdict {
  bool corruption = false, countable = false;
  core::Context context = core::Context::kNone;
  std::size_t statements = 0;  // sentences that state an act
  float strength = 0;          // of the strongest
};

// Appends what is weighed of sentence `at`: its lemmas (all numbers are one), its signs and their
// pairs, whether rules take it for a statement, the signs of its neighbours, the kind of text. A
// lemma may come more than once and counts once.
void AddSentenceFeatures(std::string_view kind, const Findings& findings,
                         const std::vector<SentenceSigns>& signs, std::uint32_t at,
                         std::vector<Feature>& features);

// Of a document, what rules say of it, its kind and whether it is long. Like AddWords, it may
// append a feature more than once; each counts once.
void AddRuleFeatures(std::string_view kind, const Lexicon& lexicon, const Findings& findings,
                     const RuleVerdict& rules, std::vector<Feature>& features);

// Whether sentence `at` is one whose words count where `focus` is the one most likely to state an
// act: one of the title or of the text around it. So what else a long text has in it does not.
bool IsInFocus(std::uint32_t at, std::uint32_t focus, const Findings& findings);

// Lemmas and signs of sentence `at`.
void AddWordsOf(const Findings& findings, const std::vector<SentenceSigns>& signs, std::uint32_t at,
                std::vector<Feature>& features);

// Of a document, the words of the sentences in focus.
void AddWords(const Findings& findings, const std::vector<SentenceSigns>& signs,
              std::uint32_t focus, std::vector<Feature>& features);

}  // namespace classify
