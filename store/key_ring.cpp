#include "store/key_ring.h"

#include <fmt/core.h>

#include <filesystem>
#include <stdexcept>

#include "store/codec.h"
#include "store/keys.h"

namespace store {
namespace {

// Beside it, once a master key was replaced: the key that originals are hashed with, wrapped.
constexpr std::string_view kHashingKey = "hashing";

std::filesystem::path NextOf(const Options& options) {
  return options.key_file.string() + ".next";
}

}  // namespace

core::Expected<std::optional<MasterKey>> LoadMasterKey(Database& database, const Options& options) {
  const auto known = database.Get(Family::kCounters, kSealingKey);
  if (options.key_file.empty() || (options.read_only && !known)) return std::optional<MasterKey>();
  // A new key in the place of a lost one would leave the sealed originals shut, and unnoticed.
  auto key =
      MasterKey::Load(options.key_file, known ? KeyFile::kMustExist : KeyFile::kMakeIfMissing);
  if (known && (!key || *known != key->fingerprint()) && std::filesystem::exists(NextOf(options))) {
    const auto next = MasterKey::Load(NextOf(options), KeyFile::kMustExist);
    if (next && *known == next->fingerprint()) {
      if (!options.read_only) {
        const auto replaced = ReplaceKeyFile(options.key_file, NextOf(options),
                                             key ? key->fingerprint() : std::string(4, '\0'));
        if (!replaced) return replaced.error();
      }
      key = *next;
    }
  }
  if (!key) return key.error();
  if (known && *known != key->fingerprint()) {
    return core::Error{fmt::format("key file {}: not the key that {} was sealed with: restore that",
                                   options.key_file.string(), options.folder.string())};
  }
  MasterKey master = *key;
  if (const auto hashing = database.Get(Family::kCounters, kHashingKey);
      hashing && !master.UseHashing(*hashing)) {
    database.Damaged("the key that originals are hashed with is unreadable");
  }
  if (!known) {
    rocksdb::WriteBatch batch;
    database.Check(
        batch.Put(database.handle(Family::kCounters), kSealingKey, master.fingerprint()));
    database.Write(batch);
    database.Sync();
  }
  return std::optional<MasterKey>(master);
}

core::Expected<std::uint64_t> RotateMasterKey(Database& database, const Options& options,
                                              MasterKey& master) {
  auto next = MasterKey::Load(NextOf(options), KeyFile::kMakeIfMissing);
  if (!next) return next.error();
  rocksdb::WriteBatch batch;
  rocksdb::ColumnFamilyHandle* sealed = database.handle(Family::kSealed);
  const std::string prefix = SealedKeyKeyOf(0).substr(0, 1);
  std::uint64_t keys = 0;
  const auto at = database.Iterate(Family::kSealed);
  for (at->Seek(prefix); at->Valid() && at->key().starts_with(prefix); at->Next()) {
    const auto number = FixedAt<DocumentNumber>(at->key().ToStringView().substr(prefix.size()));
    const auto wrapped = master.Rewrap(at->value().ToStringView(), number, *next);
    if (!wrapped) {
      return core::Error{fmt::format(
          "document {}: the key of its original is damaged: restore it from a backup", number)};
    }
    database.Check(batch.Put(sealed, at->key(), *wrapped));
    ++keys;
  }
  database.Check(at->status());
  rocksdb::ColumnFamilyHandle* family = database.handle(Family::kCounters);
  const std::string hashing = master.WrapHashingFor(*next);
  database.Check(batch.Put(family, kSealingKey, next->fingerprint()));
  database.Check(batch.Put(family, kHashingKey, hashing));
  // From here on the new key is the one, whatever happens: see LoadMasterKey.
  database.Write(batch);
  database.Sync();
  const auto replaced = ReplaceKeyFile(options.key_file, NextOf(options), master.fingerprint());
  if (!replaced) return replaced.error();
  master = *next;
  if (!master.UseHashing(hashing)) throw std::logic_error("a key does not open what it closed");
  database.Rewrite(Family::kSealed);  // what was wrapped under the old key goes
  return keys;
}

}  // namespace store
