#include "classify/matcher.h"

#include <algorithm>

namespace classify {
namespace {

constexpr std::uint32_t kBeforeFirstToken = 2;  // bytes of a sentence: its own and a space
constexpr std::size_t kAhead = 6;               // hits and candidates that are being fetched

}  // namespace

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
    if (here >= 0) visit(Stretch{static_cast<std::size_t>(here), begin, end});
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

void Matcher::Scan(bool surface, const TokenView& view, core::Field field, const Stretch& stretch,
                   Scratch& scratch) const {
  const LanguageSet& set = sets_[stretch.language];
  const Stream& stream = set.stream(surface);
  if (!stream.prefilter) return;
  const auto [bytes, first_byte] = BytesOf(view, surface, stretch);
  scratch.hits.clear();
  stream.prefilter->Scan(bytes, scratch.prefilter, scratch.hits);

  // Hits come in order of their ends, so that tokens are counted once: a space follows each.
  const auto& sentences = view.text->sentences;
  const auto begin_of = [&](std::uint32_t s) {
    return surface ? sentences[s].surface_stream_begin : sentences[s].lemma_stream_begin;
  };
  std::uint32_t at_sentence = stretch.first_sentence;
  TokenSpan sentence{view.first[at_sentence], view.first[at_sentence + 1]};
  std::uint32_t position = sentence.begin;
  std::uint32_t counted = kBeforeFirstToken;  // bytes of the stretch
  Presence* present = nullptr;                // what `sentence` has
  for (std::size_t i = 0; i < scratch.hits.size(); ++i) {
    const Prefilter::Hit& hit = scratch.hits[i];
    if (i + kAhead < scratch.hits.size()) {
      __builtin_prefetch(&stream.programs[stream.first[scratch.hits[i + kAhead].needle]]);
    }
    // The last byte lies in the last token or right behind it.
    const std::uint32_t inside = hit.end - 1;
    while (at_sentence + 1 < stretch.end_sentence &&
           begin_of(at_sentence + 1) <= first_byte + inside) {
      ++at_sentence;
      present = nullptr;
      sentence = {view.first[at_sentence], view.first[at_sentence + 1]};
      position = sentence.begin;
      counted = begin_of(at_sentence) - first_byte + kBeforeFirstToken;
    }
    position += CountSpaces(bytes.substr(counted, inside - counted));
    counted = inside;
    const std::uint32_t before = position - sentence.begin;
    for (const Announced& announced : stream.announced_by(hit.needle)) {
      if (announced.least_before > before) continue;
      Places places;
      if (announced.asks_near()) {
        places = PlacesOf(announced, view, position, sentence);
        if (places.tokens == 0) continue;
      }
      if (announced.required > 0 || announced.asks_words()) {
        if (!present) {
          present = &scratch.presence.Of(set.programs.presence(), stretch.language, view, field,
                                         at_sentence);
        }
        if (!HasAsked(announced, set.programs, {view, sentence, *present}, places)) continue;
      }
      scratch.candidates.push_back(
          {announced.program, position - std::min<std::uint32_t>(before, announced.most_before),
           position - announced.least_before, announced.exact ? position + 1 : 0});
    }
  }
}

Matcher::Places Matcher::PlacesOf(const Announced& announced, const TokenView& view,
                                  std::uint32_t position, TokenSpan sentence) {
  const auto from = std::max(static_cast<std::int64_t>(sentence.begin),
                             static_cast<std::int64_t>(position) + announced.near_from);
  const auto end = std::min({static_cast<std::int64_t>(sentence.end), from + 64,
                             static_cast<std::int64_t>(position) + announced.near_to + 1});
  Places places{static_cast<std::uint32_t>(from), 0};
  const auto set = [&places](std::uint32_t at) {
    places.tokens |= std::uint64_t{1} << (at - places.begin);
  };
  const core::NormalizedText& text = *view.text;
  if (announced.near_bytes == 0) {
    for (std::uint32_t at = places.begin; at < end; ++at) {
      if ((BeginAt(text.lemma_stream, view.lemma_at[at]) & announced.near_first) != 0 ||
          (BeginAt(text.surface_stream, view.surface_at[at]) & announced.near_surface_begins) !=
              0) {
        set(at);
      }
    }
    return places;
  }
  const std::string& stream = announced.near_surface ? text.surface_stream : text.lemma_stream;
  const auto& codes = announced.near_surface ? view.surface_at : view.lemma_at;
  const std::uint64_t mask = ~std::uint64_t{0} >> (64 - 8 * announced.near_bytes);
  for (std::uint32_t at = places.begin; at < end; ++at) {
    const std::uint32_t byte = codes[at];
    const bool is_last = stream.size() - byte < 8;  // the program decides
    if (is_last || (nlp::LoadLittleEndian<std::uint64_t>(stream.data() + byte) & mask) ==
                       announced.near_first) {
      set(at);
      return places;
    }
  }
  return places;
}

bool Matcher::HasAsked(const Announced& announced, const ProgramSet& programs,
                       const ProgramSet::Sentence& sentence, const Places& places) {
  Presence& words = sentence.words;
  if (announced.required > 0) {
    const auto& [one, other] = announced.first_required;
    if (!words.Has(one) || !words.Has(other)) return false;
    if (announced.required > announced.first_required.size()) {
      const auto all = programs.required(announced.program);
      const bool has_all = std::all_of(
          all.begin() + 2, all.end(), [&words](std::uint32_t number) { return words.Has(number); });
      if (!has_all) return false;
    }
  }
  return !announced.asks_words() ||
         words.Those(programs.WordsOf(announced.near_node), places.tokens,
                     places.begin - sentence.span.begin) != 0;
}

std::optional<TokenSpan> Matcher::LanguageSet::ExpressionAt(std::uint32_t program,
                                                            const TokenView& view,
                                                            std::uint32_t begin,
                                                            Scratch& scratch) const {
  const auto number = static_cast<std::uint32_t>(program - programs.size());
  const core::NormalizedText& text = *view.text;
  // With the spaces on both sides.
  const std::uint32_t from = view.surface_at[begin] - 1;
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
  while (end < sentence_end && view.surface_at[end] < from + longest) ++end;
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

std::optional<std::uint32_t> Matcher::GuardOf(std::uint32_t pattern, const FieldSpan& match,
                                              Scratch& scratch) const {
  const Group& group = groups_[group_of_[pattern]];
  const auto& looks = far_looks_[pattern];
  if (!looks.empty() && !scratch.look_around.HoldsAll(looks, group.conditions.same,
                                                      group.conditions.in_order, match)) {
    return std::nullopt;
  }
  return StoppedBy(group, match, scratch);
}

void Matcher::Confirm(std::size_t language, const TokenView& view, core::Field field,
                      Scratch& scratch, std::vector<Match>& matches) const {
  const LanguageSet& set = sets_[language];
  const auto match_at = [&](std::uint32_t program, std::uint32_t begin) {
    if (set.is_regex(program)) return set.ExpressionAt(program, view, begin, scratch);
    const ProgramSet::Sentence sentence{
        view, view.sentence_of(begin),
        scratch.presence.Of(set.programs.presence(), language, view, field, view.sentence[begin])};
    return set.programs.MatchAt(program, sentence, begin, scratch.programs);
  };
  std::sort(scratch.candidates.begin(), scratch.candidates.end());
  std::uint32_t program = UINT32_MAX;
  std::uint32_t next = 0;  // where the next match of `program` may begin
  for (std::size_t i = 0; i < scratch.candidates.size(); ++i) {
    if (i + kAhead < scratch.candidates.size()) {
      set.programs.Prefetch(scratch.candidates[i + kAhead].program);
    }
    const Scratch::Candidate& candidate = scratch.candidates[i];
    if (candidate.program != program) next = 0;
    program = candidate.program;
    const Facts& facts = set.facts[program];
    if (facts.field && *facts.field != field) continue;
    for (std::uint32_t begin = std::max(next, candidate.first); begin <= candidate.last;) {
      const auto span =
          candidate.end > 0 ? TokenSpan{begin, candidate.end} : match_at(program, begin);
      std::optional<std::uint32_t> stopped_by;
      if (span) {
        stopped_by =
            facts.conditional ? GuardOf(facts.pattern, {field, *span}, scratch) : Match::kPassed;
      }
      if (stopped_by) {
        matches.push_back({facts.pattern, field, span->begin, span->end, *stopped_by});
      }
      begin = stopped_by ? std::max(span->end, begin + 1) : begin + 1;
      next = std::max(next, begin);
    }
  }
}

void Matcher::RunField(const DocumentView& document, core::Field field, Scratch& scratch,
                       std::vector<Match>& matches) const {
  const TokenView& view = document[field];
  ForEachStretch(view, [&](const Stretch& stretch) {
    scratch.candidates.clear();
    for (const bool surface : {false, true}) Scan(surface, view, field, stretch, scratch);
    Confirm(stretch.language, view, field, scratch, matches);
  });
}

std::size_t Matcher::CountNeedles(const DocumentView& document, Scratch& scratch) const {
  std::size_t count = 0;
  for (const core::Field field : kViewFields) {
    const TokenView& view = document[field];
    ForEachStretch(view, [&](const Stretch& stretch) {
      for (const bool surface : {false, true}) {
        const Stream& stream = sets_[stretch.language].stream(surface);
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
  scratch.presence.Begin();
  scratch.look_around.Begin(document, looks_, programs, scratch.presence);
  for (const core::Field field : kViewFields) RunField(document, field, scratch, matches);
}

}  // namespace classify
