#include "classify/matcher.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

namespace classify {
namespace {

int IndexOf(core::Language language) {
  const auto found = std::find(kPatternLanguages.begin(), kPatternLanguages.end(), language);
  return found == kPatternLanguages.end() ? -1
                                          : static_cast<int>(found - kPatternLanguages.begin());
}

core::Language Neighbour(core::Language language) {
  switch (language) {
    case core::Language::kKy:
    case core::Language::kTt:
    case core::Language::kBa:
      return core::Language::kKk;
    case core::Language::kUk:
    case core::Language::kBe:
    case core::Language::kBg:
      return core::Language::kRu;
    default:
      return language;
  }
}

}  // namespace

int PatternLanguage(core::Language sentence, core::Language whole) {
  const core::Language language =
      Neighbour(sentence == core::Language::kUnknown ? whole : sentence);
  return IndexOf(language);
}

std::vector<core::Error> Matcher::CompileLanguage(core::Language language,
                                                  const std::vector<Pattern>& patterns,
                                                  const std::vector<WordList>& lists,
                                                  const nlp::Analyzer& analyzer,
                                                  const std::filesystem::path& cache_folder,
                                                  LanguageSet& set) {
  std::vector<core::Error> errors;
  WordResolver resolver(analyzer, language);
  std::array<std::map<std::string, std::vector<std::uint32_t>>, 2> literals;
  for (std::uint32_t i = 0; i < patterns.size(); ++i) {
    if (patterns[i].language != language && patterns[i].language != core::Language::kUnknown) {
      continue;
    }
    const auto program = set.programs.Add(patterns[i], resolver, lists);
    if (!program) {
      errors.push_back(program.error());
      continue;
    }
    set.patterns.push_back(i);
    for (const Anchor& anchor : set.programs.anchors(*program)) {
      auto& announced = literals[anchor.surface ? 1 : 0][anchor.literal];
      if (announced.empty() || announced.back() != *program) announced.push_back(*program);
    }
  }
  if (!errors.empty()) return errors;
  for (Stream* stream : {&set.lemma, &set.surface}) {
    auto& mine = literals[stream == &set.surface ? 1 : 0];
    if (mine.empty()) continue;
    std::vector<std::string> keys;
    for (auto& [literal, programs] : mine) {
      keys.push_back(literal);
      stream->programs.push_back(std::move(programs));
    }
    auto prefilter = Prefilter::Compile(std::move(keys), cache_folder);
    if (!prefilter) return {prefilter.error()};
    stream->prefilter = *std::move(prefilter);
  }
  return errors;
}

core::Expected<Matcher, std::vector<core::Error>> Matcher::Compile(
    const std::vector<Pattern>& patterns, const std::vector<WordList>& lists,
    const nlp::Analyzer& analyzer, const std::filesystem::path& cache_folder) {
  Matcher matcher;
  std::vector<core::Error> errors;
  for (std::size_t i = 0; i < kPatternLanguages.size(); ++i) {
    auto found = CompileLanguage(kPatternLanguages[i], patterns, lists, analyzer, cache_folder,
                                 matcher.sets_[i]);
    std::move(found.begin(), found.end(), std::back_inserter(errors));
  }
  if (!errors.empty()) return errors;
  return matcher;
}

Matcher::Scratch Matcher::MakeScratch() const {
  Scratch scratch;
  for (const LanguageSet& set : sets_) {
    for (const Stream* stream : {&set.lemma, &set.surface}) {
      if (stream->prefilter) scratch.prefilter.Fit(*stream->prefilter);
    }
  }
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
    // Every literal has at least two bytes; the last but one belongs to the last token it touches.
    const std::uint32_t inside = begin + hit.end - 2;
    const auto from = view.tokens.begin() + view.first[first_sentence];
    const auto to = view.tokens.begin() + view.first[end_sentence];
    const auto after = std::upper_bound(from, to, inside, starts_after);
    if (after == from) continue;
    const auto position = static_cast<std::uint32_t>(after - view.tokens.begin() - 1);
    for (const std::uint32_t program : stream.programs[hit.literal]) {
      scratch.candidates.push_back({program, position});
    }
  }
}

void Matcher::Confirm(const LanguageSet& set, const TokenView& view, Scratch& scratch,
                      std::vector<Match>& matches) {
  std::sort(scratch.candidates.begin(), scratch.candidates.end());
  std::uint32_t program = UINT32_MAX;
  std::uint32_t next = 0;  // where the next match of `program` may begin
  for (const auto& candidate : scratch.candidates) {
    if (candidate.program != program) next = 0;
    program = candidate.program;
    const std::uint32_t reach = set.programs.max_tokens(program) - 1;
    const std::uint32_t sentence_begin = view.first[view.sentence[candidate.position]];
    const std::uint32_t from =
        std::max({sentence_begin, next, candidate.position - std::min(candidate.position, reach)});
    for (std::uint32_t begin = from; begin <= candidate.position;) {
      const auto span = set.programs.MatchAt(program, view, begin);
      if (span) matches.push_back({set.patterns[program], span->begin, span->end});
      begin = span ? std::max(span->end, begin + 1) : begin + 1;
      next = std::max(next, begin);
    }
  }
}

void Matcher::Run(const TokenView& view, Scratch& scratch, std::vector<Match>& matches) const {
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
      Confirm(set, view, scratch, matches);
    }
    begin = end;
  }
}

}  // namespace classify
