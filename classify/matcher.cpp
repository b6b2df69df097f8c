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

template <typename Visit>
void Matcher::ForEachStretch(const TokenView& view, Visit visit) const {
  const auto& sentences = view.text->sentences;
  const auto language = [&](std::size_t s) {
    return PatternLanguage(sentences[s].language, view.text->language);
  };
  for (std::uint32_t begin = 0; begin < sentences.size();) {
    const int here = language(begin);
    std::uint32_t end = begin + 1;
    while (end < sentences.size() && language(end) == here) ++end;
    if (here >= 0) visit(Stretch{sets_[static_cast<std::size_t>(here)], begin, end});
    begin = end;
  }
}

std::pair<std::string_view, std::uint32_t> Matcher::BytesOf(const TokenView& view, bool surface,
                                                            const Stretch& stretch) {
  const core::NormalizedText& text = *view.text;
  const core::Sentence& first = text.sentences[stretch.first_sentence];
  const core::Sentence& last = text.sentences[stretch.end_sentence - 1];
  const std::uint32_t begin = surface ? first.surface_stream_begin : first.lemma_stream_begin;
  const std::uint32_t end = surface ? last.surface_stream_end : last.lemma_stream_end;
  const std::string_view all = surface ? text.surface_stream : text.lemma_stream;
  return {all.substr(begin, end - begin), begin};
}

void Matcher::Scan(const Stream& stream, bool surface, const TokenView& view,
                   const Stretch& stretch, Scratch& scratch) {
  if (!stream.prefilter) return;
  const auto [bytes, first_byte] = BytesOf(view, surface, stretch);
  scratch.hits.clear();
  stream.prefilter->Scan(bytes, scratch.prefilter, scratch.hits);

  const auto starts_at = [&](std::uint32_t position) {
    const core::Token& token = view.token(position);
    return surface ? token.surface_stream_at : token.lemma_stream_at;
  };
  std::uint32_t position = view.first[stretch.first_sentence];
  const std::uint32_t end = view.first[stretch.end_sentence];
  for (const Prefilter::Hit& hit : scratch.hits) {
    // Hits come in order of their ends; the last byte lies in the last token or right behind it.
    const std::uint32_t inside = first_byte + hit.end - 1;
    while (position + 1 < end && starts_at(position + 1) <= inside) ++position;
    if (position >= end || starts_at(position) > inside) continue;
    const std::uint32_t before = position - view.sentence_of(position).begin;
    for (const Announced& announced : stream.programs[hit.needle]) {
      if (announced.least_before > before) continue;
      scratch.candidates.push_back({announced.program,
                                    position - std::min(before, announced.most_before),
                                    position - announced.least_before});
    }
  }
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
    if (!set.is_regex(program)) {
      const std::uint32_t sentence = view.sentence[candidate.first];
      std::optional<LemmaMask>& lemmas = scratch.lemmas[sentence];
      if (!lemmas) lemmas = LemmasOf(view, sentence);
      if (!lemmas->HasAll(set.programs.required(program))) continue;
    }
    for (std::uint32_t begin = std::max(next, candidate.first); begin <= candidate.last;) {
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
  scratch.lemmas.assign(view.text->sentences.size(), std::nullopt);
  ForEachStretch(view, [&](const Stretch& stretch) {
    scratch.candidates.clear();
    Scan(stretch.set.lemma, false, view, stretch, scratch);
    Scan(stretch.set.surface, true, view, stretch, scratch);
    Confirm(stretch.set, view, field, scratch, matches);
  });
}

std::size_t Matcher::CountNeedles(const DocumentView& document, Scratch& scratch) const {
  std::size_t count = 0;
  for (const core::Field field : kViewFields) {
    const TokenView& view = document[field];
    ForEachStretch(view, [&](const Stretch& stretch) {
      for (const bool surface : {false, true}) {
        const Stream& stream = surface ? stretch.set.surface : stretch.set.lemma;
        if (!stream.prefilter) continue;
        scratch.hits.clear();
        stream.prefilter->Scan(BytesOf(view, surface, stretch).first, scratch.prefilter,
                               scratch.hits);
        count += scratch.hits.size();
      }
    });
  }
  return count;
}

void Matcher::Run(const DocumentView& document, Scratch& scratch,
                  std::vector<Match>& matches) const {
  LookAround::ProgramSets programs{};
  for (std::size_t i = 0; i < sets_.size(); ++i) programs[i] = &sets_[i].programs;
  scratch.look_around.Begin(document, looks_, programs);
  for (const core::Field field : kViewFields) RunField(document, field, scratch, matches);
}

}  // namespace classify
