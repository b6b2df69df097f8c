#include "monitor/breakdown.h"

namespace monitor {

Breakdown::Entry& Breakdown::At(std::string_view key) {
  auto found = entries_.find(key);
  if (found == entries_.end()) {
    found = entries_.emplace(key, Entry{static_cast<std::uint32_t>(entries_.size()), {}}).first;
  }
  return found->second;
}

bool Breakdown::Count(Entry& entry, Column column, const store::Header& header) {
  monitor::Count* const counts[] = {&entry.row.all, &entry.row.media, &entry.row.appeals,
                                    &entry.row.before};
  monitor::Count& count = *counts[static_cast<std::size_t>(column)];
  ++count.items;
  const auto pair = static_cast<std::uint64_t>(entry.index) << 34 |
                    static_cast<std::uint64_t>(column) << 32 | header.group;
  const bool first = seen_.insert(pair).second;
  if (first) ++count.incidents;
  return first;
}

bool Breakdown::Add(std::string_view key, const store::Header& header) {
  Entry& entry = At(key);
  if (header.source_type == core::SourceType::kMedia) Count(entry, Column::kMedia, header);
  if (header.source_type == core::SourceType::kAppeal) Count(entry, Column::kAppeals, header);
  return Count(entry, Column::kAll, header);
}

void Breakdown::AddBefore(std::string_view key, const store::Header& header) {
  Count(At(key), Column::kBefore, header);
}

void Breakdown::AddToCorpus(std::string_view key) {
  ++At(key).row.corpus;
}

void Breakdown::AddToCorpusBefore(std::string_view key) {
  ++At(key).row.corpus_before;
}

Rows Breakdown::Scoped() const {
  Rows rows;
  for (const auto& [key, entry] : entries_) {
    if (entry.row.all.items + entry.row.before.items > 0) rows.emplace(key, entry.row);
  }
  return rows;
}

Rows Breakdown::Of(std::uint64_t corpus, std::uint64_t corpus_before) const {
  Rows rows = Scoped();
  for (auto& [key, row] : rows) {
    row.corpus = corpus;
    row.corpus_before = corpus_before;
  }
  return rows;
}

Row Breakdown::Of(std::string_view key) const {
  const auto found = entries_.find(key);
  return found == entries_.end() ? Row{} : found->second.row;
}

}  // namespace monitor
