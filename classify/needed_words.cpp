#include "classify/needed_words.h"

#include <algorithm>
#include <string>
#include <utility>

#include "classify/pattern.h"
#include "classify/pattern_language.h"
#include "classify/program.h"
#include "nlp/alphabet.h"

namespace classify {
namespace {

bool Has(const Witness& witness, const core::NormalizedText& text) {
  std::string sought;
  const auto stands_in = [&sought](const std::string& stream, bool whole) {
    return [&sought, &stream, whole](const std::string& code) {
      sought.assign(1, nlp::kSpaceByte).append(code);
      if (whole) sought.push_back(nlp::kSpaceByte);
      return stream.find(sought) != std::string::npos;
    };
  };
  return witness.number ||  // texts without any are few
         std::any_of(witness.lemmas.begin(), witness.lemmas.end(),
                     stands_in(text.lemma_stream, true)) ||
         std::any_of(witness.forms.begin(), witness.forms.end(),
                     stands_in(text.surface_stream, true)) ||
         std::any_of(witness.prefixes.begin(), witness.prefixes.end(),
                     stands_in(text.surface_stream, false));
}

}  // namespace

std::optional<std::set<AllNeeded>> NeededWords(const std::vector<Rule>& rules,
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
        all.insert(*std::move(needed));
      }
    }
  }
  return all;
}

bool HasAll(const AllNeeded& needed, const core::NormalizedText& title,
            const core::NormalizedText& text) {
  return std::all_of(needed.begin(), needed.end(), [&](const Witness& witness) {
    return Has(witness, text) || Has(witness, title);
  });
}

}  // namespace classify
