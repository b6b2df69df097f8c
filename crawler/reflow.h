// Lines of a printed text made paragraphs again.
#pragma once

#include <string>
#include <string_view>

namespace crawler {

// `text` (UTF-8): pages separated by '\f', lines by '\n', as pdftotext writes them. Running headers
// and footers and page numbers are dropped, words that a hyphen parts at the end of a line are
// joined, and lines that go on become one paragraph. Paragraphs are separated by '\n'. Linear time.
std::string Reflow(std::string_view text);

// Whether the lines of a plain text are broken at a margin, so that Reflow should join them.
bool IsHardWrapped(std::string_view text);

}  // namespace crawler
