#include "app/retagging.h"

#include <algorithm>
#include <atomic>
#include <iterator>
#include <mutex>
#include <set>

#include "app/corpus_scan.h"
#include "app/events.h"
#include "app/kept_lexicons.h"
#include "app/parallel.h"
#include "app/pipeline.h"
#include "classify/lexicon_difference.h"

namespace app {
namespace {

using store::DocumentNumber;

// Of `numbers` those whose stored analysis is of another version of the program.
std::vector<DocumentNumber> OfOtherAnalysis(const Workspace& workspace, const TaggedBy& tagged,
                                            const std::vector<DocumentNumber>& numbers) {
  std::vector<char> other(numbers.size());  // bytes, since threads write side by side
  InParallel(ThreadsFor(workspace.settings.workers, numbers.size()), numbers.size(),
             [&](std::size_t, std::size_t i) {
               auto version = tagged.AnalysisOf(numbers[i]);
               if (!version) {
                 const auto analysis = workspace.store->GetAnalysis(numbers[i]);
                 version = analysis ? analysis->text.nlp_version : 0;
               }
               other[i] = *version != nlp::kNlpVersion;
             });
  std::vector<DocumentNumber> found;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (other[i] != 0) found.push_back(numbers[i]);
  }
  return found;
}

// Puts these documents again, analysed and tagged as new ones are. Returns how many it put.
std::uint64_t PutAgain(const Workspace& workspace, const classify::Classifier& classifier,
                       const std::vector<DocumentNumber>& numbers, const RetagOptions& options) {
  store::Store& store = *workspace.store;
  Pipeline::Options of_pipeline;
  of_pipeline.workers = workspace.settings.workers;
  Pipeline pipeline(
      *workspace.analyzer, classifier, store, [&store] { store.Sync(); }, of_pipeline);
  PutTotals put;  // of the writer's thread, like `done`
  std::uint64_t done = 0;
  for (const DocumentNumber number : numbers) {
    if (options.stop.stop_requested()) break;
    const auto job = [&, number](Workbench& bench) {
      Unit unit;
      if (const auto stored = store.Get(number)) {
        // Without an original, or once its key was destroyed, there is nothing to seal.
        unit.document = bench.Prepare(stored->document, store.Unseal(number).value_or({}));
      }
      unit.committed = [&](const auto& outcome) {
        if (outcome) put.Count(outcome->result);
        if (options.progress) options.progress(++done, numbers.size());
      };
      return unit;
    };
    // What a job holds is known once it reads; this is more than most texts need.
    constexpr std::size_t kBytes = 64u << 10;
    if (!pipeline.Submit(job, kBytes)) break;
  }
  pipeline.Finish();
  return put.updated;
}

// Documents to look at, and for each the rules without which it needs no judging.
struct Work {
  std::map<std::string, Suspects> suspects;  // by the lexicon that tagged before
  std::vector<std::pair<DocumentNumber, const Suspects*>> documents;  // in order of number
};

Work WorkFor(const Workspace& workspace, const classify::Classifier& classifier,
             const TaggedBy& tagged, const std::vector<DocumentNumber>& numbers, bool all) {
  const KeptLexicons kept(workspace.store->space(kLexiconSpace));
  std::map<std::string, std::vector<DocumentNumber>> by_lexicon;
  for (const DocumentNumber number : numbers) {
    by_lexicon[tagged.LexiconOf(number).value_or("")].push_back(number);
  }
  Work work;
  for (const auto& [version, theirs] : by_lexicon) {
    Suspects& suspects = work.suspects[version];
    const auto before = all ? std::nullopt : kept.Find(version);
    if (before && before->judge == classify::JudgeVersion()) {
      if (const auto lexicon = LexiconOf(*before)) {
        suspects = SuspectsOf(*lexicon, classifier.lexicon(), *workspace.analyzer);
      }
    }
    std::vector<DocumentNumber> chosen = theirs;
    if (!suspects.all) {
      const auto candidates = suspects.Candidates(*workspace.store, {});
      chosen.clear();
      std::set_intersection(theirs.begin(), theirs.end(), candidates.begin(), candidates.end(),
                            std::back_inserter(chosen));
    }
    for (const DocumentNumber number : chosen) work.documents.emplace_back(number, &suspects);
  }
  std::sort(work.documents.begin(), work.documents.end());
  return work;
}

// What one thread needs to judge documents.
class Judge {
 public:
  Judge(const Workspace& workspace, const classify::Classifier& classifier)
      : reader_(*workspace.store, *workspace.analyzer),
        bench_(*workspace.analyzer, classifier, *workspace.store) {}

