// How well verdicts and tags agree with labels that people wrote.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/expected.h"
#include "core/tag.h"
#include "core/time.h"
#include "monitor/statistics.h"

namespace app {

// What is compared. A field that a label leaves out is not scored there.
enum class LabelField : std::uint8_t {
  kCorruption,
  kContext,
  kCountable,
  kSpheres,
  kSchemes,
  kOffences,
  kBodies,
  kImplicated,  // bodies at which the wrongdoing is said to be
  kRegions,
};
inline constexpr std::size_t kLabelFields = 9;
// "corruption", "context", ...: the keys of a label.
std::string_view Name(LabelField field);

// What one text has of each field: ids; "true" of a verdict that holds; a context other than none.
using FieldValues = std::array<std::optional<std::set<std::string>>, kLabelFields>;

// A text with its label.
struct LabelledText {
  std::string id, language, kind, title, text;
  std::optional<core::Day> date;
  FieldValues due;
};

// Reads one line: a JSON object with text (required), id, language, kind, date, title, and gold, an
// object with the fields. The error says what is wrong.
core::Expected<LabelledText> ParseLabel(std::string_view line);

// What was found in a text, every field of it.
FieldValues FoundIn(const core::Classification& result);

struct Agreement {
  std::uint64_t hit = 0, found = 0, due = 0;

  monitor::Interval precision_interval() const { return monitor::WilsonInterval(hit, found); }
  monitor::Interval recall_interval() const { return monitor::WilsonInterval(hit, due); }
  // 1 where there is nothing to divide by, as nothing is wrong then.
  double precision() const;
  double recall() const;
  double f1() const;
};

// How often a rule fired in texts that are labelled corrupt, and in others.
struct RuleScore {
  std::uint64_t corrupt = 0, other = 0;

  std::uint64_t fired() const { return corrupt + other; }
  monitor::Interval interval() const { return monitor::WilsonInterval(corrupt, fired()); }
};

class LabelScores {
 public:
  // `rules`: those that fired, each once.
  void Add(const LabelledText& label, const FieldValues& found, const std::set<std::string>& rules);

  using Fields = std::array<Agreement, kLabelFields>;
  const Fields& all() const { return all_; }
  // By the language of the label; "und" without one.
  const std::map<std::string, Fields>& by_language() const { return by_language_; }
  std::uint64_t texts() const { return texts_; }
  // Those that are surely worst first, by the upper bound of their share of corrupt texts; of
  // equal ones those that fired more often, then by id.
  std::vector<std::pair<std::string, RuleScore>> Rules() const;

 private:
  Fields all_{};
  std::map<std::string, Fields> by_language_;
  std::map<std::string, RuleScore> rules_;
  std::uint64_t texts_ = 0;
};

// The fields in which the two differ.
std::vector<LabelField> Differences(const FieldValues& due, const FieldValues& found);

}  // namespace app
