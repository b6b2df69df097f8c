// The document tree of a page, laid out flat in document order, so that no walk needs recursion.
#pragma once

#include <gumbo.h>

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/expected.h"
#include "crawler/html_arena.h"
#include "crawler/html_prescan.h"

namespace crawler {

struct HtmlAttribute {
  std::string_view name;  // in lower case
  std::string_view value;
};

// An element or a text. Its descendants are the nodes from the next one up to `end`.
struct HtmlNode {
  std::uint32_t parent = 0;
  std::uint32_t end = 0;
  GumboTag tag = GUMBO_TAG_LAST;  // GUMBO_TAG_LAST for a text
  std::string_view text;          // of a text: decoded UTF-8
  std::span<const HtmlAttribute> attributes;

  bool is_text() const { return tag == GUMBO_TAG_LAST; }
  // The value of an attribute (its name in lower case); "" if there is none.
  std::string_view attribute(std::string_view name) const;
  bool has_attribute(std::string_view name) const;
};

// One instance serves one thread and is meant to be reused.
class HtmlTree {
 public:
  HtmlTree();

  // Parses a page that passed HtmlPrescanner. An error if the parser would need more memory than is
  // reasonable. Nodes live until the next call and as long as the page. Node 0 is the document.
  core::Expected<std::span<const HtmlNode>> Parse(const PrescannedPage& page);

 private:
  void Flatten(const GumboNode* document);
  HtmlNode NodeOf(const GumboNode* node, std::uint32_t parent);
  std::string_view WithPieces(std::string_view text);

  HtmlArena arena_;
  std::span<const std::string_view> pieces_;
  std::vector<HtmlNode> nodes_;
  struct Frame {
    const GumboVector* children;
    std::uint32_t node;
    unsigned next;
  };
  std::vector<Frame> stack_;
};

}  // namespace crawler
