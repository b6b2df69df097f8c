#include "monitor/rule_precision.h"

#include <array>
#include <utility>

#include "classify/wording.h"

namespace monitor {
namespace {

constexpr std::array kVerdicts = {std::pair{Verdict::kRight, "right"},
                                  std::pair{Verdict::kWrong, "wrong"},
                                  std::pair{Verdict::kUnsure, "unsure"}};

}  // namespace

std::string_view Name(Verdict verdict) {
  for (const auto& [known, name] : kVerdicts) {
    if (known == verdict) return name;
  }
  return {};
}

std::optional<Verdict> VerdictOf(std::string_view name) {
  for (const auto& [verdict, known] : kVerdicts) {
    if (known == name) return verdict;
  }
  return std::nullopt;
}

std::map<std::string, RulePrecision> PrecisionOfRules(const std::vector<RuleVerdict>& verdicts,
                                                      const classify::Lexicon& lexicon) {
  std::map<std::string_view, const classify::Rule*> rules;
  for (const classify::Rule& rule : lexicon.rules) rules[rule.id] = &rule;
  std::map<std::string_view, std::string> wordings;  // of the rules that were judged
  std::map<std::pair<std::string_view, std::string_view>, const RuleVerdict*> last;
  for (const RuleVerdict& verdict : verdicts) {
    const auto known = rules.find(verdict.rule);
    if (known == rules.end() || known->second->version != verdict.rule_version) continue;
    std::string& wording = wordings[verdict.rule];
    if (wording.empty()) wording = classify::WordingOf(*known->second);
    last[{verdict.rule, verdict.text_sha256}] = &verdict;
  }
  std::map<std::string, RulePrecision> precision;
  for (const auto& [key, verdict] : last) {
    RulePrecision& rule = precision[verdict->rule];
    if (!verdict->rule_wording.empty() && verdict->rule_wording != wordings[verdict->rule]) {
      ++rule.of_another_wording;
      continue;
    }
    ++(verdict->verdict == Verdict::kRight   ? rule.right
       : verdict->verdict == Verdict::kWrong ? rule.wrong
                                             : rule.unsure);
  }
  return precision;
}

std::set<std::string> RulesBelow(const RuleFloor& floor,
                                 const std::map<std::string, RulePrecision>& precision) {
  std::set<std::string> below;
  for (const auto& [rule, judged] : precision) {
    if (judged.below(floor)) below.insert(rule);
  }
  return below;
}

}  // namespace monitor