  // The tags that a document gets if they are others than it has. Sets `judged` if it had to be
  // judged by all rules.
  std::optional<core::Classification> Run(DocumentNumber number, const Suspects& suspects,
                                          bool& judged) {
    const store::StoredDocument* const stored = reader_.Get(number);
    if (stored == nullptr) return std::nullopt;
    const store::Analysis& analysis = reader_.Of(*stored);
    if (suspects.probe) {
      const auto [scratch, added] =
          probing_.try_emplace(&*suspects.probe, suspects.probe->classifier());
      if (!suspects.probe->Matches(InputOf(stored->document, analysis.title, analysis.text),
                                   scratch->second)) {
        return std::nullopt;
      }
    }
    judged = true;
    auto classification = bench_.Classify(stored->document, analysis.title, analysis.text);
    if (SayTheSame(classification, stored->classification)) return std::nullopt;
    return classification;
  }

 private:
  AnalysisReader reader_;
  Workbench bench_;
  std::map<const RuleProbe*, classify::Classifier::Scratch> probing_;
};

std::set<std::string> Said(const core::Classification& classification) {
  std::set<std::string> said;
  if (classification.corruption) said.insert("corruption");
  if (classification.counts()) said.insert("countable");
  if (classification.special()) said.insert("special");
  if (classification.context != core::Context::kNone) {
    said.insert("context/" + std::string(core::Name(classification.context)));
  }
  for (const core::Tag& tag : classification.tags) {
    std::string name = std::string(core::Name(tag.kind)) + "/" + tag.id;
    if (tag.role != core::Role::kNone) name.append("/").append(core::Name(tag.role));
    said.insert(std::move(name));
  }
  return said;
}

std::vector<std::string> Without(const std::set<std::string>& all,
                                 const std::set<std::string>& others) {
  std::vector<std::string> rest;
  std::set_difference(all.begin(), all.end(), others.begin(), others.end(),
                      std::back_inserter(rest));
  return rest;
}

}  // namespace

bool SayTheSame(const core::Classification& a, const core::Classification& b) {
  return a.language == b.language && a.corruption == b.corruption && a.countable == b.countable &&
         a.context == b.context && a.tags == b.tags && a.evidence == b.evidence;
}

Suspects SuspectsOf(const classify::Lexicon& before, const classify::Lexicon& after,
                    const nlp::Analyzer& analyzer) {
  Suspects suspects;
  classify::LexiconDifference difference = classify::Compare(before, after);
  if (!difference.rules_only) return suspects;
  suspects.all = false;
  if (difference.rules.empty()) return suspects;
  auto probe = RuleProbe::Compile(std::move(difference.rules), after.lists, analyzer);
  if (!probe) throw Failure(probe.error());
  suspects.probe = *std::move(probe);
  return suspects;
}

std::vector<DocumentNumber> Suspects::Candidates(const store::Store& store,
                                                 const store::Filter& filter) const {
  if (all) return LiveNumbers(store, filter);
  return probe ? probe->Candidates(store, filter) : std::vector<DocumentNumber>();
}

