#include "classify/act_evidence.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <string_view>
#include <utility>

namespace classify {
namespace {

constexpr std::size_t kMost = 2;             // spans of evidence of the document
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
  const auto is_mark = [&text](std::uint32_t token) {
    return (text.tokens[token].traits & core::kPunctuation) != 0;
  };
  const auto separates = [&](std::uint32_t token) {
    if (!is_mark(token)) return false;
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
  while (begin < first && is_mark(begin)) ++begin;
  while (end > behind && is_mark(end - 1)) --end;
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

// The strongest hit of a sentence that states the act.
struct Statement {
  const Hit* hit = nullptr;
  float share = 0;
  float strength = 0;  // of the sentence
};

bool IsIn(core::Field field, const Statement& statement) {
  return statement.hit->field == field;
}

}  // namespace

void AddEvidence(const Lexicon& lexicon, const Findings& findings,
                 const std::vector<SentenceSigns>& signs, bool short_text,
                 core::Classification& result) {
  const bool denial = result.context == core::Context::kAcquittal;
  std::vector<Statement> best(signs.size());
  for (const Hit& hit : findings.hits) {
    const Rule* rule = RuleOf(hit, lexicon);
    if (!rule || (!denial && !signs[hit.sentence].states_act)) continue;
    const float share = Share(*rule, result.context);
    Statement& here = best[hit.sentence];
    if (share > here.share) here = {&hit, share, denial ? share : signs[hit.sentence].strength};
  }
  std::erase_if(best, [](const Statement& statement) { return !statement.hit; });
  // The text states the act in full; a title counts only where the text does not.
  const bool in_text = std::any_of(best.begin(), best.end(), [](const Statement& statement) {
    return IsIn(core::Field::kText, statement);
  });
  if (in_text) {
    std::erase_if(best, [](const Statement& s) { return IsIn(core::Field::kTitle, s); });
  }
  std::stable_sort(best.begin(), best.end(),
                   [](const Statement& a, const Statement& b) { return a.strength > b.strength; });
  best.resize(std::min(best.size(), kMost));
  std::sort(best.begin(), best.end(), [](const Statement& a, const Statement& b) {
    return a.hit->sentence < b.hit->sentence;
  });
  // Comments say in a clause what articles and appeals say in a sentence. What was refuted is no
  // evidence: a denial is the words that deny.
  const Width width = denial ? Width::kMatch : (short_text ? Width::kClause : Width::kSentence);
  for (const Statement& statement : best) {
    const Rule& rule = lexicon.rules[statement.hit->owner.index];
    core::Evidence span = SpanOf(*statement.hit, findings, width);
    span.rule = rule.id;
    span.rule_version = rule.version;
    result.evidence.push_back(std::move(span));
  }
}

}  // namespace classify
