#include "classify/act_evidence.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <string_view>
#include <utility>

namespace classify {
namespace {

constexpr std::size_t kMost = 3;             // spans of evidence of the document
constexpr std::uint32_t kLongSentence = 30;  // tokens; of more, the clause is underlined
constexpr std::uint32_t kMostBefore = 6, kMostBehind = 8;  // tokens of a clause around the match

enum class Width : std::uint8_t { kMatch, kClause, kSentence };

// Separates statements.
bool IsBreak(std::string_view mark) {
  return mark == ";" || mark == ":" || mark == "—" || mark == "–";
}

// Separates clauses.
bool IsClauseBreak(std::string_view mark) {
  constexpr std::string_view kMarks[] = {",", "(", ")", "«", "»", "\"", "“", "”", "-", "…", "..."};
  return IsBreak(mark) || std::find(std::begin(kMarks), std::end(kMarks), mark) != std::end(kMarks);
}

bool IsMark(const core::NormalizedText& text, std::uint32_t token) {
  return (text.tokens[token].traits & core::kPunctuation) != 0;
}

// The byte range of the words around the hit that a person would underline.
core::Evidence SpanOf(const Hit& hit, const Findings& findings, Width width) {
  const TokenView& view = findings.view(hit.field);
  const core::NormalizedText& text = *view.text;
  const core::Sentence& sentence = text.sentences[view.sentence[hit.first_token]];
  const std::uint32_t first = view.tokens[hit.first_token];
  const std::uint32_t behind = view.tokens[hit.end_token - 1] + 1;
  if (width == Width::kSentence && sentence.end_token - sentence.first_token > kLongSentence) {
    width = Width::kClause;
  }
  const auto separates = [&](std::uint32_t token) {
    if (!IsMark(text, token)) return false;
    const core::Token& at = text.tokens[token];
    const std::string_view mark = view.field.substr(at.begin, at.end - at.begin);
    return width == Width::kClause ? IsClauseBreak(mark) : IsBreak(mark);
  };
  std::uint32_t least = sentence.first_token, most = sentence.end_token;
  if (width == Width::kMatch) least = first, most = behind;
  if (width == Width::kClause) {
    least = std::max(least, first - std::min(first, kMostBefore));
    most = std::min(most, behind + kMostBehind);
  }
  std::uint32_t begin = first, end = behind;
  while (begin > least && !separates(begin - 1)) --begin;
  while (end < most && !separates(end)) ++end;
  while (begin < first && IsMark(text, begin)) ++begin;
  while (end > behind && IsMark(text, end - 1)) --end;
  core::Evidence evidence;
  evidence.field = hit.field;
  evidence.begin = text.tokens[begin].begin;
  evidence.end = text.tokens[end - 1].end;
  return evidence;
}

// How much of the statement the hit of `rule` is; 0: nothing of it.
float Share(const Rule& rule, core::Context context) {
  float most = 0;
  for (const Emission& emission : rule.emits) {
    if (context == core::Context::kAcquittal) {
      if (emission.context == context) most = std::max(most, rule.weight);
      continue;
    }
    const bool scheme =
        emission.kind == core::TagKind::kScheme || emission.kind == core::TagKind::kOffence;
    const float worth = emission.act ? 1.0F : (scheme ? 0.4F : (emission.post ? 0.1F : 0.0F));
    most = std::max(most, worth * rule.weight);
  }
  return most;
}

// A sentence that states the act, or denies it, and its strongest hit, if rules found any.
struct Statement {
  std::uint32_t sentence = 0;
  bool states = false;
  const Hit* hit = nullptr;
  float share = 0;
  float strength = 0;
};

// Of each sentence that `context` makes evidence.
std::vector<Statement> Statements(const Lexicon& lexicon, const Findings& findings,
                                  const std::vector<SentenceSigns>& signs, core::Context context) {
  const bool denial = context == core::Context::kAcquittal;
  std::vector<Statement> all(signs.size());
  for (std::uint32_t s = 0; s < all.size(); ++s) {
    all[s] = {s, !denial && signs[s].states_act, nullptr, 0, signs[s].strength};
  }
  for (const Hit& hit : findings.hits) {
    const Rule* rule = RuleOf(hit, lexicon);
    Statement& here = all[hit.sentence];
    if (!rule || (!denial && !here.states)) continue;
    const float share = Share(*rule, context);
    if (share <= here.share) continue;
    here.states = true;
    here.hit = &hit;
    here.share = share;
    if (denial) here.strength = share;
  }
  std::erase_if(all, [](const Statement& statement) { return !statement.states; });
  return all;
}

}  // namespace

core::Evidence SentenceSpan(std::uint32_t at, const Findings& findings) {
  const bool in_title = at < findings.title_sentences;
  const core::NormalizedText& text =
      in_title ? *findings.document.title.text : *findings.document.text.text;
  const core::Sentence& sentence = text.sentences[in_title ? at : at - findings.title_sentences];
  std::uint32_t begin = sentence.first_token, end = sentence.end_token;
  while (begin + 1 < end && IsMark(text, begin)) ++begin;
  while (end > begin + 1 && IsMark(text, end - 1)) --end;
  core::Evidence evidence;
  evidence.field = in_title ? core::Field::kTitle : core::Field::kText;
  evidence.begin = text.tokens[begin].begin;
  evidence.end = text.tokens[end - 1].end;
  return evidence;
}

void AddEvidence(const Lexicon& lexicon, const Findings& findings,
                 const std::vector<SentenceSigns>& signs, bool short_text,
                 core::Classification& result) {
  bool denial = result.context == core::Context::kAcquittal;
  std::vector<Statement> best = Statements(lexicon, findings, signs, result.context);
  if (denial && best.empty()) {
    denial = false;
    best = Statements(lexicon, findings, signs, core::Context::kAllegation);
  }
  // The text states the act in full; a title counts only where the text does not.
  const auto in_title = [&findings](const Statement& statement) {
    return statement.sentence < findings.title_sentences;
  };
  if (!std::all_of(best.begin(), best.end(), in_title)) std::erase_if(best, in_title);
  std::stable_sort(best.begin(), best.end(),
                   [](const Statement& a, const Statement& b) { return a.strength > b.strength; });
  best.resize(std::min(best.size(), kMost));
  std::sort(best.begin(), best.end(),
            [](const Statement& a, const Statement& b) { return a.sentence < b.sentence; });
  // Comments say in a clause what articles and appeals say in a sentence. What was refuted is no
  // evidence: a denial is the words that deny.
  const Width width = denial ? Width::kMatch : (short_text ? Width::kClause : Width::kSentence);
  for (const Statement& statement : best) {
    core::Evidence span;
    if (statement.hit) {
      const Rule& rule = lexicon.rules[statement.hit->owner.index];
      span = SpanOf(*statement.hit, findings, width);
      span.rule = rule.id;
      span.rule_version = rule.version;
    } else {
      span = SentenceSpan(statement.sentence, findings);
      span.rule = kLearnedAct;
      span.rule_version = kLearnedVersion;
    }
    result.evidence.push_back(std::move(span));
  }
}

}  // namespace classify
