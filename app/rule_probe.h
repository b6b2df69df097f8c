// A few rules alone: which documents of a corpus they match.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "app/workspace.h"
#include "classify/classifier.h"
#include "classify/needed_words.h"
#include "core/expected.h"
#include "store/store.h"

namespace app {

// Immutable and thread-safe.
class RuleProbe {
 public:
  // `rules` may have ids that are alike, and `lists` be more than they call. Every wrong pattern
  // gives one error with its place.
  static core::Expected<RuleProbe, std::vector<core::Error>> Compile(
      std::vector<classify::Rule> rules, std::vector<classify::WordList> lists,
      const nlp::Analyzer& analyzer);

  // Whether the index of a store can tell candidates from the rest.
  bool knows_lemmas() const { return by_index_; }
  // The live documents that `filter` admits and in which one of the rules may match, ascending: by
  // the index, or all of them where that cannot tell.
  std::vector<store::DocumentNumber> Candidates(const store::Store& store,
                                                const store::Filter& filter) const;
  // Of `candidates`, in order, those in which one of the rules matches and no guard stops it.
  std::vector<store::Header> Matched(const Workspace& workspace,
                                     const std::vector<store::DocumentNumber>& candidates) const;
  // Whether one does in that document.
  bool Matches(const classify::Input& input, classify::Classifier::Scratch& scratch) const;

  const classify::Classifier& classifier() const { return *classifier_; }

 private:
  // What all documents have in which one of the rules may match, if the index knows that.
  store::QueryNode Query() const;
  // Whether one of them may match: quicker to say than whether it does.
  bool MayMatch(const store::Analysis& analysis) const;

  std::unique_ptr<classify::Classifier> classifier_;  // of rules that emit nothing
  std::optional<std::set<classify::AllNeeded>> needed_;
  bool by_index_ = false;  // of each of `needed_` something is in the index
  bool looks_ = false;     // `needed_` are few enough words to look for them one by one
};

}  // namespace app
