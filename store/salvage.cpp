#include "store/salvage.h"

#include <fmt/core.h>
#include <rocksdb/utilities/debug.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "store/batch_writer.h"
#include "store/codec.h"

namespace store {
namespace {

namespace fs = std::filesystem;

// What is copied; the other families are made anew.
constexpr std::array<std::pair<Family, std::string_view>, 7> kFamiliesToCopy = {{
    {Family::kDocuments, "documents"},
    {Family::kStreams, "analyses"},
    {Family::kCatalog, "catalog"},
    {Family::kSealed, "sealed originals"},
    {Family::kSketches, "sketches"},
    {Family::kSpaces, "queues and figures"},
    {Family::kCounters, "counters"},
}};

// The key 2^power behind `key`, read as one number; empty if there is none of that length.
std::string Behind(std::string key, std::size_t power) {
  std::size_t at = key.size() - 1 - std::min(power / 8, key.size() - 1);
  unsigned carry = 1u << power % 8;
  if (power / 8 >= key.size()) return {};
  for (;; --at) {
    carry += static_cast<unsigned char>(key[at]);
    key[at] = static_cast<char>(static_cast<unsigned char>(carry));
    carry >>= 8;
    if (carry == 0) return key;
    if (at == 0) return {};
  }
}

// The first key from `from` on that can be read; counts a gap if something before it cannot. Goes
// over what is damaged by strides that double. Nothing if there is none any more.
std::optional<std::string> SeekAround(const Database& database, Family family,
                                      const std::string& from, std::size_t& gaps) {
  auto at = database.Iterate(family);
  at->Seek(from);
  if (at->Valid()) return at->key().ToString();
  if (at->status().ok()) return std::nullopt;
  ++gaps;
  const std::string before = from.empty() ? std::string(1, '\0') : from;
  const auto is_readable = [&](const std::string& key) {
    at = database.Iterate(family);
    at->Seek(key);
    return at->Valid() || at->status().ok();
  };
  std::size_t power = 0;
  std::string damaged = before;
  for (;; ++power) {
    if (power == 8 * before.size()) return std::nullopt;
    std::string behind = Behind(before, power);
    if (behind.empty()) continue;
    if (is_readable(behind)) break;
    damaged = std::move(behind);
  }
  // Back by halves of the last stride to where the damage ends.
  while (power-- > 0) {
    std::string behind = Behind(damaged, power);
    if (!behind.empty() && !is_readable(behind)) damaged = std::move(behind);
  }
  if (!is_readable(Behind(damaged, 0))) return std::nullopt;
  return at->Valid() ? std::optional(at->key().ToString()) : std::nullopt;
}

// Visits every record of a family that can be read. Returns how many gaps there were.
std::size_t ReadAround(const Database& database, Family family,
                       const std::function<void(std::string_view, std::string_view)>& visit) {
  std::size_t gaps = 0;
  for (std::optional<std::string> from = std::string();;) {
    from = SeekAround(database, family, *from, gaps);
    if (!from) return gaps;
    const auto at = database.Iterate(family);
    for (at->Seek(*from); at->Valid(); at->Next()) {
      *from = at->key().ToString();
      visit(*from, at->value().ToStringView());
    }
    *from += '\0';
  }
}

using Gaps = std::array<std::size_t, kFamilies>;

void Copy(const Database& from, Database& to, Gaps& gaps,
          const std::function<void(std::string_view)>& progress) {
  BatchWriter writer(to);
  for (const auto& [family, name] : kFamiliesToCopy) {
    progress(name);
    gaps[static_cast<std::size_t>(family)] += ReadAround(
        from, family, [&, family = family](std::string_view key, std::string_view value) {
          writer.Put(family, key, value);
        });
    writer.Write();
  }
}

// Copies tables one after the other, in any order, so that of each key the newest record stays:
// the sequence number of what was copied lies meanwhile in the family of the postings.
class TableCopier {
 public:
  TableCopier(Database& to, Gaps& gaps) : to_(to), gaps_(gaps), writer_(to) {}

  // `table` is a database that holds nothing else.
  void Copy(const Database& table) {
    for (const auto& [family, name] : kFamiliesToCopy) CopyFamily(table, family);
    writer_.Write();
  }

 private:
  // Records read at once: all of them are held in memory.
  static std::size_t ChunkOf(Family family) {
    switch (family) {
      case Family::kSealed:
        return 16;
      case Family::kDocuments:
      case Family::kStreams:
        return 128;
      default:
        return 1024;
    }
  }

  void CopyFamily(const Database& table, Family family) {
    const std::size_t chunk = ChunkOf(family);
    for (std::string from;;) {
      versions_.clear();
      table.Check(rocksdb::GetAllKeyVersions(&table.db(), table.handle(family), from, {}, chunk,
                                             &versions_));
      for (std::size_t i = 0; i < versions_.size(); ++i) {
        // Those of one key stand together, the newest first.
        if (i > 0 && versions_[i].user_key == versions_[i - 1].user_key) continue;
        Take(family, versions_[i]);
      }
      if (!versions_.empty()) from = versions_.back().user_key + '\0';
      if (versions_.size() == chunk) continue;
      // That ends before a damaged block as it does at the end.
      auto next = SeekAround(table, family, from, gaps_[static_cast<std::size_t>(family)]);
      if (!next) return;
      from = std::move(*next);
    }
  }

