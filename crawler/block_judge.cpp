#include "crawler/block_judge.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <stdexcept>

#include "crawler/ascii.h"
#include "crawler/embedded.h"

namespace crawler {
namespace {

// Takes word after word off a text.
class Words {
 public:
  explicit Words(std::string_view text) : left_(text) {}

  std::string_view Next() {
    left_ = Trim(left_);
    const std::size_t end = std::min(left_.find_first_of(" \n"), left_.size());
    const std::string_view word = left_.substr(0, end);
    left_.remove_prefix(end);
    return word;
  }

  // False if the next word is no such number.
  template <typename Number>
  bool Next(Number* number) {
    const std::string_view word = Next();
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), *number);
    return error == std::errc() && end == word.data() + word.size();
  }

 private:
  std::string_view left_;
};

}  // namespace

core::Expected<BlockJudge> BlockJudge::Parse(std::string_view text) {
  BlockJudge judge;
  Words words(text);
  const auto broken = [&words](std::string_view what) {
    return core::Error{
        fmt::format("block trees: {} before \"{}\"; make the file anew with scripts/train_blocks",
                    what, words.Next())};
  };
  std::size_t width = BlockFeatures::kCount;
  for (Forest* forest : {&judge.first_, &judge.second_}) {
    std::size_t trees = 0;
    if (words.Next() != "forest" || !words.Next(&trees) || !words.Next(&forest->start)) {
      return broken("no forest");
    }
    for (std::size_t tree = 0; tree < trees; ++tree) {
      std::uint16_t size = 0;
      if (words.Next() != "tree" || !words.Next(&size) || size == 0) return broken("no tree");
      forest->trees.push_back(static_cast<std::uint32_t>(forest->nodes.size()));
      for (std::uint16_t i = 0; i < size; ++i) {
        Node node;
        const std::string_view feature = words.Next();
        if (!words.Next(&node.threshold)) return broken("no number");
        if (feature != "=") {
          std::from_chars(feature.data(), feature.data() + feature.size(), node.feature);
          // Children stand behind their parent, so that every walk ends.
          if (!words.Next(&node.left) || !words.Next(&node.right) || node.feature >= width ||
              node.left <= i || node.right <= i || node.left >= size || node.right >= size) {
            return broken("a wrong node");
          }
        }
        forest->nodes.push_back(node);
      }
    }
    width += BlockFeatures::kAround;
  }
  return judge;
}

const BlockJudge& BlockJudge::Get() {
  static const BlockJudge judge = [] {
    auto parsed = Parse(BlockTrees().front().content);
    if (!parsed) throw std::runtime_error(parsed.error().message);
    return *std::move(parsed);
  }();
  return judge;
}

std::span<const float> BlockJudge::First(std::span<const float> rows,
                                         std::vector<float>* shares) const {
  Judge(first_, BlockFeatures::kCount, rows, shares);
  return *shares;
}

std::span<const float> BlockJudge::Second(std::span<const float> rows,
                                          std::vector<float>* shares) const {
  Judge(second_, BlockFeatures::kCount + BlockFeatures::kAround, rows, shares);
  return *shares;
}

void BlockJudge::Judge(const Forest& forest, std::size_t width, std::span<const float> rows,
                       std::vector<float>* shares) {
  const std::size_t count = rows.size() / width;
  shares->assign(count, forest.start);
  for (const std::uint32_t begin : forest.trees) {
    const Node* const tree = &forest.nodes[begin];
    for (std::size_t i = 0; i < count; ++i) {
      const float* const row = rows.data() + i * width;
      const Node* node = tree;
      while (node->feature != kLeaf) {
        node = tree + (row[node->feature] <= node->threshold ? node->left : node->right);
      }
      (*shares)[i] += node->threshold;
    }
  }
  for (float& share : *shares) share = 1 / (1 + std::exp(-share));
}

}  // namespace crawler
