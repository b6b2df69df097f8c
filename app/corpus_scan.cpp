#include "app/corpus_scan.h"

#include <mutex>
#include <optional>

#include "app/parallel.h"
#include "app/pipeline.h"
#include "app/progress.h"

namespace app {
namespace {

// One thread's memory.
class Scanner {
 public:
  Scanner(const Workspace& workspace, const classify::Classifier& classifier)
      : workspace_(workspace), classifier_(classifier), scratch_(classifier) {}

  bool Scan(store::DocumentNumber number,
            const std::function<void(const ScannedDocument&)>& visit) {
    const auto stored = workspace_.store->Get(number);
    if (!stored) return false;
    const store::Analysis analysis =
        AnalysisOf(*workspace_.store, *workspace_.analyzer, *stored, analyzer_scratch_);
    const auto matches =
        classifier_.Explain(InputOf(stored->document, analysis.title, analysis.text), scratch_);
    visit({*stored, analysis, matches});
    return true;
  }

 private:
  const Workspace& workspace_;
  const classify::Classifier& classifier_;
  classify::Classifier::Scratch scratch_;
  nlp::Analyzer::Scratch analyzer_scratch_;
};

}  // namespace

std::vector<store::DocumentNumber> LiveNumbers(const store::Store& store,
                                               const store::Filter& filter) {
  std::vector<store::DocumentNumber> numbers;
  store.Select(filter, [&numbers](const store::Header& header) {
    numbers.push_back(header.number);
    return true;
  });
  return numbers;
}

store::Analysis AnalysisOf(const store::Store& store, const nlp::Analyzer& analyzer,
                           const store::StoredDocument& stored, nlp::Analyzer::Scratch& scratch) {
  std::optional<store::Analysis> analysis = store.GetAnalysis(stored.header.number);
  if (!analysis || analysis->text.nlp_version != nlp::kNlpVersion) {
    analysis.emplace();
    AnalyzeFields(analyzer, stored.document, scratch, analysis->title, analysis->text);
  }
  return *std::move(analysis);
}

void ScanCorpus(const Workspace& workspace, const classify::Classifier& classifier,
                const store::Filter& filter, bool quiet,
                const std::function<void(const ScannedDocument&)>& visit) {
  const std::vector<store::DocumentNumber> numbers = LiveNumbers(*workspace.store, filter);
  Progress progress("reading", quiet);
  const std::size_t threads = ThreadsFor(workspace.settings.workers, numbers.size());
  std::vector<Scanner> scanners;
  for (std::size_t i = 0; i < threads; ++i) scanners.emplace_back(workspace, classifier);
  std::mutex visiting;
  std::size_t done = 0;  // under `visiting`, as are the visits
  InParallel(threads, numbers.size(), [&](std::size_t thread, std::size_t i) {
    scanners[thread].Scan(numbers[i], [&](const ScannedDocument& document) {
      const std::lock_guard lock(visiting);
      visit(document);
      progress.Show(++done, numbers.size());
    });
  });
}

bool ScanDocument(const Workspace& workspace, const classify::Classifier& classifier,
                  store::DocumentNumber number,
                  const std::function<void(const ScannedDocument&)>& visit) {
  return Scanner(workspace, classifier).Scan(number, visit);
}

}  // namespace app
