// Workers that make documents ready and the one writer that commits them, in the order of
// submission.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "classify/classifier.h"
#include "core/document.h"
#include "core/key_value.h"
#include "nlp/analyzer.h"
#include "store/store.h"

namespace app {

// The analyses of a document's title and text, as they are made before it is tagged; reuses the
// memory of `title` and `text`.
void AnalyzeFields(const nlp::Analyzer& analyzer, const core::Document& document,
                   nlp::Analyzer::Scratch& scratch, core::NormalizedText& title,
                   core::NormalizedText& text);
// The document as the classifier reads it. Views and references are those of the arguments.
classify::Input InputOf(const core::Document& document, const core::NormalizedText& title,
                        const core::NormalizedText& text);

// What one thread needs to turn a Document into something the store can commit. Not thread-safe:
// one per worker.
class Workbench {
 public:
  Workbench(const nlp::Analyzer& analyzer, const classify::Classifier& classifier,
            const store::Store& store);

  // Analyses, tags and encodes `document`. `original`: the unmasked fields of an appeal, sealed;
  // empty: none. A listing repeats what its articles say: it is kept and searchable, never counted.
  // The region that a register states takes the place of those that the text names; the body that
  // an item was sent to counts as named.
  store::Prepared Prepare(const core::Document& document, std::string_view original);
  // The tags that Prepare gives, by an analysis that was made before.
  core::Classification Classify(const core::Document& document, const core::NormalizedText& title,
                                const core::NormalizedText& text);

 private:
  // The tags that a register's column gives on a day, remembered: registers repeat few values.
  const std::vector<core::Tag>& TagsOf(core::Field field, const std::string& value, core::Day day);
  void AddRegisterTags(const core::Document& document, core::Classification& classification);

  const nlp::Analyzer& analyzer_;
  const classify::Classifier& classifier_;
  const store::Store& store_;
  nlp::Analyzer::Scratch analyzer_scratch_;
  classify::Classifier::Scratch classifier_scratch_;
  core::NormalizedText title_, text_, column_;
  std::map<std::tuple<core::Field, std::string, core::Day>, std::vector<core::Tag>> register_tags_;
};

// The end of a job: what to commit, and what to do once that is done.
struct Unit {
  store::Prepared document;  // null: only `alongside`
  core::Batch alongside;     // written to the frontier's space in the same atomic batch
  // Called on the writer's thread after the commit; `outcome` is empty if there was no document.
  std::function<void(std::optional<store::PutOutcome> outcome)> committed;
};

class Pipeline {
 public:
  struct Options {
    unsigned workers = 0;               // 0: one per core
    std::size_t max_jobs = 256;         // under way, from submission to commit
    std::size_t max_bytes = 64u << 20;  // of all jobs under way, as their submitters state them
    std::size_t max_group = 512;        // committed at once
    // How long what is ready waits for more while there is work under way.
    std::chrono::milliseconds linger{50};
    std::chrono::milliseconds sync_every{2000};
  };
  // Runs on a worker. An exception ends the run: Finish rethrows it.
  using Job = std::function<Unit(Workbench&)>;

  // `sync` makes everything so far survive a power loss; called by the writer now and then, and by
  // Finish.
  Pipeline(const nlp::Analyzer& analyzer, const classify::Classifier& classifier,
           store::Store& store, std::function<void()> sync, Options options);
  ~Pipeline();

  // Takes a job that holds about `bytes`, or returns false if there is no room for it now. One job
  // always fits.
  bool TrySubmit(Job& job, std::size_t bytes);
  // The same, waiting for room. Returns false if the pipeline has failed: call Finish.
  bool Submit(Job job, std::size_t bytes);
  // Jobs submitted and not yet committed.
  std::size_t under_way() const;
  bool failed() const;
  // Called on the writer's thread after each group of commits.
  void OnProgress(std::function<void()> progress);

  // Waits until all is committed and synced; rethrows what went wrong.
  void Finish();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace app
