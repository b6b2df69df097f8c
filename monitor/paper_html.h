// A paper as one HTML file that needs nothing else: no script, no font, no picture from elsewhere.
#pragma once

#include <string>

#include "monitor/paper.h"

namespace monitor {

// HTML5 in UTF-8 for a screen, light or dark, and for A4 paper. Foreign text is escaped; a policy
// in the file itself (CSP) forbids scripts and anything fetched. Links leave the page only to what
// SafeLink allows.
std::string ToHtml(const Paper& paper);

}  // namespace monitor
