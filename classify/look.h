// What stands around a match: guards, and the parts of a pattern that may stand in other sentences.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "classify/lexicon.h"
#include "classify/pattern_language.h"
#include "classify/program.h"
#include "classify/token_view.h"

namespace classify {

// Something to look for, in sentences of every language: any of these nodes of the ProgramSet of
// each of kPatternLanguages.
struct Look {
  std::array<std::vector<LookNode>, kPatternLanguages.size()> nodes;
};

// A place in a document.
struct FieldSpan {
  core::Field field = core::Field::kText;
  TokenSpan span;
};

// Answers looks in one document after the other. What it found in a scope is kept, so that all
// questions of a document together take time linear in it per look, and sentences that lack the
// words of a look are passed over. Not thread-safe.
class LookAround {
 public:
  using ProgramSets = std::array<const ProgramSet*, kPatternLanguages.size()>;

  // Begins a document; borrows all until the next one. `presence` is of it.
  void Begin(const DocumentView& document, std::span<const Look> looks, ProgramSets sets,
             SentencePresence& presence);

  // Whether `look` lies within the window of `guard` around `match`.
  bool Holds(const Guard& guard, std::uint32_t look, const FieldSpan& match);
  // Whether all `looks` stand in the scope of `match`; `in_order`: each behind the one before it,
  // the first behind `match`.
  bool HoldsAll(std::span<const std::uint32_t> looks, Scope scope, bool in_order,
                const FieldSpan& match);

 private:
  // Where a look was found in `scope`: the shortest span for each begin, in order of it.
  struct Found {
    std::uint64_t document = 0;
    TokenSpan scope;
    std::vector<TokenSpan> spans;
    std::vector<std::uint32_t> least_end;  // of the spans from here on
  };

  TokenSpan ScopeOf(Scope scope, core::Field field, std::uint32_t position) const;
  // Calls `visit` with the shortest span for each begin in `scope`, in order of it, until it gives
  // false.
  template <typename Visit>
  void ForEachShortest(std::uint32_t look, core::Field field, TokenSpan scope, Visit visit);
  const Found& Find(std::uint32_t look, core::Field field, TokenSpan scope);
  // The least end of a span within `scope` that begins at `from` or later; UINT32_MAX: none.
  std::uint32_t LeastEnd(std::uint32_t look, core::Field field, TokenSpan scope,
                         std::uint32_t from);

  const DocumentView* document_ = nullptr;
  std::span<const Look> looks_;
  ProgramSets sets_{};
  SentencePresence* presence_ = nullptr;
  std::uint64_t number_ = 0;         // of the document
  std::vector<std::uint32_t> ends_;  // shortest, of the begins of a sentence
  std::vector<Found> found_;         // per look and field
};

}  // namespace classify
