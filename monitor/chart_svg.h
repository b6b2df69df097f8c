// Charts as inline SVG (SVG 1.1) for people: columns over time, bars by name.
//
// Own code rather than a plotting library: docs/DEPENDENCIES.md.
#pragma once

#include <cstddef>
#include <string>

#include "monitor/paper.h"

namespace monitor {

// An <svg> element with a <title> and a <desc>, ids that begin with "chart<ordinal>", classes "s0"
// and "s1" of its series and no style of its own. The second series is hatched, so that the two
// differ without colour, too. Text is escaped. Empty if the chart has no entries.
std::string ToSvg(const Chart& chart, std::size_t ordinal);

// `text` on one line, with the five characters that mean something in XML as references.
std::string EscapeXml(std::string_view text);

}  // namespace monitor
