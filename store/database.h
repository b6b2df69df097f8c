// The RocksDB database beneath the store: its families, options and errors. Include from .cpp files
// only.
#pragma once

#include <rocksdb/db.h>

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/expected.h"
#include "store/store.h"

namespace store {

enum class Family : std::uint8_t {
  kCounters,  // RocksDB's "default": counters, and the format
  kDocuments,
  kStreams,
  kCatalog,
  kPostings,
  kSketches,
  kSealed,
  kSpaces,
};
inline constexpr std::size_t kFamilies = 8;

// Version of the grammars in FORMAT.md.
inline constexpr std::uint32_t kFormat = 5;
// The first one with today's postings.
inline constexpr std::uint32_t kIndexFormat = 4;
// The oldest one that can be brought up to date: store/upgrade.h.
inline constexpr std::uint32_t kOldestFormat = 3;

// Thread-safe. Where no error is returned, a failing database throws std::runtime_error.
class Database {
 public:
  // What has an older format is opened as it is, and only to be written.
  static core::Expected<std::unique_ptr<Database>> Open(const Options& options);
  // Opens what is damaged, to read what is whole of tables and logs. With read_only nothing in the
  // folder changes; without it families that RepairManifest found no table of are made.
  static core::Expected<std::unique_ptr<Database>> OpenToSalvage(const Options& options);
  // A writer leaves everything in table files, so that the next opening has no log to replay.
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  rocksdb::ColumnFamilyHandle* handle(Family family) const {
    return handles_[static_cast<std::size_t>(family)];
  }
  rocksdb::DB& db() const { return *db_; }
  bool read_only() const { return read_only_; }
  // The format of what was opened; kFormat if there was nothing.
  std::uint32_t format() const { return format_; }
  // Says, durably, that all is in kFormat now.
  void WriteFormat();
  // Takes everything out of a family that has options of its own. No iterator may be at it.
  void Clear(Family family);

  using Snapshot = std::shared_ptr<const rocksdb::Snapshot>;
  Snapshot TakeSnapshot() const;

  // Without a snapshot all of these see the latest state; iterators that of their making. Keys from
  // `end` on are not looked at; the caller keeps `end` alive as long as the iterator.
  std::optional<std::string> Get(Family family, std::string_view key,
                                 const Snapshot& snapshot = nullptr) const;
  // The values of `keys`, in their order; those that are not there stay empty. Gives which are.
  std::vector<bool> MultiGet(Family family, std::span<const rocksdb::Slice> keys,
                             std::vector<rocksdb::PinnableSlice>& values,
                             const Snapshot& snapshot = nullptr) const;
  std::unique_ptr<rocksdb::Iterator> Iterate(Family family, const Snapshot& snapshot = nullptr,
                                             const rocksdb::Slice* end = nullptr) const;
  // The same over records that are read once: they take no place in the cache.
  std::unique_ptr<rocksdb::Iterator> IterateOnce(Family family, const Snapshot& snapshot) const;
  // Looks for the keys of one term of the postings, or of one spelling of the catalog, and passes
  // over files that have none: ends with the term that was sought.
  std::unique_ptr<rocksdb::Iterator> IterateTerm(Family family,
                                                 const Snapshot& snapshot = nullptr) const;

  void Write(rocksdb::WriteBatch& batch);
  void Sync();
  // Writes all files anew that may have deleted records of these documents.
  void Purge(std::span<const DocumentNumber> numbers, const std::function<void(double)>& progress);

  // Reads every byte of every table; a line for each damaged one, which names it.
  std::vector<std::string> DamagedTables() const;
  // Whether an error of Open says that something is damaged.
  static bool IsDamage(const core::Error& error);
  // Makes the list of tables anew, from the tables and the logs that there are.
  static std::optional<core::Error> RepairManifest(const Options& options);

  // Writes all files of a family anew, without what was deleted.
  void Rewrite(Family family);

  // Throws if `status` is not ok.
  void Check(const rocksdb::Status& status) const;
  // Throws: a record cannot be read.
  [[noreturn]] void Damaged(std::string_view what) const;

 private:
  // Throws if there is less disk space than so many bytes beside what is kept free.
  void RequireRoom(std::uintmax_t bytes) const;
  void CheckWrite(const std::function<rocksdb::Status()>& write);
  static core::Expected<std::unique_ptr<Database>> Open(const Options& options,
                                                        const rocksdb::DBOptions& of_database,
                                                        std::uint32_t found, bool compacts);

  Database(std::string folder, bool read_only)
      : folder_(std::move(folder)), read_only_(read_only) {}

  std::string folder_;
  bool read_only_;
  std::uint32_t format_ = kFormat;
  std::uintmax_t room_ = 0;  // kept free on the disk
  // A write failed, so that RocksDB must not be asked to write, or to close, any more.
  mutable std::atomic<bool> failed_ = false;
  std::unique_ptr<rocksdb::DB> db_;
  std::vector<rocksdb::ColumnFamilyDescriptor> families_;
  std::vector<rocksdb::ColumnFamilyHandle*> handles_;  // in the order of Family
};

}  // namespace store
