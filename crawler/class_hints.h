// What the class, id and role of an element say about its content, in the words web authors use.
#pragma once

#include <cstdint>
#include <string_view>

namespace crawler {

// Bits; one name may say several things.
enum ClassHint : std::uint16_t {
  kHintBoilerplate = 1,  // surely beside the article: navigation, sharing, related links
  kHintSuspect = 2,      // often beside the article, sometimes around it
  kHintComments = 4,     // readers' comments
  kHintContent = 8,      // body text
  kHintLead = 16,        // subtitle, lead, summary
  kHintByline = 32,      // author
  kHintDate = 64,
  kHintTitle = 128,
  kHintCaption = 256,
  kHintBody = 512,  // "article-body", "post_content": the text of the article itself
};

// The hints of all words of a class or id list; words end at signs and at "camelCase" humps.
std::uint16_t ClassHintsOf(std::string_view names);

}  // namespace crawler
