// Documents that were erased, and what must not come back. Include from .cpp files only.
#pragma once

#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "store/database.h"

namespace store {

// SHA-256 (32 bytes) of an identity key: by it an erased document is known again.
std::string HashOfIdentity(std::string_view identity_key);

// All erasures of a database, in memory. Thread-safe.
class Erasures {
 public:
  explicit Erasures(const Database& database);

  // Whether the document of that identity key was erased.
  bool Has(std::string_view identity_key) const;
  bool HasHash(const std::string& key_sha256) const;
  // That which took away a version.
  std::optional<Erasure> Of(DocumentNumber number) const;
  std::vector<Erasure> all() const;  // in order of commits
  // They were written; of equal commits the later one holds.
  void Put(std::vector<Erasure> erasures);

 private:
  mutable std::mutex mutex_;
  std::map<Commit, Erasure> erasures_;
  std::unordered_map<std::string, Commit> by_key_;
  std::unordered_map<DocumentNumber, Commit> by_version_;
};

}  // namespace store
