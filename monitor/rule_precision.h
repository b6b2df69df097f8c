// How often rules are right, as people judged them, and which are wrong too often to count.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "classify/lexicon.h"
#include "core/time.h"
#include "monitor/statistics.h"
#include "store/store.h"

namespace monitor {

enum class Verdict : std::uint8_t { kRight, kWrong, kUnsure };
// "right", "wrong", "unsure".
std::string_view Name(Verdict verdict);
std::optional<Verdict> VerdictOf(std::string_view name);

// What a person said of one rule on one document.
struct RuleVerdict {
  core::Instant at{};
  std::string who;
  std::string rule;
  std::uint32_t rule_version = 0;
  std::string rule_wording;          // see classify::WordingOf; "": not known
  std::string text_sha256;           // of the document, 64 hex digits: what it is bound to
  store::DocumentNumber number = 0;  // of the document when it was judged
  Verdict verdict = Verdict::kUnsure;
  std::string note;

  bool operator==(const RuleVerdict&) const = default;
};

// Where a rule's precision is too low to count. Its lower bound, not the share itself, must reach
// `precision`: few verdicts prove little.
struct RuleFloor {
  double precision = 0.5;
  std::uint32_t judged = 20;  // fewer verdicts decide nothing
};

struct RulePrecision {
  std::uint64_t right = 0, wrong = 0, unsure = 0;
  // Documents whose verdict doesn't count, because the rule was rewritten without a new version.
  std::uint64_t of_another_wording = 0;

  std::uint64_t judged() const { return right + wrong; }
  Interval interval() const { return WilsonInterval(right, judged()); }
  bool below(const RuleFloor& floor) const {
    return judged() >= floor.judged && interval().low < floor.precision;
  }
};

// The precision of the rules of `lexicon` that were judged, by id. Of several verdicts on one
// document the last one counts; those on another version or wording of a rule do not. `verdicts`
// are in the order in which they were given.
std::map<std::string, RulePrecision> PrecisionOfRules(const std::vector<RuleVerdict>& verdicts,
                                                      const classify::Lexicon& lexicon);

// The rules that are below the floor.
std::set<std::string> RulesBelow(const RuleFloor& floor,
                                 const std::map<std::string, RulePrecision>& precision);

}  // namespace monitor
