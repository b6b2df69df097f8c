// Which column of an export is what, from its header in Kazakh, Russian or English.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/expected.h"

namespace crawler {

enum class ColumnRole : std::uint8_t {
  kNumber,
  kText,
  kTitle,
  kDate,
  kLanguage,
  kRegion,
  kBody,
  kOther,
};
// "number", "text", "title", "date", "language", "region", "body", "other".
std::string_view Name(ColumnRole role);

// Role of each header, every role but kOther given at most once, the surest match first. `named`:
// pairs of role and header that need no guess; headers are compared without regard to case and
// punctuation. An error if a named role or header does not exist.
core::Expected<std::vector<ColumnRole>> GuessColumns(
    const std::vector<std::string>& headers,
    const std::vector<std::pair<std::string, std::string>>& named);

// A header as it is compared: words in lower case, Kazakh letters and their usual Russian and Latin
// substitutes made one, "№" a word of its own.
std::vector<std::string> HeaderWords(std::string_view header);

}  // namespace crawler
