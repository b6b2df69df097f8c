// The names of a page's authors.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "crawler/html_tree.h"
#include "crawler/json_ld.h"
#include "crawler/page_signals.h"

namespace crawler {

// Asks in turn: JSON-LD, meta elements, marked properties, author links, elements named after
// authors (first those from `heading`, the node of the article's heading, on), links to authors'
// pages, "Автор: ..." lines. The outlet itself (`site`, or `host`) only if nobody else is named.
std::vector<std::string> FindAuthors(std::span<const HtmlNode> nodes,
                                     std::span<const std::uint16_t> hints,
                                     const PageSignals& signals, const JsonLdPage& json_ld,
                                     std::uint32_t heading, std::string_view site,
                                     std::string_view host);

}  // namespace crawler
