#include "store/counters.h"

#include <map>

#include "store/codec.h"
#include "store/keys.h"

namespace store {
namespace {

// Counters stand under this prefix, so that other keys of the family are none.
constexpr std::string_view kCounterPrefix = "#";
constexpr std::string_view kStateKey = "!";
using Totals = std::map<std::string, std::int64_t, std::less<>>;

constexpr std::string_view kDocuments = "#d";
constexpr std::string_view kVersions = "#v";

constexpr std::string_view kCorruption = "#c";
constexpr std::string_view kCountable = "#n";
constexpr std::string_view kSpecial = "#x";
constexpr std::string_view kSourcePrefix = "#s";
constexpr std::string_view kTagPrefix = "#t";

std::string SourceCounter(core::SourceType type, std::string_view source) {
  std::string key(kSourcePrefix);
  return key.append(core::Name(type)).append("/").append(source);
}

std::string TagCounter(const TagSummary& tag) {
  std::string key(kTagPrefix);
  key.append(core::Name(tag.kind)).append("/").append(tag.id);
  if (tag.role != core::Role::kNone) key.append("/").append(core::Name(tag.role));
  return key;
}

std::int64_t Value(const Database& database, std::string_view bytes) {
  Reader reader(bytes);
  const std::int64_t value = reader.Zigzag();
  if (!reader.ok()) database.Damaged("a counter is unreadable");
  return value;
}

std::uint64_t TotalOf(const Totals& totals, std::string_view counter) {
  const auto found = totals.find(counter);
  return found == totals.end() ? 0 : static_cast<std::uint64_t>(found->second);
}

Counters ToCounters(const Totals& totals) {
  Counters counters;
  counters.documents = TotalOf(totals, kDocuments);
  counters.versions = TotalOf(totals, kVersions);
  counters.corruption = TotalOf(totals, kCorruption);
  counters.countable = TotalOf(totals, kCountable);
  counters.special = TotalOf(totals, kSpecial);
  for (const auto& [key, value] : totals) {
    if (value == 0) continue;  // all of its documents were superseded
    const auto count = static_cast<std::uint64_t>(value);
    if (key.starts_with(kSourcePrefix)) {
      counters.by_source.emplace_back(key.substr(kSourcePrefix.size()), count);
    }
    if (key.starts_with(kTagPrefix)) {
      counters.by_tag.emplace_back(key.substr(kTagPrefix.size()), count);
    }
  }
  return counters;
}

// The counters as the rows of all documents give them.
Totals TotalsOf(const Columns& columns) {
  Totals totals;
  std::vector<std::int64_t> of_source(columns.sources().size()), of_tag(columns.tags().size());
  auto versions = static_cast<std::int64_t>(columns.erased());
  std::int64_t documents = 0, corruption = 0, countable = 0, special = 0;
  for (std::uint32_t at = 0; at < columns.segments(); ++at) {
    const ColumnSegment& segment = columns.segment(at);
    for (std::uint32_t row = 0; row < segment.rows(); ++row) {
      const std::uint8_t flags = segment.flags[row];
      versions += (flags & ColumnSegment::kThere) != 0 ? 1 : 0;
      if (!columns.Live(at << kSegmentBits | row, {})) continue;
      ++documents;
      ++of_source[segment.source[row]];
      corruption += (flags & ColumnSegment::kCorruption) != 0 ? 1 : 0;
      if ((flags & ColumnSegment::kCountable) == 0) continue;
      ++(segment.counts(row) ? countable : special);
      if (!segment.counts(row)) continue;
      const auto [first, end] = segment.tags_of(row);
      for (const std::uint32_t* tag = first; tag != end; ++tag) ++of_tag[*tag];
    }
  }
  const auto put = [&](std::string counter, std::int64_t total) {
    if (total != 0) totals[std::move(counter)] = total;
  };
  put(std::string(kVersions), versions);
  put(std::string(kDocuments), documents);
  put(std::string(kCorruption), corruption);
  put(std::string(kCountable), countable);
  put(std::string(kSpecial), special);
  for (std::uint32_t id = 0; id < of_source.size(); ++id) {
    const SourceName& source = columns.sources()[id];
    put(SourceCounter(source.type, source.id), of_source[id]);
  }
  for (std::uint32_t id = 0; id < of_tag.size(); ++id) {
    put(TagCounter(columns.tags()[id]), of_tag[id]);
  }
  return totals;
}

}  // namespace

std::vector<std::string> CountersOf(const Header& header) {
  std::vector<std::string> counters = {std::string(kDocuments),
                                       SourceCounter(header.source_type, header.source)};
  if (header.corruption) counters.emplace_back(kCorruption);
  if (header.countable && header.special) counters.emplace_back(kSpecial);
  if (header.counts()) {
    counters.emplace_back(kCountable);
    for (const TagSummary& tag : header.tags) counters.push_back(TagCounter(tag));
  }
  return counters;
}

void CounterChanges::Added(const std::vector<std::string>& counters) {
  for (const std::string& counter : counters) ++changes_[counter];
  ++changes_[std::string(kVersions)];
}

void CounterChanges::Removed(const std::vector<std::string>& counters) {
  for (const std::string& counter : counters) --changes_[counter];
}

void CounterChanges::Drain(const Database& database, rocksdb::WriteBatch& batch) {
  std::string value;
  for (const auto& [counter, difference] : changes_) {
    if (difference == 0) continue;
    value.clear();
    AppendZigzag(value, difference);
    database.Check(batch.Merge(database.handle(Family::kCounters), counter, value));
  }
  changes_.clear();
}

std::optional<State> ReadState(const Database& database) {
  const auto value = database.Get(Family::kCounters, kStateKey);
  if (!value) return std::nullopt;
  Reader reader(*value);
  State state;
  state.commit = reader.Varint();
  state.number = reader.Varint32();
  if (!reader.ok()) database.Damaged("the number of the last commit is unreadable");
  return state;
}

void AddState(const Database& database, const State& state, rocksdb::WriteBatch& batch) {
  std::string value;
  AppendVarint(value, state.commit);
  AppendVarint(value, state.number);
  database.Check(batch.Put(database.handle(Family::kCounters), kStateKey, value));
}

Counters ReadCounters(const Database& database) {
  Totals totals;
  const auto at = database.Iterate(Family::kCounters);
  for (at->Seek(kCounterPrefix); at->Valid() && at->key().starts_with(kCounterPrefix); at->Next()) {
    totals[at->key().ToString()] = Value(database, at->value().ToStringView());
  }
  database.Check(at->status());
  return ToCounters(totals);
}

Counters CountAnew(const Columns& columns) {
  return ToCounters(TotalsOf(columns));
}

void PutCounters(const Database& database, const Columns& columns, rocksdb::WriteBatch& batch) {
  rocksdb::ColumnFamilyHandle* family = database.handle(Family::kCounters);
  const std::string end(1, static_cast<char>(kCounterPrefix[0] + 1));
  database.Check(batch.DeleteRange(family, kCounterPrefix, end));
  std::string value;
  for (const auto& [counter, total] : TotalsOf(columns)) {
    value.clear();
    AppendZigzag(value, total);
    database.Check(batch.Put(family, counter, value));
  }
}

}  // namespace store
