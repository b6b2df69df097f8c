// A paper as DOCX: Office Open XML (ECMA-376, transitional), A4 upright.
#pragma once

#include <string>

#include "monitor/paper.h"

namespace monitor {

// The bytes of the file: styles for headings, lists, captions and cells, tables with repeated
// headings, the header on every page, page numbers as fields, links to what SafeLink allows. Charts
// are left to their tables. Equal papers give equal bytes. Throws std::runtime_error if there is no
// memory for it.
std::string ToDocx(const Paper& paper);

}  // namespace monitor
