// The summary for a head of department: plain text for a terminal or a mail.
#pragma once

#include <string>

#include "core/language.h"
#include "monitor/names.h"
#include "monitor/summary.h"

namespace monitor {

// The summary in Kazakh, Russian or English (Russian for other languages), in lines of about 100
// columns that end in '\n'. Foreign text is made printable: no control or bidi characters come
// through. Equal summaries and names give equal bytes.
std::string ToText(const Summary& summary, const Names& names, core::Language language);

}  // namespace monitor
