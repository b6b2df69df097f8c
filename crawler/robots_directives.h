// What a page says to robots about itself: X-Robots-Tag and <meta name="robots">.
#pragma once

#include <string_view>

namespace crawler {

// There is no RFC; this follows what search engines document in common. Unknown words are ignored,
// of contradicting ones the stricter holds. "noarchive" is about copies shown to the public: the
// archive shows none, so it is not asked.
struct RobotsDirectives {
  bool index = true;   // the page may become a document
  bool follow = true;  // its links may be followed

  // Adds the value of one X-Robots-Tag field or of a meta element ("noindex, nofollow",
  // "sholu: none"): what follows "name:" holds for that agent only. `agent` is the product token.
  void Add(std::string_view value, std::string_view agent);
};

}  // namespace crawler
