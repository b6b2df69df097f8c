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
      : reader_(*workspace.store, *workspace.analyzer),
        classifier_(classifier),
        scratch_(classifier) {}

  bool Scan(store::DocumentNumber number,
            const std::function<void(const ScannedDocument&)>& visit) {
    const store::StoredDocument* const stored = reader_.Get(number);
    if (stored == nullptr) return false;
    const store::Analysis& analysis = reader_.Of(*stored);
    const auto matches =
        classifier_.Explain(InputOf(stored->document, analysis.title, analysis.text), scratch_);
    visit({*stored, analysis, matches});
    return true;
  }

 private:
  AnalysisReader reader_;
  const classify::Classifier& classifier_;
  classify::Classifier::Scratch scratch_;
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

const store::Analysis* AnalysisReader::Stored(store::DocumentNumber number) {
  const store::Analysis* const analysis = reader_.GetAnalysis(number);
  const bool is_current = analysis != nullptr && analysis->text.nlp_version == nlp::kNlpVersion;
  return is_current ? analysis : nullptr;
}

const store::Analysis& AnalysisReader::Of(const store::StoredDocument& document) {
  if (const store::Analysis* const stored = Stored(document.header.number)) return *stored;
  AnalyzeFields(analyzer_, document.document, scratch_, made_.title, made_.text);
  return made_;
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
