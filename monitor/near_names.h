// Ids and names near to a mistyped one.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "monitor/names.h"

namespace monitor {

// At most `limit` ids of `kind` whose id, or name in any language, is like `text`, the nearest
// first: within a third of its letters by changes of one letter (V. Levenshtein, 1965), or
// containing it. Letters of either case are alike.
std::vector<std::string> NearNames(const Names& names, core::TagKind kind, std::string_view text,
                                   std::size_t limit);
// The same of ids that have no names.
std::vector<std::string> NearIds(std::span<const std::string> ids, std::string_view text,
                                 std::size_t limit);

}  // namespace monitor
