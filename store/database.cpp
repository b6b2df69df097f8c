#include "store/database.h"

#include <fmt/core.h>
#include <rocksdb/cache.h>
#include <rocksdb/env.h>
#include <rocksdb/file_checksum.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/slice_transform.h>
#include <rocksdb/sst_file_reader.h>
#include <rocksdb/table.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <map>
#include <set>
#include <stdexcept>
#include <utility>

#include "store/codec.h"
#include "store/keys.h"
#include "store/merge_operators.h"
#include "store/open_to_read.h"

namespace store {
namespace {

constexpr std::array<const char*, kFamilies> kNames = {
    "default", "documents", "streams", "catalog", "postings", "sketches", "sealed", "spaces"};
constexpr std::string_view kFormatKey = "format";

// The term of a key of postings: all but the segment.
class TermOfKey : public rocksdb::SliceTransform {
 public:
  const char* Name() const override { return "sholu.term.1"; }
  bool InDomain(const rocksdb::Slice& key) const override { return key.size() > kSegmentBytes; }
  rocksdb::Slice Transform(const rocksdb::Slice& key) const override {
    return {key.data(), key.size() - kSegmentBytes};
  }
};

// The spelling of a key of the catalog that leads from one to a word; other keys have none.
class SpellingOfKey : public rocksdb::SliceTransform {
 public:
  const char* Name() const override { return "sholu.spelling.1"; }
  bool InDomain(const rocksdb::Slice& key) const override {
    return key.starts_with(kSpellingPrefix) && End(key) != std::string_view::npos;
  }
  rocksdb::Slice Transform(const rocksdb::Slice& key) const override {
    return {key.data(), End(key) + 1};
  }

 private:
  static std::size_t End(const rocksdb::Slice& key) { return key.ToStringView().find('\0'); }
};

// The space of a key and the first byte behind it, by which spaces tell their kinds of keys apart.
class KindOfKey : public rocksdb::SliceTransform {
 public:
  const char* Name() const override { return "sholu.kind.1"; }
  bool InDomain(const rocksdb::Slice& key) const override { return End(key) < key.size(); }
  rocksdb::Slice Transform(const rocksdb::Slice& key) const override {
    return {key.data(), End(key) + 1};
  }

