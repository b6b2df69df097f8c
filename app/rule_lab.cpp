#include "app/rule_lab.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <set>

#include "app/corpus_scan.h"
#include "app/rule_probe.h"
#include "app/rule_sample.h"

namespace app {
namespace {

LabExample ExampleOf(const ScannedDocument& document, Colours colours) {
  std::vector<classify::Classifier::RuleMatch> matches;
  std::copy_if(document.matches.begin(), document.matches.end(), std::back_inserter(matches),
               [](const auto& match) { return match.stopped_by == nullptr; });
  return {document.stored.header, document.stored.document.title,
          MarkedSentences(document, matches, colours)};
}

}  // namespace

core::Expected<LabAnswer, std::vector<core::Error>> TryPattern(
    const Workspace& workspace, const std::vector<classify::WordList>& lists,
    const classify::Pattern& pattern, const LabOptions& options) {
  const auto begin = std::chrono::steady_clock::now();
  classify::Rule rule;
  rule.id = "lab";
  rule.patterns.push_back(pattern);
  const auto probe = RuleProbe::Compile({std::move(rule)}, lists, *workspace.analyzer);
  if (!probe) return probe.error();
  const auto candidates = probe->Candidates(*workspace.store, options.filter);
  std::vector<store::Header> matched = probe->Matched(workspace, candidates);

  LabAnswer answer;
  answer.documents = matched.size();
  answer.candidates = candidates.size();
  answer.by_index = probe->knows_lemmas();
  const core::Zone zone = *core::Zone::Find(workspace.settings.zone);
  for (const store::Header& header : matched) {
    ++answer.by_source[fmt::format("{}/{}", core::Name(header.source_type), header.source)];
    ++answer.by_year[static_cast<int>(
        std::chrono::year_month_day(zone.DayOf(header.counted_at)).year())];
  }
  std::stable_sort(matched.begin(), matched.end(),
                   [](const auto& a, const auto& b) { return a.counted_at > b.counted_at; });
  std::set<std::string> texts;
  for (const store::Header& header : matched) {
    if (answer.newest.size() == options.examples) break;
    ScanDocument(workspace, probe->classifier(), header.number, [&](const ScannedDocument& found) {
      if (!texts.insert(found.stored.text_sha256).second) return;
      answer.newest.push_back(ExampleOf(found, options.colours));
    });
  }
  answer.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  return answer;
}

}  // namespace app
