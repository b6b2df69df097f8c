#include "store/dimension_ids.h"

#include <map>

namespace store {
DimensionIds::DimensionIds(const Columns& columns, Dimension dimension) : dimension_(dimension) {
  std::map<std::string, std::uint32_t> ids;
  const auto id_of = [&](const std::string& value) {
    const auto [at, added] = ids.try_emplace(value, size());
    if (added) values_.push_back(value);
    return at->second;
  };
  if (const auto kind = TagKindOf(dimension)) {
    for (std::uint32_t code = 0; code < columns.tags().size(); ++code) {
      const TagSummary& tag = columns.tags()[code];
      const bool counts = tag.kind == *kind &&
                          (*kind != core::TagKind::kBody || tag.role == core::Role::kImplicated);
      of_code_.push_back(counts ? id_of(tag.id) : kNone);
    }
    return;
  }
  switch (dimension) {
    case Dimension::kLanguage:
      for (std::size_t code = 0; code < core::kLanguages; ++code) {
        values_.emplace_back(core::Code(static_cast<core::Language>(code)));
      }
      break;
    case Dimension::kContext:
      for (std::size_t code = 0; code < core::kContexts; ++code) {
        values_.emplace_back(core::Name(static_cast<core::Context>(code)));
      }
      break;
    default:
      for (std::uint32_t code = 0; code < columns.sources().size(); ++code) {
        const SourceName& source = columns.sources()[code];
        of_code_.push_back(id_of(
            dimension == Dimension::kSource ? source.id : std::string(core::Name(source.type))));
      }
  }
}

}  // namespace store
