// Where a page speaks about itself: its meta elements, links, headings, times and marked
// properties.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "crawler/html_tree.h"
#include "crawler/robots_directives.h"

namespace crawler {

// Views into the tree.
struct PageSignals {
  std::vector<std::pair<std::string, std::string_view>>
      metas;                   // name and content; of names only letters and digits, in lower case
  std::string_view language;   // of <html>
  std::string_view canonical;  // href, perhaps relative
  std::string_view base;       // href of <base>
  std::uint32_t title = 0;     // node of <title>; 0: none
  std::vector<std::uint32_t> headings;        // h1, in order
  std::vector<std::uint32_t> lower_headings;  // h2 to h4
  std::vector<std::uint32_t> times;           // <time>
  std::vector<std::uint32_t> properties;      // with itemprop, outside <head>
  std::vector<std::uint32_t> author_links;    // <a rel=author>

  // The content of the first of `names` ("ogtitle") that the page gives.
  std::string_view meta(std::initializer_list<std::string_view> names) const;
  // What the page asks of robots, and of the one with this product token.
  RobotsDirectives RobotsFor(std::string_view agent) const;
};

PageSignals CollectSignals(std::span<const HtmlNode> nodes);

// The heading of the article: the first h1, else the first lower one that the document's title
// repeats, else the first lower one. 0: none.
std::uint32_t MainHeading(std::span<const HtmlNode> nodes, const PageSignals& signals);
// The heading that has the page's title in it, an h1 first; else the main one.
std::uint32_t HeadingOf(std::span<const HtmlNode> nodes, const PageSignals& signals,
                        std::string_view title);

// The text inside a node, white space runs as one space, trimmed; cut after `max_bytes`.
std::string InnerText(std::span<const HtmlNode> nodes, std::uint32_t node,
                      std::size_t max_bytes = 1000);

}  // namespace crawler
