#include "monitor/rule_precision.h"

#include <array>
#include <utility>

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
  std::map<std::string_view, std::uint32_t> versions;
  for (const classify::Rule& rule : lexicon.rules) versions[rule.id] = rule.version;
  std::map<std::pair<std::string_view, std::string_view>, Verdict> last;  // by rule and text
  for (const RuleVerdict& verdict : verdicts) {
    const auto known = versions.find(verdict.rule);
    if (known == versions.end() || known->second != verdict.rule_version) continue;
    last[{verdict.rule, verdict.text_sha256}] = verdict.verdict;
  }
  std::map<std::string, RulePrecision> precision;
  for (const auto& [key, verdict] : last) {
    RulePrecision& rule = precision[std::string(key.first)];
    ++(verdict == Verdict::kRight   ? rule.right
       : verdict == Verdict::kWrong ? rule.wrong
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
