// The summary for a head of department, as a paper.
#pragma once

#include "core/language.h"
#include "monitor/names.h"
#include "monitor/paper.h"
#include "monitor/summary.h"

namespace monitor {

// The summary in Kazakh, Russian or English (Russian for other languages). Equal summaries and
// names give equal papers.
Paper ToPaper(const Summary& summary, const Names& names, core::Language language);

}  // namespace monitor
