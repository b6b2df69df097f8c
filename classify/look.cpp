#include "classify/look.h"

#include <algorithm>

namespace classify {
namespace {

constexpr std::uint32_t kNowhere = UINT32_MAX;

core::Field Other(core::Field field) {
  return field == core::Field::kTitle ? core::Field::kText : core::Field::kTitle;
}

}  // namespace

void LookAround::Begin(const DocumentView& document, std::span<const Look> looks, ProgramSets sets,
                       SentencePresence& presence) {
  document_ = &document;
  looks_ = looks;
  sets_ = sets;
  presence_ = &presence;
  ++number_;
  found_.resize(looks.size() * kViewFields.size());
}

TokenSpan LookAround::ScopeOf(Scope scope, core::Field field, std::uint32_t position) const {
  const TokenView& view = (*document_)[field];
  switch (scope) {
    case Scope::kSentence:
      return view.sentence_of(position);
    case Scope::kParagraph:
      return view.paragraph_of(position);
    case Scope::kDocument:
      break;
  }
  return {0, view.size()};
}

template <typename Visit>
void LookAround::ForEachShortest(std::uint32_t look, core::Field field, TokenSpan scope,
                                 Visit visit) {
  if (scope.begin >= scope.end) return;
  const TokenView& view = (*document_)[field];
  const std::uint32_t last = view.sentence[scope.end - 1];
  for (std::uint32_t s = view.sentence[scope.begin]; s <= last; ++s) {
    const int language = PatternLanguage(view.text->sentences[s].language, view.text->language);
    if (language < 0) continue;
    const auto l = static_cast<std::size_t>(language);
    const ProgramSet& programs = *sets_[l];
    const std::vector<LookNode>& nodes = looks_[look].nodes[l];
    if (nodes.empty()) continue;
    const TokenSpan all{view.first[s], view.first[s + 1]};
    const ProgramSet::Sentence sentence{view, all,
                                        presence_->Of(programs.presence(), l, view, field, s)};
    const TokenSpan span{std::max(all.begin, scope.begin), std::min(all.end, scope.end)};
    ends_.assign(span.end - span.begin, kNowhere);
    bool any = false;
    for (const LookNode& node : nodes) {
      if (node.witness != LookNode::kUnknown && !sentence.words.Has(node.witness)) continue;
      programs.ForEachShortest(node.node, sentence, span, [&](TokenSpan found) {
        std::uint32_t& end = ends_[found.begin - span.begin];
        end = std::min(end, found.end);
        return any = true;
      });
    }
    if (!any) continue;
    for (std::uint32_t begin = span.begin; begin < span.end; ++begin) {
      const std::uint32_t end = ends_[begin - span.begin];
      if (end != kNowhere && !visit(TokenSpan{begin, end})) return;
    }
  }
}

const LookAround::Found& LookAround::Find(std::uint32_t look, core::Field field, TokenSpan scope) {
  Found& found = found_[look * kViewFields.size() + (field == core::Field::kTitle ? 0 : 1)];
  if (found.document == number_ && found.scope == scope) return found;
  found.document = number_;
  found.scope = scope;
  found.spans.clear();
  ForEachShortest(look, field, scope, [&found](TokenSpan span) {
    found.spans.push_back(span);
    return true;
  });
  found.least_end.resize(found.spans.size());
  std::uint32_t least = kNowhere;
  for (std::size_t i = found.spans.size(); i-- > 0;) {
    least = std::min(least, found.spans[i].end);
    found.least_end[i] = least;
  }
  return found;
}

std::uint32_t LookAround::LeastEnd(std::uint32_t look, core::Field field, TokenSpan scope,
                                   std::uint32_t from) {
  const Found& found = Find(look, field, scope);
  const auto at = std::partition_point(found.spans.begin(), found.spans.end(),
                                       [from](TokenSpan span) { return span.begin < from; });
  return at == found.spans.end()
             ? kNowhere
             : found.least_end[static_cast<std::size_t>(at - found.spans.begin())];
}

bool LookAround::Holds(const Guard& guard, std::uint32_t look, const FieldSpan& match) {
  const TokenView& view = (*document_)[match.field];
  TokenSpan scope = ScopeOf(guard.scope, match.field, match.span.begin);
  if (guard.tokens > 0) {
    scope = {match.span.begin - std::min(match.span.begin, guard.tokens),
             std::min(match.span.end + guard.tokens, view.size())};
  }
  TokenSpan window = scope;
  if (guard.side == Guard::Side::kBefore) window.end = match.span.begin;
  if (guard.side == Guard::Side::kAfter) window.begin = match.span.end;
  if (guard.tokens > 0) {
    bool inside = false;
    ForEachShortest(look, match.field, window, [&](TokenSpan span) {
      inside = span.end <= window.end;
      return !inside;
    });
    return inside;
  }
  if (LeastEnd(look, match.field, scope, window.begin) <= window.end) return true;
  if (guard.scope != Scope::kDocument) return false;
  // The other field lies wholly before the match, or wholly behind it.
  const core::Field other = Other(match.field);
  const auto away = other == core::Field::kTitle ? Guard::Side::kAfter : Guard::Side::kBefore;
  return guard.side != away &&
         !Find(look, other, ScopeOf(Scope::kDocument, other, 0)).spans.empty();
}

bool LookAround::HoldsAll(std::span<const std::uint32_t> looks, Scope scope, bool in_order,
                          const FieldSpan& match) {
  FieldSpan at = match;  // the last thing found
  for (const std::uint32_t look : looks) {
    const std::uint32_t from = in_order ? at.span.end : 0;
    const std::uint32_t inside = at.field == match.field ? match.span.begin : 0;
    std::uint32_t end = LeastEnd(look, at.field, ScopeOf(scope, at.field, inside), from);
    if (end == kNowhere && scope == Scope::kDocument) {
      const core::Field other = Other(at.field);
      if (in_order && other == core::Field::kTitle) return false;
      end = LeastEnd(look, other, ScopeOf(scope, other, 0), 0);
      if (in_order) at.field = other;
    }
    if (end == kNowhere) return false;
    if (in_order) at.span.end = end;
  }
  return true;
}

}  // namespace classify
