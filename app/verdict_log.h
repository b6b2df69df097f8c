// What people said of rules, kept in a workspace: verdicts.jsonl.
#pragma once

#include <filesystem>
#include <vector>

#include "core/expected.h"
#include "monitor/rule_precision.h"

namespace app {

// JSON Lines, one verdict per line: at (ISO 8601, UTC), who, rule, version, wording
// (classify::WordingOf), document (its number), text_sha256, verdict (right, wrong, unsure), note.
// Lines are only ever added. Several processes may add at once, beside a writer of the store.
class VerdictLog {
 public:
  explicit VerdictLog(std::filesystem::path file) : file_(std::move(file)) {}

  // All verdicts in the order given; none if there is no file. A last line that a kill tore, of
  // which nobody was told that it is kept, is passed over. The error names file and line.
  core::Expected<std::vector<monitor::RuleVerdict>> Read() const;
  // On return the verdict survives a power loss.
  core::Expected<bool> Add(const monitor::RuleVerdict& verdict) const;

 private:
  std::filesystem::path file_;
};

}  // namespace app
