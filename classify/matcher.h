// Finds all matches of many patterns in an analysed document: Hyperscan names candidates, the
// programs confirm them, guards let them pass.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "classify/lexicon.h"
#include "classify/look.h"
#include "classify/pattern_language.h"
#include "classify/prefilter.h"
#include "classify/program.h"
#include "classify/regex.h"
#include "classify/token_view.h"
#include "core/expected.h"
#include "core/tag.h"
#include "nlp/analyzer.h"

namespace classify {

// Patterns that share their conditions.
struct PatternGroup {
  std::span<const Pattern> patterns;
  const Conditions* conditions = nullptr;  // null: none
};

struct Match {
  static constexpr std::uint32_t kPassed = UINT32_MAX;

  std::uint32_t pattern = 0;
  core::Field field = core::Field::kText;
  std::uint32_t begin = 0, end = 0;    // positions in the field's TokenView, half-open
  std::uint32_t stopped_by = kPassed;  // the first guard of its group that does, if any does

  bool operator==(const Match&) const = default;
};

// Immutable and thread-safe; each thread brings its own Scratch.
class Matcher {
 public:
  struct Scratch {
    Prefilter::Scratch prefilter;
    ProgramSet::Scratch programs;
    std::vector<Prefilter::Hit> hits;
    // A program that may match from any of these positions on; that does match from the one on, if
    // it says where the match ends.
    struct Candidate {
      std::uint32_t program, first, last, end;
      auto operator<=>(const Candidate&) const = default;
    };
    std::vector<Candidate> candidates;
    SentencePresence presence;
    LookAround look_around;
  };

  // Compiles the patterns of `groups`; matches name them by their index, counted through all
  // groups. Every wrong pattern gives an error, in that order. Keeps no reference to its arguments.
  static core::Expected<Matcher, std::vector<core::Error>> Compile(
      std::span<const PatternGroup> groups, const std::vector<WordList>& lists,
      const nlp::Analyzer& analyzer, const std::filesystem::path& cache_folder);

  Scratch MakeScratch() const;
  // Appends the matches in `document` to `matches`, the same ones in the same order each time.
  // Those of one pattern don't overlap (but for parts after '&'): the leftmost counts, the longest
  // of them; guards are asked after that.
  void Run(const DocumentView& document, Scratch& scratch, std::vector<Match>& matches) const;
  // How often needles occur in `document`: Hyperscan alone, which no match can be faster than. For
  // measurements.
  std::size_t CountNeedles(const DocumentView& document, Scratch& scratch) const;

 private:
  // What a needle says of a program; see Anchor. Small, since most hits end here.
  struct Announced {
    std::uint32_t program = 0;
    std::uint8_t least_before = 0, most_before = 0;
    bool exact = false;
    std::int8_t near_from = 0, near_to = -1;  // where else a word must stand, if not empty
    // If that is one word, so many first bytes of its code, up to eight, are `near_first`: they are
    // compared, and the program decides. 0: `near_node` tests it, and the codes begin so in the two
    // streams, see BeginBit.
    std::uint8_t near_bytes = 0;
    bool near_surface = false;  // the stream of the code
    // What the sentence must have: the first of ProgramSet::required, and how many there are.
    std::uint8_t required = 0;
    std::array<std::uint32_t, 2> first_required = {};
    std::uint32_t near_node = 0;
    std::uint64_t near_first = 0, near_surface_begins = 0;

    bool asks_near() const { return near_from <= near_to; }
    bool asks_words() const { return asks_near() && near_bytes == 0; }
    bool operator==(const Announced&) const = default;
  };
  // Needles and the programs that each announces.
  struct Stream {
    std::unique_ptr<Prefilter> prefilter;  // null: no needles
    std::vector<Announced> programs;       // those of one needle after those of the other
    std::vector<std::uint32_t> first;      // of each needle, and one past the last: into `programs`

    std::span<const Announced> announced_by(std::uint32_t needle) const {
      return std::span(programs).subspan(first[needle], first[needle + 1] - first[needle]);
    }
  };
  // A program or a regular expression.
  struct Facts {
    std::uint32_t pattern = 0;
    bool conditional = false;  // more is asked of a match than that the program makes it
    std::optional<core::Field> field = {};  // set: only there
  };
  struct LanguageSet {
    ProgramSet programs;
    std::vector<Regex> regexes;  // their numbers go on behind those of the programs
    std::vector<Facts> facts;    // of each program
    Stream lemma, surface;
    std::unique_ptr<Prefilter> anchored;  // the regexes, at the begin of what is scanned

    bool is_regex(std::uint32_t program) const { return program >= programs.size(); }
    const Stream& stream(bool of_surface) const { return of_surface ? surface : lemma; }
    void Fit(Scratch& scratch) const;
    // Of a regular expression.
    std::optional<TokenSpan> ExpressionAt(std::uint32_t program, const TokenView& view,
                                          std::uint32_t begin, Scratch& scratch) const;
  };
  // What a group asks of its matches.
  struct Group {
    Conditions conditions;             // the patterns of its guards are left out
    std::vector<std::uint32_t> looks;  // of each guard
  };
  friend class MatcherBuilder;

  void RunField(const DocumentView& document, core::Field field, Scratch& scratch,
                std::vector<Match>& matches) const;
  // Sentences of one pattern language that follow each other.
  struct Stretch {
    std::size_t language;  // its number in kPatternLanguages
    std::uint32_t first_sentence, end_sentence;
  };
  template <typename Visit>
  void ForEachStretch(const TokenView& view, Visit visit) const;
  // The bytes of a stretch in one of the streams, and where they begin.
  static std::pair<std::string_view, std::uint32_t> BytesOf(const TokenView& view, bool surface,
                                                            const Stretch& stretch);
  // Adds the candidates that the needles of one of its streams announce in `stretch`.
  void Scan(bool surface, const TokenView& view, core::Field field, const Stretch& stretch,
            Scratch& scratch) const;
  // Of the tokens from `begin` on where the word that `announced`, whose needle ends at `position`,
  // asks for must stand, those that begin like it, the lowest bit first.
  struct Places {
    std::uint32_t begin = 0;
    std::uint64_t tokens = 0;
  };
  static Places PlacesOf(const Announced& announced, const TokenView& view, std::uint32_t position,
                         TokenSpan sentence);
  // Whether the sentence has what else it asks for: one of its words at one of `places`.
  static bool HasAsked(const Announced& announced, const ProgramSet& programs,
                       const ProgramSet::Sentence& sentence, const Places& places);
  // What stops `match`, see Match; nullopt if a far part is missing, so that it is none.
  std::optional<std::uint32_t> GuardOf(std::uint32_t pattern, const FieldSpan& match,
                                       Scratch& scratch) const;
  void Confirm(std::size_t language, const TokenView& view, core::Field field, Scratch& scratch,
               std::vector<Match>& matches) const;
  std::uint32_t StoppedBy(const Group& group, const FieldSpan& match, Scratch& scratch) const;

  std::array<LanguageSet, kPatternLanguages.size()> sets_;
  std::vector<Look> looks_;
  std::vector<Group> groups_;
  std::vector<std::uint32_t> group_of_;                // of each pattern
  std::vector<std::vector<std::uint32_t>> far_looks_;  // of each pattern: its far parts
};

}  // namespace classify
