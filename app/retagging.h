// The corpus tagged anew, by what the store keeps of the analyses, and what that would change.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "app/rule_probe.h"
#include "app/workspace.h"
#include "classify/classifier.h"
#include "core/tag.h"
#include "store/store.h"

namespace app {

// Which documents two lexicons can judge differently, as long as only rules differ: those in which
// one of these rules matches. See docs/ARCHITECTURE.md.
struct Suspects {
  bool all = true;                 // any document
  std::optional<RuleProbe> probe;  // absent: none, if not all

  // Of the live documents that `filter` admits, ascending.
  std::vector<store::DocumentNumber> Candidates(const store::Store& store,
                                                const store::Filter& filter) const;
};
// Throws Failure if the lexicons cannot be compiled.
Suspects SuspectsOf(const classify::Lexicon& before, const classify::Lexicon& after,
                    const nlp::Analyzer& analyzer);

struct RetagOptions {
  bool all = false;  // judge every document, whatever differs
  std::stop_token stop = {};
  std::size_t group = 2048;  // documents between two writes
  // How many of the documents to look at are done.
  std::function<void(std::uint64_t done, std::uint64_t all)> progress = {};
};

struct RetagTotals {
  std::uint64_t documents = 0;  // live
  std::uint64_t analysed = 0;   // put again: their analysis was of another version of the program
  std::uint64_t judged = 0;     // by all rules, in this run
  std::uint64_t changed = 0;    // whose tags became others, in this run
  bool stopped = false;         // the next run goes on
  bool nothing = false;         // this lexicon had tagged everything
  store::Commit commit = 0;     // from which on the new tags hold; 0: not yet
};

// Tags the live documents of `workspace`, opened with kWrite, with `classifier`, which comes of
// CompileLexiconToTag. A kill at any moment loses no more than the last group.
RetagTotals Retag(const Workspace& workspace, const classify::Classifier& classifier,
                  const RetagOptions& options);

// Whether they say the same, whatever lexicon says it.
bool SayTheSame(const core::Classification& a, const core::Classification& b);

// What a document loses and gains: "sphere/health", "body/x/implicated", "context/conviction",
// "corruption", "countable", "special"; each in order.
struct DocumentChange {
  store::Header header;
  std::string title;
  std::vector<std::string> lost, gained;
};
struct CorpusChange {
  std::uint64_t documents = 0;          // that the filter admits
  std::uint64_t judged = 0;             // by both lexicons
  std::vector<DocumentChange> changed;  // in order of number
};

// What would change in the documents that `filter` admits if `after` took the place of `before`.
CorpusChange ChangesOf(const Workspace& workspace, const classify::Classifier& before,
                       const classify::Classifier& after, const store::Filter& filter,
                       const std::function<void(std::uint64_t done, std::uint64_t all)>& progress);

}  // namespace app
