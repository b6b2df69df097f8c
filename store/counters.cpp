#include "store/counters.h"

#include <map>

#include "store/codec.h"
#include "store/keys.h"

namespace store {
namespace {

// Counters stand under this prefix, so that other keys of the family are none.
constexpr std::string_view kCounterPrefix = "#";
using Totals = std::map<std::string, std::int64_t, std::less<>>;

constexpr std::string_view kDocuments = "#d";
constexpr std::string_view kVersions = "#v";
constexpr std::string_view kTerms = "#l";
constexpr std::string_view kCorruption = "#c";
constexpr std::string_view kCountable = "#n";
constexpr std::string_view kSpecial = "#x";
constexpr std::string_view kSourcePrefix = "#s";
constexpr std::string_view kTagPrefix = "#t";

std::string SourceCounter(const Header& header) {
  std::string key(kSourcePrefix);
  return key.append(core::Name(header.source_type)).append("/").append(header.source);
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

}  // namespace

std::vector<std::string> CountersOf(const Header& header) {
  std::vector<std::string> counters = {std::string(kDocuments), SourceCounter(header)};
  if (header.corruption) counters.emplace_back(kCorruption);
  if (header.countable && header.special) counters.emplace_back(kSpecial);
  if (header.counts()) {
    counters.emplace_back(kCountable);
    for (const TagSummary& tag : header.tags) counters.push_back(TagCounter(tag));
  }
  return counters;
}

void CounterChanges::Added(const std::vector<std::string>& counters, std::uint32_t terms) {
  for (const std::string& counter : counters) ++changes_[counter];
  ++changes_[std::string(kVersions)];
  changes_[std::string(kTerms)] += terms;
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

Counters ReadCounters(const Database& database) {
  Totals totals;
  const auto at = database.Iterate(Family::kCounters);
  for (at->Seek(kCounterPrefix); at->Valid() && at->key().starts_with(kCounterPrefix); at->Next()) {
    totals[at->key().ToString()] = Value(database, at->value().ToStringView());
  }
  database.Check(at->status());
  return ToCounters(totals);
}

Counters CountAnew(const Database& database) {
  Totals totals;
  HeaderRecord record;
  const auto at = database.Iterate(Family::kCatalog);
  for (at->Seek(kHeaderPrefix); at->Valid() && at->key().starts_with(kHeaderPrefix); at->Next()) {
    const auto number = FixedAt<DocumentNumber>(at->key().ToStringView().substr(1));
    if (!Decode(at->value().ToStringView(), number, record)) {
      database.Damaged("the header of document " + std::to_string(number) + " is unreadable");
    }
    ++totals[std::string(kVersions)];
    if (record.header.removed != 0) continue;
    for (const std::string& counter : CountersOf(record.header)) ++totals[counter];
  }
  database.Check(at->status());
  return ToCounters(totals);
}

CorpusSize ReadCorpusSize(const Database& database, const Database::Snapshot& snapshot) {
  CorpusSize size;
  if (const auto versions = database.Get(Family::kCounters, kVersions, snapshot)) {
    size.versions = static_cast<std::uint64_t>(Value(database, *versions));
  }
  if (const auto terms = database.Get(Family::kCounters, kTerms, snapshot)) {
    size.terms = static_cast<std::uint64_t>(Value(database, *terms));
  }
  return size;
}

}  // namespace store
