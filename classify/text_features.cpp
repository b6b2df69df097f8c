#include "classify/text_features.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <set>

#include "classify/code.h"
#include "nlp/alphabet.h"

namespace classify {
namespace {

constexpr std::uint32_t kReach = 3;    // sentences on either side of the focus
constexpr float kStrong = 1.4F;        // a stated act with a proceeding beside it
constexpr std::size_t kLongText = 12;  // sentences that a text of usual length has at most
// Signs that decide by themselves are not weighed as such: what rules make of them is, as one
// feature of the sentence and a few of the document.
constexpr std::uint32_t kDecisive = Bit(kActStated) | Bit(kSchemeStated);

bool Has(const SentenceSigns& signs, std::size_t sign) {
  return signs.Has(Bit(sign) & ~kDecisive);
}

void AddLemmas(const Findings& findings, std::uint32_t at, std::vector<Feature>& features) {
  const bool in_title = at < findings.title_sentences;
  const TokenView& view = in_title ? findings.document.title : findings.document.text;
  const std::uint32_t sentence = in_title ? at : at - findings.title_sentences;
  for (std::uint32_t i = view.first[sentence]; i < view.first[sentence + 1]; ++i) {
    const std::string_view lemma = CodeAt(view.text->lemma_stream, view.lemma_at[i]);
    if (lemma.empty()) continue;
    const bool number = lemma.front() >= '0' && lemma.front() <= '9';
    features.push_back(number ? Feature{"number"} : Feature{kLemmaQuestion, lemma});
  }
}

void AddSigns(const SentenceSigns& signs, std::vector<Feature>& features) {
  for (std::size_t i = 0; i < kSigns; ++i) {
    if (!Has(signs, i)) continue;
    features.push_back({"sign", NameOfSign(i)});
    for (std::size_t j = i + 1; j < kSigns; ++j) {
      if (Has(signs, j)) features.push_back({"signs", NameOfSign(i), NameOfSign(j)});
    }
  }
}

}  // namespace

std::string NameOf(const Feature& feature) {
  std::string name(feature.question);
  if (feature.question == kLemmaQuestion) {
    return name.append(" ").append(nlp::DecodeWord(feature.first));
  }
  for (const std::string_view part : {feature.first, feature.second}) {
    if (!part.empty()) name.append(" ").append(part);
  }
  return name;
}

std::vector<std::string> NamesOf(const std::vector<Feature>& features) {
  std::set<std::string> names;
  for (const Feature& feature : features) names.insert(NameOf(feature));
  return {names.begin(), names.end()};
}

void AddSentenceFeatures(std::string_view kind, const Findings& findings,
                         const std::vector<SentenceSigns>& signs, std::uint32_t at,
                         std::vector<Feature>& features) {
  features.push_back({"bias"});
  features.push_back({"kind", kind});
  if (at < findings.title_sentences) features.push_back({"title"});
  AddLemmas(findings, at, features);
  AddSigns(signs[at], features);
  if (signs[at].states_act) {
    features.push_back({"rules", "states", signs[at].strength >= kStrong ? "strong" : "plain"});
  }
  for (std::size_t i = 0; i < kSigns; ++i) {
    if (at > 0 && Has(signs[at - 1], i)) features.push_back({"before", NameOfSign(i)});
    if (at + 1 < signs.size() && Has(signs[at + 1], i)) {
      features.push_back({"after", NameOfSign(i)});
    }
  }
}

void AddRuleFeatures(std::string_view kind, const Lexicon& lexicon, const Findings& findings,
                     const RuleVerdict& rules, std::vector<Feature>& features) {
  features.push_back({"bias"});
  features.push_back({"kind", kind});
  features.push_back({"size", findings.sentences > kLongText ? "long" : "usual"});
  if (rules.corruption) features.push_back({"rules", "corruption"});
  if (rules.countable) features.push_back({"rules", "countable"});
  features.push_back({"rules", "context", core::Name(rules.context)});
  constexpr std::array<std::string_view, 4> kCounts = {"0", "1", "2", "more"};
  features.push_back({"rules", "statements", kCounts[std::min<std::size_t>(rules.statements, 3)]});
  if (rules.corruption) {
    const bool strong = rules.strength >= kStrong;
    features.push_back({"rules", "strength", strong ? "strong" : "plain"});
  }
  for (const Hit& hit : findings.hits) {
    const Rule* rule = RuleOf(hit, lexicon);
    if (!rule) continue;
    for (const Emission& emission : rule->emits) {
      if (emission.kind == core::TagKind::kScheme || emission.kind == core::TagKind::kOffence) {
        features.push_back({"rules", core::Name(*emission.kind), emission.id});
      }
    }
  }
}

bool IsInFocus(std::uint32_t at, std::uint32_t focus, const Findings& findings) {
  if (at < findings.title_sentences) return true;
  // A title is told in full where the text begins.
  if (focus < findings.title_sentences) focus = findings.title_sentences + kReach;
  return at + kReach >= focus && at <= focus + kReach;
}

void AddWordsOf(const Findings& findings, const std::vector<SentenceSigns>& signs, std::uint32_t at,
                std::vector<Feature>& features) {
  AddLemmas(findings, at, features);
  AddSigns(signs[at], features);
}

void AddWords(const Findings& findings, const std::vector<SentenceSigns>& signs,
              std::uint32_t focus, std::vector<Feature>& features) {
  for (std::uint32_t at = 0; at < signs.size(); ++at) {
    if (IsInFocus(at, focus, findings)) AddWordsOf(findings, signs, at, features);
  }
}

}  // namespace classify
