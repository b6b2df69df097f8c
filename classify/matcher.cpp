#include "classify/matcher.h"

#include <algorithm>

namespace classify {

void Matcher::LanguageSet::Fit(Scratch& scratch) const {
  for (const Stream* stream : {&lemma, &surface}) {
    if (stream->prefilter) scratch.prefilter.Fit(*stream->prefilter);
  }
  if (anchored) scratch.prefilter.Fit(*anchored);
}

Matcher::Scratch Matcher::MakeScratch() const {
  Scratch scratch;
  for (const LanguageSet& set : sets_) set.Fit(scratch);
  return scratch;
}

void Matcher::Scan(const Stream& stream, bool surface, const TokenView& view,
                   std::uint32_t first_sentence, std::uint32_t end_sentence, Scratch& scratch) {
  if (!stream.prefilter) return;
  const core::NormalizedText& text = *view.text;
  const core::Sentence& first = text.sentences[first_sentence];
  const core::Sentence& last = text.sentences[end_sentence - 1];
  const std::uint32_t begin = surface ? first.surface_stream_begin : first.lemma_stream_begin;
  const std::uint32_t end = surface ? last.surface_stream_end : last.lemma_stream_end;
  const std::string_view bytes = std::string_view(surface ? text.surface_stream : text.lemma_stream)
                                     .substr(begin, end - begin);
  scratch.hits.clear();
  stream.prefilter->Scan(bytes, scratch.prefilter, scratch.hits);

  const auto starts_after = [&](std::uint32_t offset, std::uint32_t token) {
    const core::Token& at = text.tokens[token];
    return offset < (surface ? at.surface_stream_at : at.lemma_stream_at);
  };
  for (const Prefilter::Hit& hit : scratch.hits) {
    // Every needle takes at least two bytes; the last but one belongs to the last token it touches.
    const std::uint32_t inside = begin + hit.end - 2;
    const auto from = view.tokens.begin() + view.first[first_sentence];
    const auto to = view.tokens.begin() + view.first[end_sentence];
    const auto after = std::upper_bound(from, to, inside, starts_after);
    if (after == from) continue;
    const auto position = static_cast<std::uint32_t>(after - view.tokens.begin() - 1);
    for (const std::uint32_t program : stream.programs[hit.needle]) {
      scratch.candidates.push_back({program, position});
    }
  }
}

std::uint32_t Matcher::LanguageSet::max_tokens(std::uint32_t program) const {
  return is_regex(program) ? regexes[program - programs.size()].max_tokens
                           : programs.max_tokens(program);
}

std::optional<TokenSpan> Matcher::LanguageSet::MatchAt(std::uint32_t program, const TokenView& view,
                                                       std::uint32_t begin,
                                                       Scratch& scratch) const {
  if (!is_regex(program)) return programs.MatchAt(program, view, begin);
  const auto number = static_cast<std::uint32_t>(program - programs.size());
  const core::NormalizedText& text = *view.text;
  // With the spaces on both sides.
  const std::uint32_t from = view.token(begin).surface_stream_at - 1;
  const std::uint32_t to = std::min(text.sentences[view.sentence[begin]].surface_stream_end,
                                    from + regexes[number].max_bytes + 2);
  scratch.hits.clear();
  anchored->Scan(std::string_view(text.surface_stream).substr(from, to - from), scratch.prefilter,
                 scratch.hits);
  std::uint32_t longest = 0;
  for (const Prefilter::Hit& hit : scratch.hits) {
    if (hit.needle == number) longest = std::max(longest, hit.end);
  }
  if (longest == 0) return std::nullopt;
  std::uint32_t end = begin + 1;
  const std::uint32_t sentence_end = view.sentence_of(begin).end;
  while (end < sentence_end && view.token(end).surface_stream_at < from + longest) ++end;
  return TokenSpan{begin, end};
}

std::uint32_t Matcher::StoppedBy(const Group& group, const FieldSpan& match,
                                 Scratch& scratch) const {
  const std::vector<Guard>& guards = group.conditions.guards;
  for (std::uint32_t i = 0; i < guards.size(); ++i) {
    if (scratch.look_around.Holds(guards[i], group.looks[i], match) == guards[i].forbid) return i;
  }
  return Match::kPassed;
}

void Matcher::Confirm(const LanguageSet& set, const TokenView& view, core::Field field,
                      Scratch& scratch, std::vector<Match>& matches) const {
  std::sort(scratch.candidates.begin(), scratch.candidates.end());
  std::uint32_t program = UINT32_MAX;
  std::uint32_t next = 0;  // where the next match of `program` may begin
  for (const auto& candidate : scratch.candidates) {
    if (candidate.program != program) next = 0;
    program = candidate.program;
    const std::uint32_t pattern = set.patterns[program];
    const Group& group = groups_[group_of_[pattern]];
    if (group.conditions.field && *group.conditions.field != field) continue;
    const std::uint32_t reach = set.max_tokens(program) - 1;
    const std::uint32_t sentence_begin = view.sentence_of(candidate.position).begin;
    const std::uint32_t from =
        std::max({sentence_begin, next, candidate.position - std::min(candidate.position, reach)});
    for (std::uint32_t begin = from; begin <= candidate.position;) {
      auto span = set.MatchAt(program, view, begin, scratch);
      if (span && !far_looks_[pattern].empty() &&
          !scratch.look_around.HoldsAll(far_looks_[pattern], group.conditions.same,
                                        group.conditions.in_order, {field, *span})) {
        span.reset();
      }
      if (span) {
        matches.push_back(
            {pattern, field, span->begin, span->end, StoppedBy(group, {field, *span}, scratch)});
      }
      begin = span ? std::max(span->end, begin + 1) : begin + 1;
      next = std::max(next, begin);
    }
  }
}

void Matcher::RunField(const DocumentView& document, core::Field field, Scratch& scratch,
                       std::vector<Match>& matches) const {
  const TokenView& view = document[field];
  const auto& sentences = view.text->sentences;
  const auto language = [&](std::size_t s) {
    return PatternLanguage(sentences[s].language, view.text->language);
  };
  for (std::uint32_t begin = 0; begin < sentences.size();) {
    const int here = language(begin);
    std::uint32_t end = begin + 1;
    while (end < sentences.size() && language(end) == here) ++end;
    if (here >= 0) {
      const LanguageSet& set = sets_[static_cast<std::size_t>(here)];
      scratch.candidates.clear();
      Scan(set.lemma, false, view, begin, end, scratch);
      Scan(set.surface, true, view, begin, end, scratch);
      Confirm(set, view, field, scratch, matches);
    }
    begin = end;
  }
}

void Matcher::Run(const DocumentView& document, Scratch& scratch,
                  std::vector<Match>& matches) const {
  LookAround::ProgramSets programs{};
  for (std::size_t i = 0; i < sets_.size(); ++i) programs[i] = &sets_[i].programs;
  scratch.look_around.Begin(document, looks_, programs);
  for (const core::Field field : kViewFields) RunField(document, field, scratch, matches);
}

}  // namespace classify
