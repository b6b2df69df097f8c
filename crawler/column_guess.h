// Which column of a table of items is what, from its header in Kazakh, Russian or English.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/document.h"
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
  kUrl,  // these three but of appeals, where they would be a person's
  kOutlet,
  kAuthor,
  kOther,
};
inline constexpr std::size_t kColumnRoles = static_cast<std::size_t>(ColumnRole::kOther) + 1;
// "number", "text", "title", "date", "language", "region", "body", "url", "outlet", "author",
// "other".
std::string_view Name(ColumnRole role);

// Role of each header of a table of such items, every role but kOther given at most once, the
// surest match first. `named`: pairs of role and header that need no guess; headers are compared
// without regard to case and punctuation. An error if a named role or header does not exist.
core::Expected<std::vector<ColumnRole>> GuessColumns(
    const std::vector<std::string>& headers,
    const std::vector<std::pair<std::string, std::string>>& named, core::SourceType kind);

// Which columns have the name of who writes, or a part of it ("ФИО заявителя", "Фамилия", "Өтініш
// беруші"), not of an official who answers: one per header.
std::vector<bool> ApplicantColumns(const std::vector<std::string>& headers);

}  // namespace crawler
