#include "classify/lexicon.h"

#include <fmt/format.h>

#include "core/sha256.h"

namespace classify {

std::string Place::ToString() const {
  return fmt::format("{}:{}:{}", file, line, column);
}

void KeepOutOfCounts(const std::set<std::string>& rules, Lexicon& lexicon) {
  std::string lost;
  for (Rule& rule : lexicon.rules) {
    if (!rules.contains(rule.id)) continue;
    rule.emits.clear();
    lost += '\n' + rule.id;
  }
  if (!lost.empty()) lexicon.version = core::Sha256Hex(lexicon.version + lost).substr(0, 16);
}

}  // namespace classify
