#include "classify/code.h"

#include <algorithm>

namespace classify {

CodeSet::CodeSet(std::vector<std::string> codes) : codes_(std::move(codes)) {
  std::sort(codes_.begin(), codes_.end());
  codes_.erase(std::unique(codes_.begin(), codes_.end()), codes_.end());
  slots_.resize(std::bit_ceil(2 * codes_.size() + 1));
  mask_ = slots_.size() - 1;
  for (std::size_t i = 0; i < codes_.size(); ++i) {
    begins_ |= BeginAt(codes_[i] + nlp::kSpaceByte, 0);
    const std::uint64_t hash = nlp::Hash(codes_[i]);
    std::size_t at = hash & mask_;
    while (slots_[at].number != 0) at = (at + 1) & mask_;
    slots_[at] = {TagOf(hash), static_cast<std::uint32_t>(i + 1)};
  }
}

}  // namespace classify