RetagTotals Retag(const Workspace& workspace, const classify::Classifier& classifier,
                  const RetagOptions& options) {
  store::Store& store = *workspace.store;
  RetagTotals totals;
  const auto stopped = [&] { return totals.stopped = options.stop.stop_requested(); };
  std::vector<DocumentNumber> numbers = LiveNumbers(store, {});
  totals.documents = numbers.size();
  const auto other = OfOtherAnalysis(workspace, TaggedBy(store), numbers);
  if (!other.empty()) {
    totals.analysed = PutAgain(workspace, classifier, other, options);
    numbers = LiveNumbers(store, {});
  }
  if (stopped()) return totals;
  const TaggedBy tagged(store);
  std::erase_if(numbers, [&](DocumentNumber number) {
    return tagged.LexiconOf(number) == classifier.lexicon().version;
  });
  if (numbers.empty()) {
    totals.nothing = totals.analysed == 0;
    return totals;
  }
  const DocumentNumber next = store.BeginRetagging(classifier.lexicon().version).next;
  numbers.erase(numbers.begin(), std::lower_bound(numbers.begin(), numbers.end(), next));
  const Work work = WorkFor(workspace, classifier, tagged, numbers, options.all);
  const std::size_t all = work.documents.size();
  std::vector<Judge> judges;
  const std::size_t threads = ThreadsFor(workspace.settings.workers, all);
  for (std::size_t i = 0; i < threads; ++i) judges.emplace_back(workspace, classifier);
  std::atomic<std::uint64_t> judged = 0;
  for (std::size_t begin = 0; begin < all; begin += options.group) {
    if (stopped()) break;
    const std::size_t end = std::min(begin + options.group, all);
    std::vector<std::optional<core::Classification>> found(end - begin);
    InParallel(threads, found.size(), [&](std::size_t thread, std::size_t i) {
      const auto& [number, suspects] = work.documents[begin + i];
      bool by_all = false;
      found[i] = judges[thread].Run(number, *suspects, by_all);
      if (by_all) ++judged;
    });
    std::vector<store::Retagged> changed;
    for (std::size_t i = 0; i < found.size(); ++i) {
      if (found[i]) changed.push_back({work.documents[begin + i].first, *std::move(found[i])});
    }
    store.PutRetagged(changed, work.documents[end - 1].first + 1);
    totals.changed += changed.size();
    if (options.progress) options.progress(end, all);
  }
  totals.judged = judged;
  if (!totals.stopped) totals.commit = store.FinishRetagging();
  return totals;
}

CorpusChange ChangesOf(const Workspace& workspace, const classify::Classifier& before,
                       const classify::Classifier& after, const store::Filter& filter,
                       const std::function<void(std::uint64_t done, std::uint64_t all)>& progress) {
  const store::Store& store = *workspace.store;
  const Suspects suspects = SuspectsOf(before.lexicon(), after.lexicon(), *workspace.analyzer);
  const auto admitted = LiveNumbers(store, filter);
  std::vector<DocumentNumber> numbers = suspects.Candidates(store, filter);
  if (suspects.probe) {
    // The index has the lemmas of the analysis with which a document was put.
    const auto other = OfOtherAnalysis(workspace, TaggedBy(*workspace.store), admitted);
    numbers.insert(numbers.end(), other.begin(), other.end());
    std::sort(numbers.begin(), numbers.end());
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  }
  struct Thread {
    AnalysisReader reader;
    Workbench before, after;
    std::optional<classify::Classifier::Scratch> probing;
  };
  std::vector<Thread> memory;
  const std::size_t threads = ThreadsFor(workspace.settings.workers, numbers.size());
  for (std::size_t i = 0; i < threads; ++i) {
    memory.push_back({{store, *workspace.analyzer},
                      {*workspace.analyzer, before, store},
                      {*workspace.analyzer, after, store},
                      {}});
    if (suspects.probe) memory.back().probing.emplace(suspects.probe->classifier());
  }
  std::mutex counting;
  std::uint64_t done = 0, judged = 0;
  std::vector<std::optional<DocumentChange>> changes(numbers.size());
  InParallel(threads, numbers.size(), [&](std::size_t thread, std::size_t i) {
    Thread& mine = memory[thread];
    const store::StoredDocument* const stored = mine.reader.Get(numbers[i]);
    bool by_all = false;
    if (stored != nullptr) {
      const store::Analysis& analysis = mine.reader.Of(*stored);
      by_all = !suspects.probe ||
               suspects.probe->Matches(InputOf(stored->document, analysis.title, analysis.text),
                                       *mine.probing);
      if (by_all) {
        const auto old_said =
            Said(mine.before.Classify(stored->document, analysis.title, analysis.text));
        const auto new_said =
            Said(mine.after.Classify(stored->document, analysis.title, analysis.text));
        if (old_said != new_said) {
          changes[i] = DocumentChange{stored->header, stored->document.title,
                                      Without(old_said, new_said), Without(new_said, old_said)};
        }
      }
    }
    const std::lock_guard lock(counting);
    judged += by_all ? 1 : 0;
    if (progress) progress(++done, numbers.size());
  });
  CorpusChange result{admitted.size(), judged, {}};
  for (auto& change : changes) {
    if (change) result.changed.push_back(*std::move(change));
  }
  return result;
}

}  // namespace app
