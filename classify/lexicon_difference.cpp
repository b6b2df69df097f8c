#include "classify/lexicon_difference.h"

#include <algorithm>
#include <map>
#include <string_view>

namespace classify {
namespace {

bool IsAlike(const Rule& a, const Rule& b) {
  return a.version == b.version && a.weight == b.weight && a.emits == b.emits &&
         a.patterns == b.patterns && a.conditions == b.conditions;
}

bool DifferInRulesOnly(const Lexicon& a, const Lexicon& b) {
  return a.lists == b.lists && a.bodies == b.bodies && a.families == b.families &&
         a.regions == b.regions && a.terms == b.terms && a.localities == b.localities &&
         a.offices == b.offices && a.role_words == b.role_words &&
         a.name_conditions == b.name_conditions;
}

std::map<std::string_view, const Rule*> ById(const Lexicon& lexicon) {
  std::map<std::string_view, const Rule*> rules;
  for (const Rule& rule : lexicon.rules) rules[rule.id] = &rule;
  return rules;
}

// Adds the rules of `lexicon` that `others` have not to `different`; returns the ids of the rest.
std::vector<std::string_view> TakeDifferent(const Lexicon& lexicon,
                                            const std::map<std::string_view, const Rule*>& others,
                                            std::vector<Rule>& different) {
  std::vector<std::string_view> alike;
  for (const Rule& rule : lexicon.rules) {
    const auto other = others.find(rule.id);
    if (other != others.end() && IsAlike(rule, *other->second)) {
      alike.push_back(rule.id);
    } else {
      different.push_back(rule);
    }
  }
  return alike;
}

}  // namespace

LexiconDifference Compare(const Lexicon& before, const Lexicon& after) {
  LexiconDifference difference;
  const auto of_before = TakeDifferent(before, ById(after), difference.rules);
  const auto of_after = TakeDifferent(after, ById(before), difference.rules);
  difference.rules_only = of_before == of_after && DifferInRulesOnly(before, after);
  return difference;
}

}  // namespace classify
