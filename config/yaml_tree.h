// The parsed form of a YAML file: plain nodes with their places, bounded in depth.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "classify/lexicon.h"
#include "core/expected.h"

namespace config::internal {

struct YamlNode {
  enum class Kind { kNull, kScalar, kList, kMap };
  Kind kind = Kind::kNull;
  std::string scalar;
  bool quoted = false;            // or a block
  std::vector<YamlNode> items;    // of a list; the values of a map
  std::vector<std::string> keys;  // of a map, one per item
  std::vector<std::pair<int, int>> key_places;
  int line = 0, column = 0;
  classify::Place place;
};

struct YamlTree {
  struct Mistake {
    int line, column;
    std::string message;
  };
  std::string name;
  bool empty = true;
  YamlNode root;
  std::vector<Mistake> mistakes;

  void Add(int line, int column, std::string_view what, std::string_view allowed);
};

// Fills `tree` from `text`; the error is one line "name:line:column: what".
core::Expected<bool> ParseTree(std::string_view text, YamlTree& tree);

}  // namespace config::internal
