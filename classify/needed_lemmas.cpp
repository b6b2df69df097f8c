#include "classify/needed_lemmas.h"

#include <utility>

#include "classify/pattern.h"
#include "classify/pattern_language.h"
#include "classify/program.h"

namespace classify {
namespace {

// Of what a match needs, that which is lemmas.
AllNeeded LemmasOf(std::vector<Witness> needed) {
  AllNeeded lemmas;
  for (Witness& witness : needed) {
    if (!witness.forms.empty() || !witness.prefixes.empty() || witness.number) continue;
    lemmas.push_back(std::move(witness.lemmas));
  }
  return lemmas;
}

}  // namespace

std::optional<std::set<AllNeeded>> NeededLemmas(const std::vector<Rule>& rules,
                                                const std::vector<WordList>& lists,
                                                const nlp::Analyzer& analyzer) {
  std::set<AllNeeded> all;
  for (const core::Language language : kPatternLanguages) {
    WordResolver resolver(analyzer, language);
    ProgramSet programs;
    for (const Rule& rule : rules) {
      for (const Pattern& pattern : rule.patterns) {
        if (pattern.regex) return std::nullopt;
        if (!Reads(pattern, language)) continue;
        auto needed = programs.FindNeeded(pattern, rule.conditions, resolver, lists);
        if (!needed) return std::nullopt;
        AllNeeded lemmas = LemmasOf(*std::move(needed));
        if (lemmas.empty()) return std::nullopt;
        all.insert(std::move(lemmas));
      }
    }
  }
  return all;
}

}  // namespace classify
