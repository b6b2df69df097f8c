// A paper as plain text, for a terminal or a mail.
#pragma once

#include <string>

#include "monitor/paper.h"

namespace monitor {

// Lines of about 100 columns that end in '\n'; charts are left to their tables. No control or bidi
// characters come through.
std::string ToText(const Paper& paper);

}  // namespace monitor
