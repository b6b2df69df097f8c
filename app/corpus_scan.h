// The rules run over what a workspace holds.
#pragma once

#include <functional>
#include <vector>

#include "app/workspace.h"
#include "classify/classifier.h"
#include "store/store.h"

namespace app {

struct ScannedDocument {
  const store::StoredDocument& stored;
  const store::Analysis& analysis;
  const std::vector<classify::Classifier::RuleMatch>& matches;
};

// The live documents that `filter` admits, in order.
std::vector<store::DocumentNumber> LiveNumbers(const store::Store& store,
                                               const store::Filter& filter);

// Reads documents and the analyses that are stored with them, as store::DocumentReader does.
class AnalysisReader {
 public:
  // Both outlive this.
  AnalysisReader(const store::Store& store, const nlp::Analyzer& analyzer)
      : reader_(store.Reader()), analyzer_(analyzer) {}

  const store::StoredDocument* Get(store::DocumentNumber number) { return reader_.Get(number); }
  // Null if there is none, or if it is of another version of the program.
  const store::Analysis* Stored(store::DocumentNumber number);
  // The one that is stored, or else a new one. Valid until the next call.
  const store::Analysis& Of(const store::StoredDocument& document);

 private:
  store::DocumentReader reader_;
  const nlp::Analyzer& analyzer_;
  nlp::Analyzer::Scratch scratch_;
  store::Analysis made_;
};

// Visits all live documents that `filter` admits, on as many threads as the workspace's settings
// say: one visit at a time, in any order. What `visit` throws ends the scan and comes out here.
// `quiet`: no line of progress on the terminal.
void ScanCorpus(const Workspace& workspace, const classify::Classifier& classifier,
                const store::Filter& filter, bool quiet,
                const std::function<void(const ScannedDocument&)>& visit);

// One document, as ScanCorpus shows it to `visit`; false if there is none of that number.
bool ScanDocument(const Workspace& workspace, const classify::Classifier& classifier,
                  store::DocumentNumber number,
                  const std::function<void(const ScannedDocument&)>& visit);

}  // namespace app
