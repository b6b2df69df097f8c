#include "app/rule_sample.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "app/rule_explanation.h"
#include "core/sha256.h"

namespace app {
namespace {

constexpr std::size_t kAround = 400;  // bytes of a sentence shown before and behind a match

bool IsBorder(std::string_view text, std::size_t at) {
  return at >= text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
}

}  // namespace

std::vector<FiredDocument> InSampleOrder(std::vector<FiredDocument> documents, std::uint64_t seed) {
  std::sort(documents.begin(), documents.end(),
            [](const auto& a, const auto& b) { return a.number < b.number; });
  std::set<std::string_view> texts;
  // By turn and draw: the turn of a document is its place within its source.
  std::map<std::string, std::vector<std::pair<std::string, const FiredDocument*>>> sources;
  for (const FiredDocument& document : documents) {
    if (!texts.insert(document.text_sha256).second) continue;
    sources[document.source].emplace_back(
        core::Sha256(fmt::format("{} {}", seed, document.text_sha256)), &document);
  }
  std::vector<std::tuple<std::size_t, std::string, const FiredDocument*>> turns;
  for (auto& [source, drawn] : sources) {
    std::sort(drawn.begin(), drawn.end());
    for (std::size_t turn = 0; turn < drawn.size(); ++turn) {
      turns.emplace_back(turn, drawn[turn].first, drawn[turn].second);
    }
  }
  std::sort(turns.begin(), turns.end());
  std::vector<FiredDocument> ordered;
  for (const auto& [turn, draw, document] : turns) ordered.push_back(*document);
  return ordered;
}

std::vector<classify::Classifier::RuleMatch> MatchesOf(std::string_view rule,
                                                       const ScannedDocument& document) {
  std::vector<classify::Classifier::RuleMatch> matches;
  for (const auto& match : document.matches) {
    if (match.rule == rule && !match.covered) matches.push_back(match);
  }
  return matches;
}

std::vector<FiredDocument> SampleOf(const Workspace& workspace,
                                    const classify::Classifier& classifier, std::string_view rule,
                                    std::uint64_t seed, bool quiet) {
  std::vector<FiredDocument> fired;
  ScanCorpus(workspace, classifier, {}, quiet, [&](const ScannedDocument& document) {
    if (MatchesOf(rule, document).empty()) return;
    const store::Header& header = document.stored.header;
    fired.push_back({header.number,
                     fmt::format("{}/{}", core::Name(header.source_type), header.source),
                     document.stored.text_sha256});
  });
  return InSampleOrder(std::move(fired), seed);
}

std::string MarkedSentence(const ScannedDocument& document,
                           const classify::Classifier::RuleMatch& match, Colours colours) {
  const std::string_view field = document.stored.document.field(match.field);
  const core::NormalizedText& analysis =
      match.field == core::Field::kTitle ? document.analysis.title : document.analysis.text;
  std::size_t begin = match.begin, end = match.end;
  for (const core::Sentence& sentence : analysis.sentences) {
    if (sentence.begin > match.begin || match.begin >= sentence.end) continue;
    begin = sentence.begin;
    end = std::max<std::size_t>(match.end, sentence.end);
  }
  const std::size_t whole_begin = begin, whole_end = end;
  begin = std::max<std::size_t>(begin, match.begin - std::min<std::size_t>(match.begin, kAround));
  end = std::min<std::size_t>(end, match.end + kAround);
  while (begin < match.begin && !IsBorder(field, begin)) ++begin;
  while (end > match.end && !IsBorder(field, end)) --end;
  const auto from = static_cast<std::uint32_t>(begin);
  // On one line: a sentence of a heading or a list may have several.
  std::string shown = WithMarks(field.substr(begin, end - begin),
                                {{match.begin - from, match.end - from, 0, false}}, colours);
  std::replace(shown.begin(), shown.end(), '\n', ' ');
  return (begin > whole_begin ? "…" : "") + shown + (end < whole_end ? "…" : "");
}

}  // namespace app
