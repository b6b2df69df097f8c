#include "store/erasures.h"

#include <utility>

#include "core/sha256.h"
#include "store/keys.h"
#include "store/record.h"

namespace store {

std::string HashOfIdentity(std::string_view identity_key) {
  return core::Sha256(identity_key);
}

Erasures::Erasures(const Database& database) {
  std::vector<Erasure> found;
  const auto at = database.Iterate(Family::kCatalog);
  for (at->Seek(kErasurePrefix); at->Valid() && at->key().starts_with(kErasurePrefix); at->Next()) {
    auto erasure = DecodeErasure(at->value().ToStringView());
    if (!erasure) database.Damaged("the record of an erasure is unreadable");
    found.push_back(*std::move(erasure));
  }
  database.Check(at->status());
  Put(std::move(found));
}

bool Erasures::Has(std::string_view identity_key) const {
  {
    const std::lock_guard lock(mutex_);
    if (by_key_.empty()) return false;
  }
  return HasHash(HashOfIdentity(identity_key));
}

bool Erasures::HasHash(const std::string& key_sha256) const {
  const std::lock_guard lock(mutex_);
  return by_key_.contains(key_sha256);
}

std::optional<Erasure> Erasures::Of(DocumentNumber number) const {
  const std::lock_guard lock(mutex_);
  const auto found = by_version_.find(number);
  if (found == by_version_.end()) return std::nullopt;
  return erasures_.at(found->second);
}

std::vector<Erasure> Erasures::all() const {
  const std::lock_guard lock(mutex_);
  std::vector<Erasure> all;
  for (const auto& [commit, erasure] : erasures_) all.push_back(erasure);
  return all;
}

void Erasures::Put(std::vector<Erasure> erasures) {
  const std::lock_guard lock(mutex_);
  for (Erasure& erasure : erasures) {
    by_key_[erasure.key_sha256] = erasure.commit;
    for (const DocumentNumber version : erasure.versions) by_version_[version] = erasure.commit;
    const Commit commit = erasure.commit;
    erasures_.insert_or_assign(commit, std::move(erasure));
  }
}

}  // namespace store
