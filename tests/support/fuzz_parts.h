// Input of a fuzz target cut into the parts of an office document.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace fixture {

// Pieces of `bytes` between bytes 0xFF, which no part in UTF-8 has.
inline std::vector<std::string_view> CutParts(std::string_view bytes) {
  std::vector<std::string_view> pieces;
  for (;;) {
    const std::size_t end = bytes.find('\xFF');
    pieces.push_back(bytes.substr(0, end));
    if (end == std::string_view::npos) return pieces;
    bytes.remove_prefix(end + 1);
  }
}

// Replaces the parts called `names`, in this order, by the pieces that there are.
inline void ReplaceParts(std::vector<std::pair<std::string, std::string>>& parts,
                         const std::vector<std::string_view>& names,
                         const std::vector<std::string_view>& pieces) {
  for (std::size_t i = 0; i < names.size() && i < pieces.size(); ++i) {
    for (auto& [name, bytes] : parts) {
      if (name == names[i]) bytes = pieces[i];
    }
  }
}

}  // namespace fixture
