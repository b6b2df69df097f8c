// The values of a dimension as small numbers, for counting row by row. Include from .cpp files
// only.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "store/columns.h"

namespace store {

// Of one dimension of some columns; valid until they grow.
class DimensionIds {
 public:
  DimensionIds(const Columns& columns, Dimension dimension);

  // Ids are below it.
  std::uint32_t size() const { return static_cast<std::uint32_t>(values_.size()); }
  // As in a Header or Filter: "health", "media", "kk".
  const std::string& value(std::uint32_t id) const { return values_[id]; }

  // Calls `visit` with each value that the row has, once.
  template <typename Visit>
  void ForEach(const ColumnSegment& segment, std::uint32_t row, Visit visit) const {
    switch (dimension_) {
      case Dimension::kSource:
      case Dimension::kSourceType:
        visit(of_code_[segment.source[row]]);
        break;
      case Dimension::kLanguage:
        visit(segment.language[row]);
        break;
      case Dimension::kContext:
        visit(segment.context[row]);
        break;
      default:
        const auto [first, end] = segment.tags_of(row);
        for (const std::uint32_t* tag = first; tag != end; ++tag) {
          if (of_code_[*tag] != kNone) visit(of_code_[*tag]);
        }
    }
  }

 private:
  static constexpr std::uint32_t kNone = UINT32_MAX;

  Dimension dimension_;
  std::vector<std::string> values_;
  std::vector<std::uint32_t> of_code_;  // of a source or tag in the dictionary: its id here
};

}  // namespace store
