// Finds all matches of many patterns in an analysed field: Hyperscan names candidates, the programs
// confirm them.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string_view>
#include <vector>

#include "classify/lexicon.h"
#include "classify/prefilter.h"
#include "classify/program.h"
#include "core/expected.h"
#include "core/normalized_text.h"
#include "nlp/analyzer.h"

namespace classify {

// The languages that have patterns of their own.
inline constexpr std::array kPatternLanguages = {core::Language::kKk, core::Language::kRu,
                                                 core::Language::kEn};

// Whose patterns read a sentence: its own language if it has any; those of the neighbours are read
// as the one they share most words with (Turkic as Kazakh, Slavic as Russian); a sentence of
// unknown language as `whole`, the language of its field. -1: nobody's.
int PatternLanguage(core::Language sentence, core::Language whole);

struct Match {
  std::uint32_t pattern = 0;
  std::uint32_t begin = 0, end = 0;  // positions in the TokenView, half-open

  bool operator==(const Match&) const = default;
};

// Immutable and thread-safe; each thread brings its own Scratch.
class Matcher {
 public:
  struct Scratch {
    Prefilter::Scratch prefilter;
    std::vector<Prefilter::Hit> hits;
    struct Candidate {
      std::uint32_t program, position;
      auto operator<=>(const Candidate&) const = default;
    };
    std::vector<Candidate> candidates;
  };

  // Compiles `patterns`; matches name them by their index. Every wrong one gives an error.
  static core::Expected<Matcher, std::vector<core::Error>> Compile(
      const std::vector<Pattern>& patterns, const std::vector<WordList>& lists,
      const nlp::Analyzer& analyzer, const std::filesystem::path& cache_folder);

  Scratch MakeScratch() const;
  // Appends the matches in `view` to `matches`, the same ones in the same order each time. Those of
  // one pattern don't overlap (but for parts after '&'): the leftmost counts, the longest of them.
  void Run(const TokenView& view, Scratch& scratch, std::vector<Match>& matches) const;

 private:
  // A literal and the programs it announces.
  struct Stream {
    std::unique_ptr<Prefilter> prefilter;  // null: no literals
    std::vector<std::vector<std::uint32_t>> programs;
  };
  struct LanguageSet {
    ProgramSet programs;
    std::vector<std::uint32_t> patterns;  // of each program
    Stream lemma, surface;
  };

  static std::vector<core::Error> CompileLanguage(core::Language language,
                                                  const std::vector<Pattern>& patterns,
                                                  const std::vector<WordList>& lists,
                                                  const nlp::Analyzer& analyzer,
                                                  const std::filesystem::path& cache_folder,
                                                  LanguageSet& set);
  static void Scan(const Stream& stream, bool surface, const TokenView& view,
                   std::uint32_t first_sentence, std::uint32_t end_sentence, Scratch& scratch);
  static void Confirm(const LanguageSet& set, const TokenView& view, Scratch& scratch,
                      std::vector<Match>& matches);

  std::array<LanguageSet, kPatternLanguages.size()> sets_;
};

}  // namespace classify
