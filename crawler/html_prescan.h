// The linear pass before the HTML parser: drops what holds no text and bounds what remains.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/expected.h"

namespace crawler {

struct PrescanLimits {
  std::size_t max_depth = 512;     // of open elements; what browsers keep
  std::size_t max_tags = 500'000;  // start tags passed on
};

// Views into the scanner's memory (html) and into its input (the rest).
struct PrescannedPage {
  std::string_view html;
  std::span<const std::string_view> pieces;   // texts and attribute values taken out of `html`
  std::span<const std::string_view> json_ld;  // bodies of <script type="application/ld+json">
};

// Tokenizes a page by the HTML Standard (13.2.5) far enough to know tags, comments and raw text,
// and writes it again for a parser that is quadratic in nesting, attributes and misnested
// formatting:
//  - without script, style, svg, noscript, iframe, template and other elements that show no text of
//    their own, without comments, and without attributes that no reader of the tree asks for;
//  - formatting elements and unknown ones become <span> or vanish, so that nothing is ever opened
//    again by the parser; nothing but plain tags, text and <title> is left;
//  - texts and attribute values become one character each, a mark (html_marks.h), since the parser
//  works for every
//    character: these pieces are handed on beside the page. Character references stay for it.
// Linear in time and memory. One instance serves one thread and is meant to be reused.
class HtmlPrescanner {
 public:
  explicit HtmlPrescanner(const PrescanLimits& limits = {}) : limits_(limits) {}

  // Refuses pages that are nested deeper, or have more tags, than the limits allow. The result
  // lives until the next call, and as long as `html`.
  core::Expected<PrescannedPage> Run(std::string_view html);

 private:
  struct Scan;

  PrescanLimits limits_;
  std::string out_;
  std::vector<std::string_view> json_ld_, pieces_;
  std::vector<std::uint8_t> open_;  // tags of the open elements
};

}  // namespace crawler