 private:
  static std::size_t End(const rocksdb::Slice& key) {
    return std::min(key.ToStringView().find('\0'), key.size()) + 1;
  }
};

rocksdb::BlockBasedTableOptions TableOptions(Family family,
                                             const std::shared_ptr<rocksdb::Cache>& cache) {
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = cache;
  table.cache_index_and_filter_blocks = true;
  table.pin_l0_filter_and_index_blocks_in_cache = true;
  table.format_version = 5;
  // Large blocks compress documents well; the others are read at single keys.
  table.block_size =
      family == Family::kDocuments || family == Family::kStreams ? 32u << 10 : 8u << 10;
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  if (family == Family::kPostings) {
    table.data_block_index_type = rocksdb::BlockBasedTableOptions::kDataBlockBinaryAndHash;
    table.block_restart_interval = 4;
  }
  if (family == Family::kSpaces) {
    // Of a file of a million URLs the filter alone is larger than a shard of the cache, which then
    // never holds it: every look-up would read it anew.
    table.index_type = rocksdb::BlockBasedTableOptions::kTwoLevelIndexSearch;
    table.partition_filters = true;
    table.pin_top_level_index_and_filter = true;
  }
  return table;
}

rocksdb::ColumnFamilyOptions FamilyOptions(Family family, const Options& options,
                                           const std::shared_ptr<rocksdb::Cache>& cache) {
  rocksdb::ColumnFamilyOptions result;
  result.table_factory.reset(rocksdb::NewBlockBasedTableFactory(TableOptions(family, cache)));
  result.write_buffer_size = options.write_buffer_bytes;  // the sum of all is what bounds
  result.level_compaction_dynamic_level_bytes = true;
  result.target_file_size_base = 32u << 20;
  result.compression = rocksdb::kLZ4Compression;
  result.bottommost_compression = rocksdb::kZSTD;
  switch (family) {
    case Family::kDocuments:
    case Family::kStreams:
      // One compression for all levels: files with numbers of their own move down as they are.
      result.compression = rocksdb::kZSTD;
      break;
    case Family::kPostings:
      result.merge_operator = PostingsOperator();
      result.prefix_extractor = std::make_shared<TermOfKey>();
      // A group of documents adds thousands of keys, in their order: each is sought from where the
      // one before it went. With range deletions RocksDB's hints must not be used.
      result.memtable_insert_with_hint_prefix_extractor.reset(rocksdb::NewFixedPrefixTransform(0));
      // Most of what a query asks for is of segments that are not written to any more.
      result.memtable_whole_key_filtering = true;
      result.memtable_prefix_bloom_size_ratio = 0.02;
      break;
    case Family::kCatalog:
      result.prefix_extractor = std::make_shared<SpellingOfKey>();
      break;
    case Family::kCounters:
      result.merge_operator = AddOperator();
      break;
    case Family::kSpaces:
      // As for postings: what is written together is of one kind and often close together.
      result.memtable_insert_with_hint_prefix_extractor = std::make_shared<KindOfKey>();
      // Most URLs that a page names are asked for and not there.
      result.memtable_whole_key_filtering = true;
      result.memtable_prefix_bloom_size_ratio = 0.02;
      break;
    case Family::kSealed:  // ciphertext does not compress
      result.compression = result.bottommost_compression = rocksdb::kNoCompression;
      break;
    default:
      break;
  }
  return result;
}

std::vector<rocksdb::ColumnFamilyDescriptor> AllFamilies(
    const Options& options, const std::shared_ptr<rocksdb::Cache>& cache) {
  std::vector<rocksdb::ColumnFamilyDescriptor> families;
  for (std::size_t i = 0; i < kFamilies; ++i) {
    families.emplace_back(kNames[i], FamilyOptions(static_cast<Family>(i), options, cache));
  }
  return families;
}

rocksdb::DBOptions DatabaseOptions(const Options& options) {
  rocksdb::DBOptions result;
  result.allow_concurrent_memtable_write = false;  // there is one writer
  result.create_if_missing = true;
  result.create_missing_column_families = true;
  result.db_write_buffer_size = options.write_buffer_bytes;
  result.max_total_wal_size = options.write_buffer_bytes;
  result.max_background_jobs = 2;
  // A log that ends within a record is what a power loss leaves of what was not synced. Anything
  // else is damage, of which RocksDB's default would say nothing.
  result.wal_recovery_mode = rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
  // A reader keeps all files open, because the writer deletes old ones meanwhile.
  result.max_open_files = options.read_only ? -1 : 512;
  result.max_manifest_file_size = 16u << 20;
  result.info_log_level = rocksdb::WARN_LEVEL;
  result.max_log_file_size = 1u << 20;
  result.keep_log_file_num = 4;
  // Of whole tables, beside those of their blocks: in the manifest.
  result.file_checksum_gen_factory = rocksdb::GetFileChecksumGenCrc32cFactory();
  result.stats_dump_period_sec = 0;
  result.stats_persist_period_sec = 0;
  result.skip_stats_update_on_db_open = true;
  return result;
}

core::Error Explain(const std::filesystem::path& folder, const rocksdb::Status& status) {
  const std::string reason = status.ToString();
  if (reason.find("While lock file") != std::string::npos ||
      reason.find("lock hold by current process") != std::string::npos) {
    return {fmt::format(
        "{}: the store is open in another process, such as a crawl: wait for it or end it first",
        folder.string())};
  }
  const std::string_view advice =
      status.IsCorruption() ? ": 'sholu fsck --repair' takes what is whole, or restore a backup"
                            : "";
  return {fmt::format("{}: the store does not open: {}{}", folder.string(), reason, advice)};
}

core::Error NotAStore(const std::filesystem::path& folder, std::string_view why) {
  return {fmt::format("{}: not a sholu store ({}): choose another folder", folder.string(), why)};
}

// Files that RocksDB makes before CURRENT: what a killed first opening leaves.
bool MadeByRocksDb(const std::string& name) {
  return name == "LOCK" || name == "IDENTITY" || name.starts_with("LOG") ||
         name.starts_with("MANIFEST-") || name.starts_with("OPTIONS-") ||
         name.ends_with(".dbtmp") || name.ends_with(".log");
}

// Compares a table with the checksum that the manifest has of it; one of an older program by
// the checksums of its blocks.
rocksdb::Status Verify(const std::string& path, const rocksdb::LiveFileMetaData& file) {
  const auto factory = rocksdb::GetFileChecksumGenCrc32cFactory();
  const auto sum = factory->CreateFileChecksumGenerator({path, file.file_checksum_func_name});
  if (!sum) {
    rocksdb::SstFileReader reader{rocksdb::Options()};
    const rocksdb::Status status = reader.Open(path);
    return status.ok() ? reader.VerifyChecksum() : status;
  }
  std::ifstream in(path, std::ios::binary);
  std::string block(1u << 20, '\0');
  while (in) {
    in.read(block.data(), static_cast<std::streamsize>(block.size()));
    sum->Update(block.data(), static_cast<std::size_t>(in.gcount()));
  }
  if (!in.eof()) return rocksdb::Status::IOError("it cannot be read");
  sum->Finalize();
  if (sum->GetChecksum() == file.file_checksum) return rocksdb::Status::OK();
  return rocksdb::Status::Corruption("its checksum is another one");
}

bool IsFull(const rocksdb::Status& status) {
  return status.IsNoSpace() || status.ToString().find("No space left") != std::string::npos;
}

// RocksDB ends the process where a table, the manifest or the log runs out of disk in its own
// threads. So nothing is begun without room for what they may have to write: all that is in memory,
// twice.
std::uintmax_t RoomFor(const Options& options) {
  return 2 * options.write_buffer_bytes + (std::uintmax_t{8} << 20);
}

std::optional<core::Error> CheckRoom(const std::filesystem::path& folder, std::uintmax_t bytes) {
  std::error_code code;
  const std::filesystem::space_info space = std::filesystem::space(folder, code);
  if (code || space.available >= bytes) return std::nullopt;
  return core::Error{
      fmt::format("{}: {:.0f} MB of disk space are left, and {:.0f} MB are needed: "
                  "free some space and start again",
                  folder.string(), static_cast<double>(space.available) / 1e6,
                  static_cast<double>(bytes) / 1e6)};
}

// The format of the database in `folder`, read without changing anything: 0 if it holds nothing
// yet. A newer format may name families and operators that must not be opened by this program.
core::Expected<std::uint32_t> FormatOf(const std::filesystem::path& folder) {
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* opened = nullptr;
  rocksdb::Status status =
      OpenToRead(rocksdb::DBOptions(), folder.string(),
                 {{kNames[0], rocksdb::ColumnFamilyOptions()}}, handles, opened);
  if (!status.ok()) return Explain(folder, status);
  const std::unique_ptr<rocksdb::DB> db(opened);
  std::uint32_t format = 0;
  std::optional<core::Error> error;
  std::string value;
  status = db->Get({}, handles[0], kFormatKey, &value);
  if (status.ok()) {
    Reader reader(value);
    format = reader.Varint32();
    if (!reader.ok() || format == 0) error = NotAStore(folder, "its format number is unreadable");
  } else if (status.IsNotFound()) {
    const std::unique_ptr<rocksdb::Iterator> any(db->NewIterator({}, handles[0]));
    any->SeekToFirst();
    if (any->Valid()) error = NotAStore(folder, "another program's RocksDB database");
  } else {
    error = Explain(folder, status);
  }
  db->DestroyColumnFamilyHandle(handles[0]);
  if (error) return *error;
  return format;
}

// Looks at the folder before it is opened. The format of the store there; 0 if one is to be made.
core::Expected<std::uint32_t> Inspect(const Options& options) {
  namespace fs = std::filesystem;
  const fs::path& folder = options.folder;
  std::error_code code;
  if (!fs::exists(folder, code)) {
    if (options.read_only) {
      return core::Error{fmt::format("{}: there is no store: check the path", folder.string())};
    }
    return 0;
  }
  if (!fs::is_directory(folder, code)) return NotAStore(folder, "it is a file");
  if (!fs::exists(folder / "CURRENT", code)) {
    for (const auto& entry : fs::directory_iterator(folder, code)) {
      if (!MadeByRocksDb(entry.path().filename().string())) {
        return NotAStore(folder, "it has other files");
      }
    }
    if (code) return core::Error{fmt::format("{}: {}", folder.string(), code.message())};
    if (options.read_only) return NotAStore(folder, "it is empty");
    return 0;
  }

  const auto format = FormatOf(folder);
  if (!format) return format.error();
  if (*format > kFormat) {
    return core::Error{
        fmt::format("{}: the store has format {}, this program knows up to {}: "
                    "update the program",
                    folder.string(), *format, kFormat)};
  }
  if (*format != 0 && *format < kOldestFormat) {
    return core::Error{fmt::format(
        "{}: the store has format {}, of before the first release: make a new workspace, crawl and "
        "import again",
        folder.string(), *format)};
  }
  if (*format != 0 && *format < kFormat && options.read_only) {
    return core::Error{fmt::format(
        "{}: the store has format {}, of before this program: open it once with a command that "
        "writes, which brings it up to date",
        folder.string(), *format)};
  }
  if (*format != 0) return *format;
  std::vector<std::string> names;
  const rocksdb::Status status =
      rocksdb::DB::ListColumnFamilies(rocksdb::DBOptions(), folder.string(), &names);
  if (!status.ok()) return Explain(folder, status);
  const std::set<std::string> ours(kNames.begin(), kNames.end());
  if (!std::all_of(names.begin(), names.end(),
                   [&](const std::string& name) { return ours.contains(name); })) {
    return NotAStore(folder, "another program's RocksDB database");
  }
  if (options.read_only) return NotAStore(folder, "it holds nothing yet");
  return 0;
}

}  // namespace

core::Expected<std::unique_ptr<Database>> Database::Open(const Options& options) {
  const auto found = Inspect(options);
  if (!found) return found.error();
  std::error_code code;
  if (!options.read_only) std::filesystem::create_directories(options.folder, code);
  if (code) {
    return core::Error{
        fmt::format("{}: the folder cannot be made: {}", options.folder.string(), code.message())};
  }
  if (!options.read_only) {
    if (auto error = CheckRoom(options.folder, RoomFor(options))) return *error;
  }
  return Open(options, DatabaseOptions(options), *found, /*compacts=*/true);
}

core::Expected<std::unique_ptr<Database>> Database::OpenToSalvage(const Options& options) {
  rocksdb::DBOptions of_database = DatabaseOptions(options);
  of_database.wal_recovery_mode = rocksdb::WALRecoveryMode::kSkipAnyCorruptedRecords;
  of_database.max_open_files = 512;  // a table that does not open must not keep the others shut
  // Copied by sequence numbers, which a compaction may take away.
  return Open(options, of_database, kFormat, /*compacts=*/false);
}

core::Expected<std::unique_ptr<Database>> Database::Open(const Options& options,
                                                         const rocksdb::DBOptions& of_database,
                                                         std::uint32_t found, bool compacts) {
  std::vector<rocksdb::ColumnFamilyDescriptor> families =
      AllFamilies(options, rocksdb::NewLRUCache(options.cache_bytes));
  const std::string folder = options.folder.string();
  const auto as_of_now = families;
  for (rocksdb::ColumnFamilyDescriptor& family : families) {
    family.options.disable_auto_compactions = !compacts;
  }
  // Blocks of an older format are no operands of today's operator: they are cleared, never joined.
  if (found != 0 && found < kIndexFormat) {
    families[static_cast<std::size_t>(Family::kPostings)].options.disable_auto_compactions = true;
  }
  std::unique_ptr<Database> database(new Database(folder, options.read_only));
  database->room_ = RoomFor(options);
  rocksdb::DB* opened = nullptr;
  rocksdb::Status status;
  if (options.read_only) {
    status = OpenToRead(of_database, folder, families, database->handles_, opened);
  } else {
    status = rocksdb::DB::Open(of_database, folder, families, &database->handles_, &opened);
  }
  if (!status.ok()) return Explain(options.folder, status);
  database->db_.reset(opened);
  database->families_ = as_of_now;

  if (found == 0) {
    database->WriteFormat();
  } else {
    database->format_ = found;
  }
  return database;
}

void Database::WriteFormat() {
  std::string format;
  AppendVarint(format, kFormat);
  rocksdb::WriteOptions write;
  write.sync = true;
  Check(db_->Put(write, handle(Family::kCounters), kFormatKey, format));
  // Flushed, lest this one key keep the first log alive for ever.
  Check(db_->Flush({}, handle(Family::kCounters)));
  format_ = kFormat;
}

void Database::Clear(Family family) {
  rocksdb::ColumnFamilyHandle*& place = handles_[static_cast<std::size_t>(family)];
  Check(db_->DropColumnFamily(place));
  Check(db_->DestroyColumnFamilyHandle(place));
  place = nullptr;
  Check(db_->CreateColumnFamily(families_[static_cast<std::size_t>(family)].options,
                                families_[static_cast<std::size_t>(family)].name, &place));
}

Database::~Database() {
  if (!db_) return;
  if (failed_) {
    // RocksDB ends the process if a file is flushed or closed on which a write failed before. The
    // system closes it; the next opening replays the log.
    static_cast<void>(db_.release());
    return;
  }
  // An error here loses nothing: the log still has it.
  if (!read_only_) static_cast<void>(db_->Flush({}, handles_));
  for (rocksdb::ColumnFamilyHandle* handle : handles_) {
    if (handle == nullptr) continue;
    static_cast<void>(db_->DestroyColumnFamilyHandle(handle));
  }
  static_cast<void>(db_->Close());
}

Database::Snapshot Database::TakeSnapshot() const {
  return {db_->GetSnapshot(),
          [db = db_.get()](const rocksdb::Snapshot* snapshot) { db->ReleaseSnapshot(snapshot); }};
}

std::optional<std::string> Database::Get(Family family, std::string_view key,
                                         const Snapshot& snapshot) const {
  rocksdb::ReadOptions read;
  read.snapshot = snapshot.get();
  std::string value;
  const rocksdb::Status status = db_->Get(read, handle(family), key, &value);
  if (status.IsNotFound()) return std::nullopt;
  Check(status);
  return value;
}

std::vector<bool> Database::MultiGet(Family family, std::span<const rocksdb::Slice> keys,
                                     std::vector<rocksdb::PinnableSlice>& values,
                                     const Snapshot& snapshot) const {
  rocksdb::ReadOptions read;
  read.snapshot = snapshot.get();
  std::vector<rocksdb::Status> statuses(keys.size());
  values.clear();
  values.resize(keys.size());
  db_->MultiGet(read, handle(family), keys.size(), keys.data(), values.data(), statuses.data());
  std::vector<bool> found(keys.size());
  for (std::size_t i = 0; i < statuses.size(); ++i) {
    found[i] = !statuses[i].IsNotFound();
    if (found[i]) Check(statuses[i]);
  }
  return found;
}

std::unique_ptr<rocksdb::Iterator> Database::Iterate(Family family, const Snapshot& snapshot,
                                                     const rocksdb::Slice* end) const {
  rocksdb::ReadOptions read;
  read.snapshot = snapshot.get();
  read.iterate_upper_bound = end;
  read.total_order_seek = true;
  return std::unique_ptr<rocksdb::Iterator>(db_->NewIterator(read, handle(family)));
}

std::unique_ptr<rocksdb::Iterator> Database::IterateOnce(Family family,
                                                         const Snapshot& snapshot) const {
  rocksdb::ReadOptions read;
  read.snapshot = snapshot.get();
  read.total_order_seek = true;
  read.fill_cache = false;
  return std::unique_ptr<rocksdb::Iterator>(db_->NewIterator(read, handle(family)));
}

std::unique_ptr<rocksdb::Iterator> Database::IterateTerm(Family family,
                                                         const Snapshot& snapshot) const {
  rocksdb::ReadOptions read;
  read.snapshot = snapshot.get();
  read.prefix_same_as_start = true;
  return std::unique_ptr<rocksdb::Iterator>(db_->NewIterator(read, handle(family)));
}

void Database::Write(rocksdb::WriteBatch& batch) {
  CheckWrite([&] { return db_->Write({}, &batch); });
}

void Database::Sync() {
  CheckWrite([&] { return db_->SyncWAL(); });
}

void Database::RequireRoom(std::uintmax_t bytes) const {
  if (const auto error = CheckRoom(folder_, room_ + bytes)) {
    throw std::runtime_error(error->message);
  }
}

void Database::CheckWrite(const std::function<rocksdb::Status()>& write) {
  if (failed_) throw std::runtime_error(fmt::format("{}: the store failed before", folder_));
  RequireRoom(0);
  const rocksdb::Status status = write();
  if (!status.ok()) failed_ = true;
  Check(status);
}

std::vector<std::string> Database::DamagedTables() const {
  // Tables that go meanwhile are no damage: a writer keeps them until this is done, and a reader
  // has them open, so that one that another process deleted since was there.
  if (!read_only_) Check(db_->DisableFileDeletions());
  std::vector<rocksdb::LiveFileMetaData> files;
  db_->GetLiveFilesMetaData(&files);
  std::vector<std::string> damaged;
  for (const rocksdb::LiveFileMetaData& file : files) {
    const std::string path = file.db_path + file.name;
    const rocksdb::Status status = Verify(path, file);
    if (status.ok() || (read_only_ && !std::filesystem::exists(path))) continue;
    damaged.push_back(fmt::format("{}: it is damaged ({}): {}", path, file.column_family_name,
                                  status.ToString()));
  }
  if (!read_only_) Check(db_->EnableFileDeletions(/*force=*/false));
  return damaged;
}

bool Database::IsDamage(const core::Error& error) {
  return error.message.find("Corruption") != std::string::npos ||
         error.message.find("No such file") != std::string::npos;
}

std::optional<core::Error> Database::RepairManifest(const Options& options) {
  const auto cache = rocksdb::NewLRUCache(options.cache_bytes);
  const rocksdb::Status status = rocksdb::RepairDB(
      options.folder.string(), DatabaseOptions(options), AllFamilies(options, cache));
  if (!status.ok()) return Explain(options.folder, status);
  return std::nullopt;
}

void Database::Rewrite(Family family) {
  rocksdb::CompactRangeOptions all;
  all.bottommost_level_compaction = rocksdb::BottommostLevelCompaction::kForce;
  Check(db_->Flush({}, handle(family)));
  Check(db_->CompactRange(all, handle(family), nullptr, nullptr));
}

void Database::Purge(std::span<const DocumentNumber> numbers,
                     const std::function<void(double)>& progress) {
  // One family after the other is written anew beside what there is of it.
  std::vector<rocksdb::LiveFileMetaData> files;
  db_->GetLiveFilesMetaData(&files);
  std::map<std::string, std::uintmax_t> bytes;
  for (const auto& file : files) bytes[file.column_family_name] += file.size;
  std::uintmax_t most = 0;
  for (const auto& [family, size] : bytes) most = std::max(most, size);
  RequireRoom(most);
  // What the log still has goes with it.
  Check(db_->Flush({}, handles_));
  rocksdb::CompactRangeOptions all;
  all.bottommost_level_compaction = rocksdb::BottommostLevelCompaction::kForce;
  for (std::size_t i = 0; i < kFamilies; ++i) {
    const auto family = static_cast<Family>(i);
    if (family == Family::kDocuments || family == Family::kStreams) {
      // Here the records of a document lie in one place, and most files have none.
      for (const DocumentNumber number : numbers) {
        const std::string key = NumberKeyOf(number);
        const rocksdb::Slice range(key);
        Check(db_->CompactRange(all, handle(family), &range, &range));
      }
    } else {
      Rewrite(family);
    }
    if (progress) progress(static_cast<double>(i + 1) / kFamilies);
  }
  // Files that nothing needs any more are deleted now, not some time later.
  Check(db_->DisableFileDeletions());
  Check(db_->EnableFileDeletions(/*force=*/true));
}

void Database::Check(const rocksdb::Status& status) const {
  if (status.ok()) return;
  if (status.IsIOError()) failed_ = true;
  throw std::runtime_error(fmt::format("{}: the store failed: {}{}", folder_, status.ToString(),
                                       IsFull(status) ? "; free some space and start again" : ""));
}

void Database::Damaged(std::string_view what) const {
  throw std::runtime_error(
      fmt::format("{}: the store is damaged: {}: restore it from a backup", folder_, what));
}

}  // namespace store
