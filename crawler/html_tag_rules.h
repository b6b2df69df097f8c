// What the pre-scan does with each HTML element and attribute.
#pragma once

#include <gumbo.h>

#include <cstddef>
#include <string_view>

namespace crawler {

inline constexpr std::size_t kTags = GUMBO_TAG_LAST + 1;

// What the scanner does with an element.
enum TagFlag : unsigned {
  kVoid = 1,          // has no end tag
  kUncounted = 2,     // nests only with a counted one between (optional end tags, HTML 13.1.2.4)
  kSpecial = 4,       // HTML 13.2.4.2: an inline end tag does not close it
  kBarrier = 8,       // HTML 13.2.4.2: "has an element in scope" ends here
  kBlock = 16,        // white space beside it is not seen
  kRawText = 32,      // dropped with its body, which is text up to its end tag
  kDropped = 64,      // dropped with its content, which is markup
  kTagOnly = 128,     // only its tags are dropped
  kFormatting = 256,  // HTML 13.2.4.3: becomes <span>, or vanishes if it has no attributes
};

// The TagFlags of an element.
unsigned FlagsOf(GumboTag tag);

// Elements without a rule of their own in the parser: they may as well be spans.
bool BecomesSpan(GumboTag tag);

// The start tags that end foreign content (HTML 13.2.6.5) and so also an <svg> left open.
bool LeavesForeignContent(GumboTag tag);

// The number, below 32, of an attribute that some reader of the tree asks for on this element; -1
// for others. `name` in any case.
int KeptAttribute(std::string_view name, GumboTag tag);
std::string_view NameOfKept(int number);

}  // namespace crawler
