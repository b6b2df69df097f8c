// The summary for machines.
#pragma once

#include <string>

#include "monitor/summary.h"

namespace monitor {

// JSON (RFC 8259), indented by two spaces, keys always in the same order; no line end at the end.
// Equal summaries give equal bytes.
std::string ToJson(const Summary& summary);

}  // namespace monitor
