#include "app/rule_sample.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "app/rule_explanation.h"
#include "classify/rule_check.h"
#include "core/sha256.h"
#include "core/utf8.h"

namespace app {
namespace {

constexpr std::size_t kAround = 400;  // bytes of a sentence shown before and behind a match

bool IsBorder(std::string_view text, std::size_t at) {
  return at >= text.size() || !core::IsTrailByte(text[at]);
}

// The border of a character that is nearest to `at`, between it and `limit`.
std::size_t BorderFrom(std::string_view text, std::size_t at, std::size_t limit) {
  while (at < limit && !IsBorder(text, at)) ++at;
  return at;
}
std::size_t BorderBefore(std::string_view text, std::size_t at, std::size_t limit) {
  while (at > limit && !IsBorder(text, at)) --at;
  return at;
}

struct Bounds {
  std::size_t begin = 0, end = 0;
};

// The sentence in which the match begins; the match itself if it is in none.
Bounds SentenceOf(const ScannedDocument& document, const classify::Classifier::RuleMatch& match) {
  const core::NormalizedText& analysis =
      match.field == core::Field::kTitle ? document.analysis.title : document.analysis.text;
  for (const core::Sentence& sentence : analysis.sentences) {
    if (sentence.begin <= match.begin && match.begin < sentence.end) {
      return {sentence.begin, sentence.end};
    }
  }
  return {match.begin, match.end};
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
    if (match.rule == rule && classify::Fired(match)) matches.push_back(match);
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

std::vector<std::string> MarkedSentences(
    const ScannedDocument& document, const std::vector<classify::Classifier::RuleMatch>& matches,
    Colours colours) {
  std::vector<std::string> sentences;
  for (std::size_t i = 0; i < matches.size();) {
    const core::Field field = matches[i].field;
    const std::string_view text = document.stored.document.field(field);
    const Bounds whole = SentenceOf(document, matches[i]);
    std::vector<Mark> marks;
    std::size_t begin = matches[i].begin, end = matches[i].end;
    for (; i < matches.size() && matches[i].field == field && matches[i].begin < whole.end; ++i) {
      marks.push_back({matches[i].begin, matches[i].end, 0, false});
      end = std::max<std::size_t>(end, matches[i].end);
    }
    const Bounds shown{
        BorderFrom(text, std::max(whole.begin, begin - std::min(begin, kAround)), begin),
        BorderBefore(text, std::min(std::max(whole.end, end), end + kAround), end)};
    for (Mark& mark : marks) {
      mark.begin -= static_cast<std::uint32_t>(shown.begin);
      mark.end -= static_cast<std::uint32_t>(shown.begin);
    }
    std::string marked =
        WithMarks(text.substr(shown.begin, shown.end - shown.begin), std::move(marks), colours);
    // A heading or a list may have several lines.
    std::replace(marked.begin(), marked.end(), '\n', ' ');
    marked = (shown.begin > whole.begin ? "…" : "") + marked + (shown.end < whole.end ? "…" : "");
    // Texts often begin with their title.
    if (std::find(sentences.begin(), sentences.end(), marked) == sentences.end()) {
      sentences.push_back(std::move(marked));
    }
  }
  return sentences;
}

}  // namespace app
