// The title of a page's article.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "crawler/html_tree.h"
#include "crawler/json_ld.h"
#include "crawler/page_signals.h"

namespace crawler {

// The title without the name of the outlet (`site`, or `host`); "" if the page has none. A heading
// that machines are told, too, is the title, without its kicker; else the heading that speaks of
// what machines are told; else what these are told.
std::string FindTitle(std::span<const HtmlNode> nodes, const PageSignals& signals,
                      const JsonLdPage& json_ld, std::string_view site, std::string_view host);

}  // namespace crawler
