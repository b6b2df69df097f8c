// Who published a page, under which title and name, and where it really lives.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "crawler/html_tree.h"
#include "crawler/json_ld.h"
#include "crawler/page_signals.h"

namespace crawler {

struct PageMetadata {
  std::string title, site, language;
  std::uint32_t heading = 0;  // node of the article's heading; 0: none
  std::vector<std::string> authors;
  std::string section;
  std::vector<std::string> tags;
  std::string image, canonical;  // as written, perhaps relative
  bool article = false;          // the page calls itself an article
  bool listing = false;          // or a list
};

// `host`: of the page, to know the outlet's name at the end of a title.
PageMetadata FindMetadata(std::span<const HtmlNode> nodes, std::span<const std::uint16_t> hints,
                          const PageSignals& signals, const JsonLdPage& json_ld,
                          std::string_view host);

}  // namespace crawler
