// Finds the body text of an article in the tree of its page.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "crawler/block_features.h"
#include "crawler/block_judge.h"
#include "crawler/block_observer.h"
#include "crawler/html_tree.h"
#include "crawler/page_blocks.h"

namespace crawler {

struct FoundBody {
  std::string text;            // paragraphs separated by '\n'
  std::uint32_t root = 0;      // the node that holds it
  std::size_t letters = 0;     // of the text
  std::size_t paragraphs = 0;  // of running text in it
  std::string comments;        // readers' comments, in lines
};

// What the page says of its body, to find it by. Views.
struct BodyClues {
  std::string_view title;        // of the page, to tell its heading
  std::string_view description;  // as given for search engines
  std::string_view given;        // the text as given for machines, perhaps with markup
};

// One instance serves one thread and is meant to be reused.
//
// The page is cut into blocks. Blocks of running text, long and poor in links, give weight to the
// elements around them; the body is where the weight is, found by going down from <body> as long as
// one child holds nearly all of it. Regions that say they are something else (navigation, comments,
// related links) weigh nothing, unless without them nothing would be left. Inside the body, blocks
// that look like such regions go too. What these rules propose is then one of many things that
// BlockJudge weighs; it decides, but for what is never body text: readers' comments, lines that
// lead elsewhere, and days in lines of their own. Follows boilerpipe (Kohlschütter et al., WSDM
// 2010: text length and link density) and Readability (weight climbs to the ancestors).
class BodyFinder {
 public:
  // `hints`: ClassHintsOf each node, by index.
  FoundBody Find(std::span<const HtmlNode> nodes, std::span<const std::uint16_t> hints,
                 const BodyClues& clues, const BlockObserver& observer = {});

 private:
  void Weigh();
  void Exclude(std::uint32_t node);
  void ExcludeHidden();
  void MarkBoilerplate();
  double MarkInside(std::uint32_t node);
  bool IsBoilerplate(std::uint32_t node) const;
  std::uint32_t NamedBody() const;
  std::uint32_t FindRoot() const;
  void SelectBlocks(std::uint32_t root, std::string_view title);
  void KeepLead(std::uint32_t root);
  void DropLonelyHeadings();
  double Purity(std::uint32_t node) const;
  bool IsLinkList(std::uint32_t node) const;
  bool IsRunningText(const Block& block) const;
  void Judge(std::uint32_t root, const BodyClues& clues, const BlockObserver& observer);
  void KeepOut();
  FoundBody Assemble(std::uint32_t root) const;

  std::span<const HtmlNode> nodes_;
  std::span<const std::uint16_t> hints_;
  std::uint32_t body_ = 0;
  PageBlocks page_;
  BlockFeatures features_;
  std::vector<float> first_, second_;                  // by block: how likely it is body text
  std::vector<bool> kept_;                             // by block
  std::vector<double> weight_;                         // of the running text inside each node
  std::vector<std::uint32_t> letters_, link_letters_;  // inside each node
  std::vector<std::uint32_t> prose_, inner_prose_;  // blocks of running text: own, of descendants
  bool suspects_count_ = true;                      // whether kHintSuspect is believed
  std::vector<std::uint32_t> marked_;               // roots of what is named like boilerplate
  std::vector<bool> left_out_;                      // by node
  std::vector<bool> comments_;                      // by node: named readers' comments
  std::vector<bool> pardoned_;  // by node: named like boilerplate, but holds the article
};

}  // namespace crawler