  void Take(Family family, const rocksdb::KeyVersion& version) {
    // As RocksDB's format numbers them; what is merged is a counter, and made anew.
    constexpr int kDeletion = 0, kValue = 1, kSingleDeletion = 7;
    if (version.type != kValue && version.type != kDeletion && version.type != kSingleDeletion) {
      return;
    }
    key_.assign(1, static_cast<char>(family));
    key_ += version.user_key;
    const auto copied = to_.Get(Family::kPostings, key_);
    if (copied && FixedAt<std::uint64_t>(*copied) > version.sequence) return;
    sequence_.clear();
    AppendFixed(sequence_, version.sequence);
    writer_.Put(Family::kPostings, key_, sequence_);
    if (version.type == kValue) {
      writer_.Put(family, version.user_key, version.value);
    } else {
      writer_.Delete(family, version.user_key);
    }
  }

  Database& to_;
  Gaps& gaps_;
  BatchWriter writer_;
  std::vector<rocksdb::KeyVersion> versions_;
  std::string key_, sequence_;
};

// Opens a database after giving it a new list of the tables that `folder` holds.
core::Expected<std::unique_ptr<Database>> OpenAnew(const Options& options, const fs::path& folder) {
  Options own = options;
  own.folder = folder;
  own.read_only = false;
  if (const auto error = Database::RepairManifest(own)) return *error;
  return Database::OpenToSalvage(own);
}

bool HasTable(const Database& database) {
  std::vector<rocksdb::LiveFileMetaData> files;
  database.db().GetLiveFilesMetaData(&files);
  return !files.empty();
}

// Of retaggings; they cannot be read as records.
bool HasRangeDeletions(const Database& database) {
  rocksdb::TablePropertiesCollection tables;
  database.Check(
      database.db().GetPropertiesOfAllTables(database.handle(Family::kCatalog), &tables));
  return std::any_of(tables.begin(), tables.end(),
                     [](const auto& table) { return table.second->num_range_deletions > 0; });
}

// A folder that is there, and empty, as long as this lives.
struct Scratch {
  explicit Scratch(const fs::path& folder) : path(folder) { fs::remove_all(path); }
  ~Scratch() {
    std::error_code ignored;
    fs::remove_all(path, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  const fs::path path;
};

// Links or copies what tables and logs there are into `all`, and makes tables of the logs.
std::optional<core::Error> CollectTables(const Options& options, const fs::path& all) {
  fs::create_directories(all);
  for (const auto& entry : fs::directory_iterator(options.folder)) {
    const fs::path name = entry.path().filename();
    if (name.extension() == ".sst") {
      fs::create_hard_link(entry.path(), all / name);  // nobody changes a table
    } else if (name.extension() == ".log") {
      fs::copy_file(entry.path(), all / name);
    }
  }
  Options own = options;
  own.folder = all;
  return Database::RepairManifest(own);
}

// The tables of a damaged database, and those that its logs make, are read each by itself: beside
// each other they need not open, since the levels that they were on are not known any more.
std::optional<core::Error> CopyTables(const Options& options, Database& to, Gaps& gaps,
                                      const fs::path& scratch, RepairReport& report,
                                      const std::function<void(std::string_view)>& progress) {
  const Scratch cleared(scratch);
  const fs::path all = scratch / "all", alone = scratch / "alone";
  // An error does not matter if there are tables: it is of the list of them.
  const auto error = CollectTables(options, all);
  std::size_t copied = 0;
  bool has_range_deletions = false;
  TableCopier copier(to, gaps);
  for (const auto& entry : fs::recursive_directory_iterator(all)) {
    if (entry.path().extension() != ".sst") continue;
    const std::string name = entry.path().filename().string();
    progress(name);
    fs::remove_all(alone);
    fs::create_directories(alone);
    fs::create_hard_link(entry.path(), alone / name);
    // What has an unreadable block is not listed.
    const auto table = OpenAnew(options, alone);
    if (!table || !HasTable(**table)) {
      report.lost.push_back(fmt::format("what only the table {} had: it is damaged", name));
      continue;
    }
    copier.Copy(**table);
    ++copied;
    has_range_deletions = has_range_deletions || HasRangeDeletions(**table);
  }
  if (has_range_deletions) {
    report.lost.emplace_back(
        "which tags of a retagging that was given up were deleted: 'sholu lexicon retag --all' "
        "makes all of them anew");
  }
  if (copied == 0) return error ? error : core::Error{"none of its tables opens"};
  report.restored.push_back(fmt::format("the list of {} tables", copied));
  report.lost.emplace_back(
      "what only a damaged log had, if one was: the newest commits; items that the crawl was done "
      "with may be fetched again");
  return std::nullopt;
}

}  // namespace

std::optional<core::Error> Salvage(const Options& options, const fs::path& scratch, Database& to,
                                   RepairReport& report,
                                   const std::function<void(std::string_view)>& progress) {
  Gaps gaps{};
  Options reading = options;
  reading.read_only = true;
  if (const auto database = Database::OpenToSalvage(reading)) {
    Copy(**database, to, gaps, progress);
  } else if (auto error = CopyTables(options, to, gaps, scratch, report, progress)) {
    return error;
  }
  for (const auto& [family, name] : kFamiliesToCopy) {
    const std::size_t of_family = gaps[static_cast<std::size_t>(family)];
    if (of_family == 0) continue;
    report.restored.push_back(
        fmt::format("{}: copied around {} unreadable places", name, of_family));
    if (family == Family::kSpaces) {
      report.lost.emplace_back(
          "some of what the crawl had queued, of figures and of kept lexicons");
    }
  }
  to.Sync();
  return std::nullopt;
}

}  // namespace store
