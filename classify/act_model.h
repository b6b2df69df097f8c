// The learned layer of the verdict: how likely a sentence states a corrupt act, where the rules
// alone do not decide.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "classify/findings.h"
#include "classify/lexicon.h"
#include "classify/list_words.h"
#include "classify/sentence_signs.h"
#include "core/expected.h"
#include "nlp/analyzer.h"

namespace classify {

// A thing the model weighs: a question and the names that it is asked of, as in a line of the
// weights: "pair money take 0.41". Views live as long as the model and the kind of text.
struct ActFeature {
  std::string_view question, first, second;
};

// A linear model over the signs of a sentence and of its neighbours, the lists of the lexicon whose
// words stand in it, pairs of those that name parts of an act, within a few words, and the kind of
// text. It knows no words of a language but through lists, so that what it learned in one holds in
// all. scripts/train_verdict makes the weights. Immutable and thread-safe.
class ActModel {
 public:
  // `weights`: lines "QUESTION [NAME [NAME]] WEIGHT"; # begins a comment. The error names the line.
  static core::Expected<ActModel> Make(std::string_view weights, const Lexicon& lexicon,
                                       const nlp::Analyzer& analyzer);

  // What it weighs of sentence `at` of a document of that kind.
  std::vector<ActFeature> FeaturesOf(std::string_view kind, const Findings& findings,
                                     const std::vector<SentenceSigns>& signs,
                                     std::uint32_t at) const;
  // The logarithm of the odds that it states an act.
  float LogOdds(std::string_view kind, const Findings& findings,
                const std::vector<SentenceSigns>& signs, std::uint32_t at) const;

 private:
  ActModel(const Lexicon& lexicon, const nlp::Analyzer& analyzer);
  static std::uint64_t Key(const ActFeature& feature);
  void AddLists(const Findings& findings, std::uint32_t at, std::vector<ActFeature>& found) const;

  std::vector<std::string> list_names_;  // in the order of the lexicon
  std::vector<bool> is_part_;            // of an act: its pairs are weighed
  ListWords words_;
  std::unordered_map<std::uint64_t, float> weights_;  // by key
};

// The weights that are part of the program.
std::string_view BuiltInActWeights();

}  // namespace classify
