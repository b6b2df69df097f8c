// A paper as Markdown (CommonMark with the tables of GitHub Flavored Markdown).
#pragma once

#include <string>
#include <string_view>

#include "monitor/paper.h"

namespace monitor {

// Lines end in '\n'; charts are left to their tables. Foreign text stays text: no raw HTML, no
// markup, no link but the safe ones of quotations.
std::string ToMarkdown(const Paper& paper);

// `text` on one line, with whatever could be markup escaped.
std::string EscapeMarkdown(std::string_view text);

}  // namespace monitor
