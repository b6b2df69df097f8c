#include "store/selection.h"

namespace store {

void ForEachAdmitted(const Columns& columns, const Filter& filter,
                     const std::function<bool(const Header&)>& visit) {
  const RowFilter admits(columns, filter, filter.at);
  const GroupMap groups = columns.GroupsAt(filter.at);
  const DocumentNumber last = filter.at ? columns.LastAt(*filter.at) : columns.last();
  for (std::uint32_t at = 0; at < columns.segments(); ++at) {
    const ColumnSegment& segment = columns.segment(at);
    for (std::uint32_t row = 0; row < segment.rows(); ++row) {
      const DocumentNumber number = at << kSegmentBits | row;
      if (number > last) return;
      if (!admits.Admits(number) || !columns.Live(number, filter.at)) continue;
      if (!visit(columns.HeaderOf(number, groups))) return;
    }
  }
}

}  // namespace store
