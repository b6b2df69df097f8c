#include "monitor/stage_count.h"

#include <algorithm>
#include <string>

namespace monitor {
namespace {

// Adds `items` of one incident.
void Take(Count& count, std::uint64_t items) {
  count.items += items;
  if (items > 0) ++count.incidents;
}

// The stages of countable items, from none to conviction, stand in their order in core::Context.
static_assert(core::Context::kNone < core::Context::kAllegation &&
              core::Context::kAllegation < core::Context::kInvestigation &&
              core::Context::kInvestigation < core::Context::kConviction);

}  // namespace

void StageCount::Incident::Add(const store::Header& header) {
  furthest = std::max(furthest, header.context);
  ++items;
  if (header.source_type == core::SourceType::kMedia) ++media;
  if (header.source_type == core::SourceType::kAppeal) ++appeals;
}

void StageCount::Add(const store::Header& header) {
  now_[header.group].Add(header);
}

void StageCount::AddBefore(const store::Header& header) {
  before_[header.group].Add(header);
}

Rows StageCount::Of(std::uint64_t corpus, std::uint64_t corpus_before) const {
  Rows rows;
  const auto row_of = [&rows](const Incident& incident) -> Row& {
    return rows[std::string(core::Name(incident.furthest))];
  };
  for (const auto& [group, incident] : now_) {
    Row& row = row_of(incident);
    Take(row.all, incident.items);
    Take(row.media, incident.media);
    Take(row.appeals, incident.appeals);
  }
  for (const auto& [group, incident] : before_) Take(row_of(incident).before, incident.items);
  for (auto& [stage, row] : rows) {
    row.corpus = corpus;
    row.corpus_before = corpus_before;
  }
  return rows;
}

}  // namespace monitor
