#include "classify/matcher_builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <future>
#include <set>

#include "classify/sample_texts.h"

namespace classify {
namespace {

// Candidates in 1,000 words of ordinary text that a pattern may give.
constexpr int kMaxLooks = 30;

const Conditions& ConditionsOf(const PatternGroup& group) {
  static const Conditions kNone;
  return group.conditions ? *group.conditions : kNone;
}

// The expression with the spaces that stand on both sides of tokens.
std::string WholeTokens(const Regex& regex) {
  return " (?:" + regex.expression + ") ";
}

}  // namespace

MatcherBuilder::MatcherBuilder(std::span<const PatternGroup> groups,
                               const std::vector<WordList>& lists, const nlp::Analyzer& analyzer,
                               const std::filesystem::path& cache_folder)
    : groups_(groups), lists_(lists), analyzer_(analyzer), cache_folder_(cache_folder) {
  for (const PatternGroup& group : groups_) {
    const auto number = static_cast<std::uint32_t>(matcher_.groups_.size());
    for (const Pattern& pattern : group.patterns) {
      sources_.push_back({&pattern, number});
      matcher_.group_of_.push_back(number);
    }
    Matcher::Group& mine = matcher_.groups_.emplace_back();
    mine.conditions = ConditionsOf(group);
    for (Guard& guard : mine.conditions.guards) {
      guard.patterns.clear();
      mine.looks.push_back(static_cast<std::uint32_t>(matcher_.looks_.size()));
      matcher_.looks_.emplace_back();
    }
  }
  matcher_.far_looks_.resize(sources_.size());
}

void MatcherBuilder::BuildLooks(std::size_t language, WordResolver& resolver,
                                std::vector<Mistake>& mistakes) {
  ProgramSet& programs = matcher_.sets_[language].programs;
  std::size_t look = 0;
  for (const PatternGroup& group : groups_) {
    for (const Guard& guard : ConditionsOf(group).guards) {
      for (const Pattern& pattern : guard.patterns) {
        if (!Reads(pattern, kPatternLanguages[language])) continue;
        const auto node = programs.AddLook(pattern, resolver, lists_);
        if (node) {
          matcher_.looks_[look].nodes[language].push_back(*node);
        } else {
          mistakes.emplace_back(sources_.size() + look, node.error());
        }
      }
      ++look;
    }
  }
}

// Their numbers follow those of the programs, so that these must be complete.
void MatcherBuilder::BuildRegexes(std::size_t language, std::vector<Mistake>& mistakes) {
  Matcher::LanguageSet& set = matcher_.sets_[language];
  for (std::uint32_t i = 0; i < sources_.size(); ++i) {
    const Pattern& pattern = *sources_[i].pattern;
    if (!pattern.regex || !Reads(pattern, kPatternLanguages[language])) continue;
    auto regex = ParseRegex(pattern);
    if (!regex) {
      mistakes.emplace_back(i, regex.error());
      continue;
    }
    set.regexes.push_back(*std::move(regex));
    set.facts.push_back({i});
  }
}

Matcher::Announced MatcherBuilder::Announce(std::uint32_t program, const Anchor& anchor,
                                            const ProgramSet& programs) {
  Matcher::Announced announced;
  announced.program = program;
  announced.least_before = static_cast<std::uint8_t>(anchor.least_before);
  announced.most_before = static_cast<std::uint8_t>(anchor.most_before);
  announced.exact = anchor.exact;
  const auto required = programs.required(program);
  announced.required = static_cast<std::uint8_t>(std::min<std::size_t>(required.size(), UINT8_MAX));
  for (std::size_t i = 0; i < announced.first_required.size() && !required.empty(); ++i) {
    announced.first_required[i] = required[std::min(i, required.size() - 1)];
  }
  if (!anchor.near) return announced;
  announced.near_from = static_cast<std::int8_t>(anchor.near->from);
  announced.near_to = static_cast<std::int8_t>(anchor.near->to);
  announced.near_node = anchor.near->node;
  if (const auto code = programs.CodeOf(anchor.near->node)) {
    const std::string_view first = std::string_view(code->bytes).substr(0, 8);
    announced.near_bytes = static_cast<std::uint8_t>(first.size());
    announced.near_surface = code->surface;
    announced.near_first = nlp::LoadUpTo8(first);
  } else {
    const ProgramSet::Begins begins = programs.BeginsOf(anchor.near->node);
    announced.near_first = begins.lemma;
    announced.near_surface_begins = begins.surface;
  }
  return announced;
}

void MatcherBuilder::BuildLanguage(std::size_t language, std::vector<Mistake>& mistakes) {
  Matcher::LanguageSet& set = matcher_.sets_[language];
  WordResolver resolver(analyzer_, kPatternLanguages[language]);
  std::array<Literals, 2> literals;
  for (std::uint32_t i = 0; i < sources_.size(); ++i) {
    const Pattern& pattern = *sources_[i].pattern;
    if (pattern.regex || !Reads(pattern, kPatternLanguages[language])) continue;
    const auto program =
        set.programs.Add(pattern, ConditionsOf(groups_[sources_[i].group]), resolver, lists_);
    if (!program) {
      mistakes.emplace_back(i, program.error());
      continue;
    }
    set.facts.push_back({i});
    for (const Anchor& anchor : set.programs.anchors(*program)) {
      auto& announced = literals[anchor.surface ? 1 : 0][anchor.literal];
      const Matcher::Announced here = Announce(*program, anchor, set.programs);
      if (announced.empty() || announced.back().program != *program) {
        announced.push_back(here);
        continue;
      }
      // What only one of them says holds for none.
      Matcher::Announced& same = announced.back();
      if (same == here) continue;
      same.least_before = std::min(same.least_before, here.least_before);
      same.most_before = std::max(same.most_before, here.most_before);
      same.exact = false;
      same.near_to = static_cast<std::int8_t>(same.near_from - 1);
    }
  }
  BuildLooks(language, resolver, mistakes);
  BuildRegexes(language, mistakes);

  // What is right is compiled and weighed in any case, so that all mistakes are told at once.
  const std::filesystem::path cache = mistakes.empty() ? cache_folder_ : std::filesystem::path();
  std::optional<core::Error> of_surface;
  std::future<void> surface = std::async(std::launch::async, [&] {
    of_surface = CompileStream(std::move(literals[1]), cache, set, set.surface);
  });
  const std::optional<core::Error> of_lemma =
      CompileStream(std::move(literals[0]), cache, set, set.lemma);
  surface.get();
  if (!of_lemma && !of_surface) {
    Weigh(language, mistakes);
    return;
  }
  const std::size_t others = mistakes.size();
  FindRefused(set, mistakes);
  if (mistakes.size() == others) {
    mistakes.emplace_back(sources_.size(), of_lemma ? *of_lemma : *of_surface);
  }
}

std::optional<core::Error> MatcherBuilder::CompileStream(Literals literals,
                                                         const std::filesystem::path& cache,
                                                         Matcher::LanguageSet& set,
                                                         Matcher::Stream& stream) const {
  Prefilter::Needles needles;
  // In an order of their own, so that builds are alike.
  for (const auto& [literal, programs] : literals) needles.literals.push_back(literal);
  std::sort(needles.literals.begin(), needles.literals.end());
  const auto add = [&stream](std::span<const Matcher::Announced> programs) {
    stream.first.push_back(static_cast<std::uint32_t>(stream.programs.size()));
    stream.programs.insert(stream.programs.end(), programs.begin(), programs.end());
  };
  for (const std::string& literal : needles.literals) add(literals.find(literal)->second);
  if (&stream == &set.surface && !set.regexes.empty()) {
    Prefilter::Needles anchored;
    for (std::size_t i = 0; i < set.regexes.size(); ++i) {
      needles.expressions.push_back(WholeTokens(set.regexes[i]));
      anchored.expressions.push_back("^" + needles.expressions.back());
      Matcher::Announced announced;
      announced.program = static_cast<std::uint32_t>(set.programs.size() + i);
      announced.most_before = static_cast<std::uint8_t>(set.regexes[i].max_tokens - 1);
      add({&announced, 1});
    }
    auto compiled = Prefilter::Compile(anchored, cache);
    if (!compiled) return compiled.error();
    set.anchored = *std::move(compiled);
  }
  if (stream.programs.empty()) return std::nullopt;
  stream.first.push_back(static_cast<std::uint32_t>(stream.programs.size()));
  auto compiled = Prefilter::Compile(needles, cache);
  if (!compiled) return compiled.error();
  stream.prefilter = *std::move(compiled);
  return std::nullopt;
}

void MatcherBuilder::FindRefused(const Matcher::LanguageSet& set,
                                 std::vector<Mistake>& mistakes) const {
  for (std::size_t i = 0; i < set.regexes.size(); ++i) {
    const auto alone = Prefilter::Compile({{}, {WholeTokens(set.regexes[i])}}, {});
    if (alone) continue;
    const std::uint32_t pattern = set.facts[set.programs.size() + i].pattern;
    const Pattern& source = *sources_[pattern].pattern;
    mistakes.emplace_back(
        pattern,
        core::Error{fmt::format("{}: the regular expression '{}' is refused: {}; split it",
                                source.place.ToString(), source.text, alone.error().message)});
  }
}

void MatcherBuilder::Weigh(std::size_t language, std::vector<Mistake>& mistakes) const {
  const Matcher::LanguageSet& set = matcher_.sets_[language];
  const std::string_view sample = SampleText(kPatternLanguages[language]);
  nlp::Analyzer::Scratch analyzer_scratch;
  core::NormalizedText analysis;
  analyzer_.AnalyzeAs(sample, kPatternLanguages[language], analyzer_scratch, analysis);
  TokenView view;
  view.Fill(sample, analysis);
  Matcher::Scratch scratch;  // for this language: others are still being built
  set.Fit(scratch);
  const auto sentences = static_cast<std::uint32_t>(analysis.sentences.size());
  for (const bool surface : {false, true}) {
    matcher_.Scan(surface, view, core::Field::kText, {language, 0, sentences}, scratch);
  }
  std::vector<std::uint32_t> looked(set.facts.size());
  for (const auto& candidate : scratch.candidates) ++looked[candidate.program];
  for (std::size_t program = 0; program < looked.size(); ++program) {
    const double cost = 1000.0 * looked[program] / view.size();
    if (cost <= kMaxLooks) continue;
    const Pattern& pattern = *sources_[set.facts[program].pattern].pattern;
    mistakes.emplace_back(
        set.facts[program].pattern,
        core::Error{fmt::format("{}: the pattern '{}' is too slow: it would be looked at {:.0f} "
                                "times in 1,000 words of ordinary {} text, limit {}; {}",
                                pattern.place.ToString(), pattern.text, cost,
                                core::Code(kPatternLanguages[language]), kMaxLooks,
                                pattern.regex ? "ask for more in it" : "add a rarer word")});
  }
}

// A required context that no sentence of a language can have would silence the rule there.
void MatcherBuilder::CheckGuards(std::vector<Mistake>& mistakes) const {
  std::size_t look = sources_.size();
  for (const PatternGroup& group : groups_) {
    for (const Guard& guard : ConditionsOf(group).guards) {
      for (const core::Language language : kPatternLanguages) {
        const auto reads = [language](const Pattern& pattern) { return Reads(pattern, language); };
        if (guard.forbid || std::any_of(guard.patterns.begin(), guard.patterns.end(), reads) ||
            std::none_of(group.patterns.begin(), group.patterns.end(), reads)) {
          continue;
        }
        mistakes.emplace_back(
            look, core::Error{fmt::format("{}: a required context without {} patterns, though its "
                                          "rule has some; write some under {} or any",
                                          guard.place.ToString(), core::Code(language),
                                          core::Code(language))});
      }
      ++look;
    }
  }
}

// Those that no rule calls are checked too.
void MatcherBuilder::CheckLists(std::vector<Mistake>& mistakes) const {
  for (const WordList& list : lists_) {
    for (const Pattern& pattern : list.patterns) {
      if (const auto tree = ParsePattern(pattern); !tree) mistakes.emplace_back(0, tree.error());
    }
  }
}

// The far parts of a pattern of any language are sought in sentences of each.
void MatcherBuilder::JoinFarParts() {
  for (std::size_t language = 0; language < kPatternLanguages.size(); ++language) {
    const Matcher::LanguageSet& set = matcher_.sets_[language];
    for (std::uint32_t program = 0; program < set.programs.size(); ++program) {
      const auto parts = set.programs.far_parts(program);
      auto& looks = matcher_.far_looks_[set.facts[program].pattern];
      for (std::size_t i = 0; i < parts.size(); ++i) {
        if (looks.size() == i) {
          looks.push_back(static_cast<std::uint32_t>(matcher_.looks_.size()));
          matcher_.looks_.emplace_back();
        }
        matcher_.looks_[looks[i]].nodes[language].push_back(parts[i]);
      }
    }
  }
}

void MatcherBuilder::MarkConditional() {
  for (Matcher::LanguageSet& set : matcher_.sets_) {
    for (std::uint32_t program = 0; program < set.facts.size(); ++program) {
      Matcher::Facts& facts = set.facts[program];
      const Conditions& conditions = matcher_.groups_[matcher_.group_of_[facts.pattern]].conditions;
      facts.field = conditions.field;
      facts.conditional = !conditions.guards.empty() || !matcher_.far_looks_[facts.pattern].empty();
    }
  }
}

core::Expected<Matcher, std::vector<core::Error>> MatcherBuilder::Build() {
  std::array<std::vector<Mistake>, kPatternLanguages.size()> found;
  std::array<std::future<void>, kPatternLanguages.size()> work;
  for (std::size_t i = 0; i < work.size(); ++i) {
    work[i] = std::async(std::launch::async, [this, i, &found] { BuildLanguage(i, found[i]); });
  }
  for (auto& one : work) one.get();
  std::vector<Mistake> mistakes;
  CheckLists(mistakes);
  for (auto& more : found) std::move(more.begin(), more.end(), std::back_inserter(mistakes));
  CheckGuards(mistakes);
  if (mistakes.empty()) {
    JoinFarParts();
    MarkConditional();
    return std::move(matcher_);
  }
  std::stable_sort(mistakes.begin(), mistakes.end(),
                   [](const Mistake& a, const Mistake& b) { return a.first < b.first; });
  // A list or a pattern of any language is read once per language, a list once per use.
  std::vector<core::Error> errors;
  std::set<std::string> told;
  for (Mistake& mistake : mistakes) {
    if (told.insert(mistake.second.message).second) errors.push_back(std::move(mistake.second));
  }
  return errors;
}

core::Expected<Matcher, std::vector<core::Error>> Matcher::Compile(
    std::span<const PatternGroup> groups, const std::vector<WordList>& lists,
    const nlp::Analyzer& analyzer, const std::filesystem::path& cache_folder) {
  return MatcherBuilder(groups, lists, analyzer, cache_folder).Build();
}

}  // namespace classify
