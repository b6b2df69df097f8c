#include "crawler/robots_directives.h"

#include <algorithm>

#include "crawler/ascii.h"

namespace crawler {

void RobotsDirectives::Add(std::string_view value, std::string_view agent) {
  bool ours = true;
  while (!value.empty()) {
    const std::size_t comma = std::min(value.find(','), value.size());
    std::string_view word = Trim(value.substr(0, comma));
    value.remove_prefix(std::min(comma + 1, value.size()));
    const std::size_t colon = word.find(':');
    const std::string_view name = Trim(word.substr(0, std::min(colon, word.size())));
    // These have values of their own and name no agent.
    const bool is_rule =
        EqualsIgnoreCase(name, "unavailable_after") || StartsWithIgnoreCase(name, "max-");
    if (colon != std::string_view::npos && !is_rule) {
      ours = EqualsIgnoreCase(name, agent) || name == "*";
      word = Trim(word.substr(colon + 1));
    }
    if (!ours) continue;
    const bool none = EqualsIgnoreCase(word, "none");
    if (none || EqualsIgnoreCase(word, "noindex")) index = false;
    if (none || EqualsIgnoreCase(word, "nofollow")) follow = false;
  }
}

}  // namespace crawler
