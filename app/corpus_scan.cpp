#include "app/corpus_scan.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>

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
    std::optional<store::Analysis> analysis = workspace_.store->GetAnalysis(number);
    if (!analysis || analysis->text.nlp_version != nlp::kNlpVersion) {
      analysis.emplace();
      AnalyzeFields(*workspace_.analyzer, stored->document, analyzer_scratch_, analysis->title,
                    analysis->text);
    }
    const auto matches =
        classifier_.Explain(InputOf(stored->document, analysis->title, analysis->text), scratch_);
    visit({*stored, *analysis, matches});
    return true;
  }

 private:
  const Workspace& workspace_;
  const classify::Classifier& classifier_;
  classify::Classifier::Scratch scratch_;
  nlp::Analyzer::Scratch analyzer_scratch_;
};

}  // namespace

void ScanCorpus(const Workspace& workspace, const classify::Classifier& classifier,
                const store::Filter& filter, bool quiet,
                const std::function<void(const ScannedDocument&)>& visit) {
  std::vector<store::DocumentNumber> numbers;
  workspace.store->Select(filter, [&numbers](const store::Header& header) {
    numbers.push_back(header.number);
    return true;
  });
  Progress progress("reading", quiet);
  std::atomic<std::size_t> next = 0;
  std::mutex visiting;
  std::size_t done = 0;        // under `visiting`, as are the visits
  std::exception_ptr failure;  // likewise
  const auto work = [&] {
    try {
      Scanner scanner(workspace, classifier);
      for (std::size_t i = next++; i < numbers.size(); i = next++) {
        scanner.Scan(numbers[i], [&](const ScannedDocument& document) {
          const std::lock_guard lock(visiting);
          if (failure) return;
          visit(document);
          progress.Show(++done, numbers.size());
        });
      }
    } catch (...) {
      const std::lock_guard lock(visiting);
      if (!failure) failure = std::current_exception();
      next = numbers.size();
    }
  };
  const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
  const std::size_t threads = std::min<std::size_t>(
      workspace.settings.workers == 0 ? cores : workspace.settings.workers, numbers.size());
  {
    std::vector<std::jthread> workers;
    for (std::size_t i = 1; i < threads; ++i) workers.emplace_back(work);
    work();
  }
  if (failure) std::rethrow_exception(failure);
}

bool ScanDocument(const Workspace& workspace, const classify::Classifier& classifier,
                  store::DocumentNumber number,
                  const std::function<void(const ScannedDocument&)>& visit) {
  return Scanner(workspace, classifier).Scan(number, visit);
}

}  // namespace app
