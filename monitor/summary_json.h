// The summary for machines; SUMMARY.md describes its keys.
#pragma once

#include <string>

#include "monitor/summary.h"

namespace monitor {

// Of the keys and their meaning. It grows when one goes away or changes; new keys alone leave it.
inline constexpr int kSummaryJsonVersion = 3;

// JSON (RFC 8259), indented by two spaces, keys always in the same order; no line end at the end.
// Equal summaries give equal bytes.
std::string ToJson(const Summary& summary);

}  // namespace monitor
