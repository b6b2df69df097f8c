#include "store/backup.h"

#include <fmt/core.h>
#include <rocksdb/env.h>
#include <rocksdb/utilities/backup_engine.h>

#include <chrono>
#include <utility>

#include "store/database.h"

namespace store {
namespace {

core::Error Explain(const std::filesystem::path& folder, std::string_view what,
                    const rocksdb::Status& status) {
  std::string_view advice;
  if (status.IsNoSpace()) advice = ": free some space and start again";
  return {fmt::format("backup {}: {}: {}{}", folder.string(), what, status.ToString(), advice)};
}

BackupEntry EntryOf(const rocksdb::BackupInfo& info) {
  return {info.backup_id, core::Instant(std::chrono::seconds(info.timestamp)), info.size,
          info.app_metadata};
}

}  // namespace

struct Backups::Impl {
  std::filesystem::path folder;
  std::unique_ptr<rocksdb::BackupEngine> engine;           // unless read only
  std::unique_ptr<rocksdb::BackupEngineReadOnly> reading;  // if read only

  const rocksdb::BackupEngineReadOnlyBase& base() const {
    if (engine) return *engine;
    return *reading;
  }
};

core::Expected<std::unique_ptr<Backups>> Backups::Open(const std::filesystem::path& folder,
                                                       bool read_only) {
  rocksdb::BackupEngineOptions options(folder.string());
  options.max_background_operations = 2;
  auto impl = std::make_unique<Impl>();
  impl->folder = folder;
  rocksdb::Status status;
  if (read_only) {
    rocksdb::BackupEngineReadOnly* opened = nullptr;
    status = rocksdb::BackupEngineReadOnly::Open(options, rocksdb::Env::Default(), &opened);
    impl->reading.reset(opened);
  } else {
    std::error_code code;
    std::filesystem::create_directories(folder, code);
    if (code) {
      return core::Error{
          fmt::format("backup {}: the folder cannot be made: {}", folder.string(), code.message())};
    }
    rocksdb::BackupEngine* opened = nullptr;
    status = rocksdb::BackupEngine::Open(options, rocksdb::Env::Default(), &opened);
    impl->engine.reset(opened);
  }
  if (!status.ok()) return Explain(folder, "it does not open", status);
  return std::unique_ptr<Backups>(new Backups(std::move(impl)));
}

Backups::Backups(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Backups::~Backups() = default;

core::Expected<BackupEntry> Backups::Create(Store& store, const std::string& note,
                                            const std::function<void()>& progress) {
  rocksdb::CreateBackupOptions options;
  options.flush_before_backup = true;
  if (progress) options.progress_callback = progress;
  rocksdb::BackupID number = 0;
  rocksdb::Status status =
      impl_->engine->CreateNewBackupWithMetadata(options, &store.database().db(), note, &number);
  if (!status.ok()) return Explain(impl_->folder, "it was not made", status);
  rocksdb::BackupInfo info;
  status = impl_->engine->GetBackupInfo(number, &info);
  if (!status.ok()) return Explain(impl_->folder, "it cannot be read back", status);
  return EntryOf(info);
}

std::vector<BackupEntry> Backups::list() const {
  std::vector<rocksdb::BackupInfo> infos;
  impl_->base().GetBackupInfo(&infos);
  std::vector<BackupEntry> entries;
  for (const rocksdb::BackupInfo& info : infos) entries.push_back(EntryOf(info));
  return entries;
}

std::vector<std::uint32_t> Backups::unreadable() const {
  std::vector<rocksdb::BackupID> numbers;
  impl_->base().GetCorruptedBackups(&numbers);
  return numbers;
}

core::Expected<bool> Backups::Verify(std::uint32_t number) const {
  const rocksdb::Status status = impl_->base().VerifyBackup(number, /*verify_with_checksum=*/true);
  if (!status.ok()) return Explain(impl_->folder, fmt::format("number {}", number), status);
  return true;
}

core::Expected<bool> Backups::Restore(std::uint32_t number,
                                      const std::filesystem::path& folder) const {
  const rocksdb::Status status =
      impl_->base().RestoreDBFromBackup(number, folder.string(), folder.string());
  if (!status.ok()) {
    return Explain(impl_->folder, fmt::format("number {} cannot be restored", number), status);
  }
  return true;
}

core::Expected<bool> Backups::Keep(std::uint32_t newest) {
  rocksdb::Status status = impl_->engine->PurgeOldBackups(newest);
  if (status.ok()) status = impl_->engine->GarbageCollect();
  if (!status.ok()) return Explain(impl_->folder, "old ones cannot be deleted", status);
  return true;
}

}  // namespace store
