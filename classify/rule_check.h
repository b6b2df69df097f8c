// What is wrong or idle in rules that compile: examples that do not hold, patterns that add
// nothing.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "classify/classifier.h"
#include "classify/lexicon.h"
#include "nlp/analyzer.h"

namespace classify {

// Whether a match counts: no look-alike covers it and no guard stopped it.
inline bool Fired(const Classifier::RuleMatch& match) {
  return !match.covered && match.stopped_by == nullptr;
}

// An example that the rule should match and does not, or the other way round.
struct ExampleFailure {
  std::size_t rule = 0;  // in the lexicon's rules
  std::string text;
  bool due = false;  // it should match
};

// Runs the examples of every rule. Short texts tell little of their language, so their letters
// decide: Kazakh ones, Latin ones, else an example may be read as Russian or as Kazakh. A match
// that a look-alike covers is a match, one that a guard stopped is none. In the order of rules and
// examples.
std::vector<ExampleFailure> CheckExamples(const Classifier& classifier,
                                          const nlp::Analyzer& analyzer);

// A pattern that finds no text which another one of its rule would miss.
struct IdlePattern {
  std::size_t rule = 0;             // in the lexicon's rules
  std::size_t pattern = 0, by = 0;  // in the rule's patterns
};

// The patterns that are written twice, or that need a word which is another pattern of the rule by
// itself: "взятк* ~3 крупн*" beside "взятк*". Compares what is written, not what it expands to, so
// it finds the plain cases only. Wrong patterns and regular expressions are passed over.
std::vector<IdlePattern> FindIdlePatterns(const Lexicon& lexicon);

}  // namespace classify
