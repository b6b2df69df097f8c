// Links of a page, found in one pass without building its tree.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace crawler {

struct ScanOptions {
  bool navigation = false;  // also the links of menus
};

// A <link rel="alternate">, as written.
struct AlternateLink {
  std::string href, type, title;
};

// A link of a menu: in <nav> or <header>, or in an element whose class or id speaks of a menu.
struct NavigationLink {
  std::string href;  // as written
  std::string text;  // one line, no markup
};

struct ScannedPage {
  // Of <a> and <area> without rel=nofollow, as written, in order: at most 10,000.
  std::vector<std::string> links;
  std::vector<AlternateLink> alternates;
  std::vector<NavigationLink> navigation;  // with ScanOptions::navigation
  std::string base;                        // as written; empty: none
};

// Reads `html` in any encoding that extends ASCII, by the tokenizer of the HTML Standard (13.2.5)
// as far as tags, comments and raw text go. Of character references only &amp; and numeric ASCII
// ones are undone. Linear time; never fails.
ScannedPage ScanPage(std::string_view html, const ScanOptions& options);

}  // namespace crawler
