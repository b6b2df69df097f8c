// Compiles patterns, their guards and their literals into a Matcher.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "classify/matcher.h"

namespace classify {

// Works for one Matcher; its arguments must outlive it.
class MatcherBuilder {
 public:
  MatcherBuilder(std::span<const PatternGroup> groups, const std::vector<WordList>& lists,
                 const nlp::Analyzer& analyzer, const std::filesystem::path& cache_folder);

  core::Expected<Matcher, std::vector<core::Error>> Build();

 private:
  struct Source {
    const Pattern* pattern;
    std::uint32_t group;
  };
  // An error and what it is about: the number of a pattern, behind those the guards.
  using Mistake = std::pair<std::size_t, core::Error>;

  // Literals and the programs they announce.
  using Literals = std::unordered_map<std::string, std::vector<Matcher::Announced>>;

  static Matcher::Announced Announce(std::uint32_t program, const Anchor& anchor,
                                     const ProgramSet& programs);
  void BuildLanguage(std::size_t language, std::vector<Mistake>& mistakes);
  void BuildRegexes(std::size_t language, std::vector<Mistake>& mistakes);
  // Compiles the needles of one stream of `set`.
  std::optional<core::Error> CompileStream(Literals literals, const std::filesystem::path& cache,
                                           Matcher::LanguageSet& set,
                                           Matcher::Stream& stream) const;
  // Names the regular expressions that Hyperscan does not take.
  void FindRefused(const Matcher::LanguageSet& set, std::vector<Mistake>& mistakes) const;
  // Refuses patterns that ordinary text would have to be looked at for too often.
  void Weigh(std::size_t language, std::vector<Mistake>& mistakes) const;
  void BuildLooks(std::size_t language, WordResolver& resolver, std::vector<Mistake>& mistakes);
  void CheckGuards(std::vector<Mistake>& mistakes) const;
  void CheckLists(std::vector<Mistake>& mistakes) const;
  void JoinFarParts();
  void MarkConditional();

  std::span<const PatternGroup> groups_;
  const std::vector<WordList>& lists_;
  const nlp::Analyzer& analyzer_;
  const std::filesystem::path& cache_folder_;
  std::vector<Source> sources_;
  Matcher matcher_;
};

}  // namespace classify
