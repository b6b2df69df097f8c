#include "store/open_to_read.h"

#include <rocksdb/env.h>

#include <chrono>
#include <cstdarg>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <system_error>
#include <thread>
#include <utility>

namespace store {
namespace {

// RocksDB logs into the folder even when it only reads.
class SilentLogger : public rocksdb::Logger {
 public:
  using rocksdb::Logger::Logv;
  void Logv(const char* /*format*/, va_list /*arguments*/) override {}
};

// Which manifest is in use, and how long it is: another one after each flush and compaction.
std::pair<std::string, std::uintmax_t> ManifestOf(const std::filesystem::path& folder) {
  std::ifstream current(folder / "CURRENT");
  std::string name;
  std::getline(current, name);
  std::error_code missing;
  const std::uintmax_t bytes = std::filesystem::file_size(folder / name, missing);
  return {std::move(name), missing ? 0 : bytes};
}

}  // namespace

rocksdb::Status OpenToRead(rocksdb::DBOptions options, const std::string& folder,
                           const std::vector<rocksdb::ColumnFamilyDescriptor>& families,
                           std::vector<rocksdb::ColumnFamilyHandle*>& handles, rocksdb::DB*& db) {
  constexpr int kAttempts = 100;
  constexpr std::chrono::milliseconds kPause{10};
  options.info_log = std::make_shared<SilentLogger>();
  rocksdb::Status status;
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    const auto before = ManifestOf(folder);
    status = rocksdb::DB::OpenForReadOnly(options, folder, families, &handles, &db);
    const bool same = ManifestOf(folder) == before;
    if (same) return status;
    if (status.ok()) {
      for (rocksdb::ColumnFamilyHandle* handle : handles) db->DestroyColumnFamilyHandle(handle);
      handles.clear();
      delete std::exchange(db, nullptr);
      status = rocksdb::Status::TryAgain("it is being written faster than it can be opened");
    }
    std::this_thread::sleep_for(kPause);
  }
  return status;
}

}  // namespace store
