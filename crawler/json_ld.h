// What a page says about itself in schema.org's vocabulary, as JSON-LD.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace crawler {

struct JsonLdPage {
  std::string headline, published, modified, image, language, site, section;
  std::string body;  // the article's text, if given; perhaps with markup
  std::vector<std::string> authors, keywords;
  bool article = false;  // an Article or one of its kinds
  bool listing = false;  // a CollectionPage or the like
};

// Reads the scripts of one page, in order; the first article among their nodes counts. Tolerates
// what pages really contain: comments, control characters, trailing commas. Unreadable ones are
// passed over. Linear time.
JsonLdPage ReadJsonLd(std::span<const std::string_view> scripts);

}  // namespace crawler
