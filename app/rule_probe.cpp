#include "app/rule_probe.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "app/corpus_scan.h"
#include "app/parallel.h"
#include "app/pipeline.h"
#include "store/keys.h"

namespace app {
namespace {

constexpr std::size_t kMostLookedFor = 40;  // words; of more the matcher is as quick

// Whether the index has the words of `witness`, if documents have them.
bool IsIndexed(const classify::Witness& witness) {
  return classify::IsOfLemmas(witness) &&
         std::all_of(witness.lemmas.begin(), witness.lemmas.end(), store::IsTerm);
}

}  // namespace

core::Expected<RuleProbe, std::vector<core::Error>> RuleProbe::Compile(
    std::vector<classify::Rule> rules, std::vector<classify::WordList> lists,
    const nlp::Analyzer& analyzer) {
  RuleProbe probe;
  probe.needed_ = classify::NeededWords(rules, lists, analyzer);
  if (probe.needed_) {
    probe.by_index_ = std::all_of(probe.needed_->begin(), probe.needed_->end(),
                                  [](const classify::AllNeeded& needed) {
                                    return std::any_of(needed.begin(), needed.end(), IsIndexed);
                                  });
    std::size_t words = 0;
    for (const classify::AllNeeded& needed : *probe.needed_) {
      for (const classify::Witness& witness : needed) {
        words += witness.lemmas.size() + witness.forms.size() + witness.prefixes.size();
      }
    }
    probe.looks_ = words <= kMostLookedFor;
  }
  classify::Lexicon lexicon;
  lexicon.lists = std::move(lists);
  lexicon.rules = std::move(rules);
  for (std::size_t i = 0; i < lexicon.rules.size(); ++i) {
    lexicon.rules[i].id = fmt::format("{}/{}", i, lexicon.rules[i].id);
    lexicon.rules[i].emits.clear();
  }
  auto classifier = classify::Classifier::Compile(std::move(lexicon), analyzer, {});
  if (!classifier) return classifier.error();
  probe.classifier_ = *std::move(classifier);
  return probe;
}

store::QueryNode RuleProbe::Query() const {
  store::QueryNode any;
  any.kind = store::QueryNode::Kind::kOr;
  for (const classify::AllNeeded& needed : *needed_) {
    std::vector<store::QueryNode> all;
    for (const classify::Witness& witness : needed) {
      if (!IsIndexed(witness)) continue;
      store::QueryNode word;
      word.kind = store::QueryNode::Kind::kTerm;
      word.lemmas = witness.lemmas;
      all.push_back(std::move(word));
    }
    any.parts.push_back(all.size() == 1 ? std::move(all.front()) : store::AllOf(std::move(all)));
  }
  return any;
}

std::vector<store::DocumentNumber> RuleProbe::Candidates(const store::Store& store,
                                                         const store::Filter& filter) const {
  if (!by_index_) return LiveNumbers(store, filter);
  std::vector<store::DocumentNumber> numbers;
  if (needed_->empty()) return numbers;
  store::Query query;
  query.root = Query();
  query.filter = filter;
  query.limit = std::numeric_limits<std::size_t>::max();
  query.by_date = true;  // no scores are needed
  for (const store::Hit& hit : store.Search(query).hits) numbers.push_back(hit.header.number);
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

bool RuleProbe::MayMatch(const store::Analysis& analysis) const {
  return !looks_ ||
         std::any_of(needed_->begin(), needed_->end(), [&](const classify::AllNeeded& needed) {
           return classify::HasAll(needed, analysis.title, analysis.text);
         });
}

bool RuleProbe::Matches(const classify::Input& input,
                        classify::Classifier::Scratch& scratch) const {
  const auto matches = classifier_->Explain(input, scratch);
  return std::any_of(matches.begin(), matches.end(),
                     [](const auto& match) { return match.stopped_by == nullptr; });
}

std::vector<store::Header> RuleProbe::Matched(
    const Workspace& workspace, const std::vector<store::DocumentNumber>& candidates) const {
  struct Thread {
    AnalysisReader reader;
    classify::Classifier::Scratch scratch;
  };
  const std::size_t threads = ThreadsFor(workspace.settings.workers, candidates.size());
  std::vector<Thread> memory;
  for (std::size_t i = 0; i < threads; ++i) {
    memory.push_back(
        {{*workspace.store, *workspace.analyzer}, classify::Classifier::Scratch(*classifier_)});
  }
  std::vector<std::optional<store::Header>> matched(candidates.size());
  InParallel(threads, candidates.size(), [&](std::size_t thread, std::size_t i) {
    auto& [reader, scratch] = memory[thread];
    const store::Analysis* analysis = reader.Stored(candidates[i]);
    if (analysis != nullptr && !MayMatch(*analysis)) return;
    const store::StoredDocument* const stored = reader.Get(candidates[i]);
    if (stored == nullptr) return;
    if (analysis == nullptr) analysis = &reader.Of(*stored);
    if (Matches(InputOf(stored->document, analysis->title, analysis->text), scratch)) {
      matched[i] = stored->header;
    }
  });
  std::vector<store::Header> headers;
  for (auto& header : matched) {
    if (header) headers.push_back(*std::move(header));
  }
  return headers;
}

}  // namespace app
