// A page cut into blocks of text: paragraphs, headings, list items, table rows, quotes.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "crawler/html_tree.h"

namespace crawler {

struct Block {
  std::uint32_t node = 0;            // the innermost block element around it
  std::uint32_t begin = 0, end = 0;  // bytes of the text
  std::uint32_t letters = 0;         // letters and digits; an ideograph counts as two
  std::uint32_t link_letters = 0;    // of them inside <a>
  double link_share() const { return letters ? static_cast<double>(link_letters) / letters : 0.0; }
};

bool IsHeading(GumboTag tag);

// One instance serves one thread and is meant to be reused.
class PageBlocks {
 public:
  // Cuts what lies inside node `body`, in document order. Runs of white space become one space;
  // invisible characters (soft hyphens, zero-width marks) vanish.
  void Cut(std::span<const HtmlNode> nodes, std::uint32_t body);

  std::span<const Block> blocks() const { return blocks_; }
  std::string_view text(const Block& block) const {
    return std::string_view(text_).substr(block.begin, block.end - block.begin);
  }

 private:
  void EndBlock(std::uint32_t node);
  void Append(std::string_view text, bool in_link);

  std::string text_;
  std::vector<Block> blocks_;
  Block current_;
  bool space_ = false;               // to be written before the next character
  std::vector<std::uint32_t> open_;  // block elements around the walk
};

}  // namespace crawler
