// Which imported figures (Rules, para 7, 1 and 4) a summary shows.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "core/key_value.h"
#include "monitor/summary.h"

namespace monitor {

// The figures in `space` whose period overlaps that of `request` and that concern its scope: of the
// same sphere or body, or of one of `offences`; those of none of these are general. In order of
// type, source, indicator, category, place and time.
std::vector<Figure> FiguresFor(const core::KeyValue& space, const SummaryRequest& request,
                               const std::set<std::string>& offences);

}  // namespace monitor
