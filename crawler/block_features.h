// What is known of each block of a page: the numbers that BlockJudge weighs.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "crawler/html_tree.h"
#include "crawler/page_blocks.h"

namespace crawler {

// What the rules and the page's own statements say, for BlockFeatures. Views.
struct BlockContext {
  std::span<const HtmlNode> nodes;
  std::span<const std::uint16_t> hints;         // ClassHintsOf each node, by index
  std::uint32_t body = 0;                       // node of <body>
  std::uint32_t root = 0;                       // the node in which rules see the article
  const std::vector<bool>* kept = nullptr;      // by block: rules take it for body text
  const std::vector<bool>* left_out = nullptr;  // by node: named like boilerplate
  std::string_view title;                       // of the page
  std::string_view description;                 // as given for search engines
  std::string_view given;  // words of the text that the page gives to machines, folded
};

// One instance serves one thread and is meant to be reused.
class BlockFeatures {
 public:
  static constexpr std::size_t kCount = 138;  // of Compute
  static constexpr std::size_t kAround = 24;  // of AddAround, more

  // One row of kCount numbers for each block of `page`, one behind the other; all between -1 and
  // some hundreds. Linear time. Valid until the next call.
  std::span<const float> Compute(const BlockContext& context, const PageBlocks& page);

  std::span<const float> rows() const { return rows_; }  // as Compute left them

  // Rows of kCount + kAround numbers: those of Compute, called before for the same page, and what
  // `shares` says of the blocks around each, by block: how likely it is body text, 0 to 1.
  std::span<const float> AddAround(std::span<const float> shares);

 private:
  // What holds of an element and all inside it.
  struct Inside {
    std::uint16_t hints = 0, near_hints = 0;
    std::uint32_t tags = 0;  // bits of kWatched
    std::uint16_t depth = 0;
    std::uint32_t alike = 0;       // elements of one kind that it stands among
    std::uint32_t alike_node = 0;  // the one of them around it
    std::uint32_t section = 0;     // the child of the root around it
  };

  void SumNodes();
  void LookInside();
  void CountAlike();
  void ReadText();
  void ReadPlace();
  void ReadNeighbours();

  BlockContext context_;
  const PageBlocks* page_ = nullptr;
  std::vector<float> rows_, around_;
  std::vector<std::uint32_t> letters_, link_letters_, prose_, blocks_in_;  // inside each node
  std::vector<Inside> inside_;
  std::vector<std::uint64_t> kinds_;    // by node: of tag and class
  std::vector<std::uint64_t> paths_;    // by block
  std::vector<std::uint32_t> path_of_;  // by block: number of its path
  std::vector<std::uint32_t> path_letters_, path_links_, path_blocks_, path_prose_;
};

}  // namespace crawler
