// A few rules alone: which documents of a corpus they match.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "app/workspace.h"
#include "classify/classifier.h"
#include "classify/needed_lemmas.h"
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
  bool knows_lemmas() const { return needed_.has_value(); }
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
  // What all documents have in which one of the rules may match, if that is known.
  store::QueryNode Query() const;

  std::unique_ptr<classify::Classifier> classifier_;  // of rules that emit nothing
  std::optional<std::set<classify::AllNeeded>> needed_;
};

}  // namespace app
