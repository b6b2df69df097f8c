// The watches of a workspace: standing queries, asked of what was committed since they were last
// asked.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "app/snippet.h"
#include "app/vocabulary.h"
#include "core/language.h"
#include "core/time.h"
#include "monitor/alert_book.h"
#include "monitor/watch.h"
#include "nlp/analyzer.h"
#include "store/store.h"

namespace app {

// Not thread-safe.
class StandingQueries {
 public:
  // Throws Failure, one line with its place for each query that cannot be read. `store` outlives
  // this.
  StandingQueries(const store::Store& store, const std::vector<monitor::Watch>& watches,
                  const nlp::Analyzer& analyzer, const Vocabulary& vocabulary,
                  core::Language language, const core::Zone& zone);

  // Watches that were never asked begin with what comes after this call.
  void Begin(monitor::AlertBook& book) const;
  // Asks each watch that was begun. The cost follows what is new, not the corpus.
  monitor::Recorded Ask(monitor::AlertBook& book, core::Instant now);

  // What shows best why `watch` found a document: see Snippet.
  SoughtWords SoughtBy(std::string_view watch) const;

 private:
  struct Asked {
    monitor::Watch watch;
    store::QueryNode root;
  };
  const store::Store& store_;
  std::vector<Asked> asked_;
};

}  // namespace app
