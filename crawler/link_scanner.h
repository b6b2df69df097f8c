// Links and robots directives of a page, found in one pass without building its tree.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "crawler/robots_directives.h"

namespace crawler {

struct ScanOptions {
  std::string_view agent = "sholu";  // whose <meta name="..."> counts beside that of "robots"
  bool head_only = false;            // no links: ends at <body>
  std::size_t max_links = 10'000;
};

struct ScannedPage {
  std::vector<std::string> links;  // of <a> and <area> without rel=nofollow, as written, in order
  std::string base, canonical;     // as written; empty: none
  RobotsDirectives robots;
};

// Reads `html` in any encoding that extends ASCII, by the tokenizer of the HTML Standard (13.2.5)
// as far as tags, comments and raw text go. Of character references only &amp; and numeric ASCII
// ones are undone. Linear time; never fails.
ScannedPage ScanPage(std::string_view html, const ScanOptions& options);

}  // namespace crawler
