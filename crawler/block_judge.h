// Which blocks of a page are body text: what was learned from pages whose text is known.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/expected.h"
#include "crawler/block_features.h"

namespace crawler {

// Two forests of decision trees, each tree fitted to what those before it got wrong (Friedman,
// Greedy function approximation, 2001). The first sees each block by itself; the second sees, too,
// what the first says of those around it. Written by scripts/train_blocks. Thread-safe.
class BlockJudge {
 public:
  // Reads the form that scripts/train_blocks writes: "forest TREES START", then for each tree
  // "tree NODES" and a line for each node: "FEATURE THRESHOLD LEFT RIGHT", or "= VALUE" for a leaf.
  static core::Expected<BlockJudge> Parse(std::string_view text);
  // The one that is linked into the program.
  static const BlockJudge& Get();

  // How likely each block is body text, 0 to 1, by block: from rows of BlockFeatures::Compute, and
  // from those of AddAround.
  std::span<const float> First(std::span<const float> rows, std::vector<float>* shares) const;
  std::span<const float> Second(std::span<const float> rows, std::vector<float>* shares) const;

 private:
  struct Node {
    float threshold = 0;  // at most this goes left; of a leaf its value
    std::uint16_t feature = kLeaf;
    std::uint16_t left = 0, right = 0;  // in the tree
  };
  struct Forest {
    float start = 0;
    std::vector<Node> nodes;
    std::vector<std::uint32_t> trees;  // where each begins
  };
  static constexpr std::uint16_t kLeaf = 0xFFFF;

  static void Judge(const Forest& forest, std::size_t width, std::span<const float> rows,
                    std::vector<float>* shares);

  Forest first_, second_;
};

}  // namespace crawler
