// The near-duplicate group that a new document joins. Include from .cpp files only.
#pragma once

#include <optional>

#include "store/database.h"
#include "store/prepared.h"

namespace store {

// The group of the live document most similar to `prepared` (ties: the smallest number), nullopt
// if none reaches `threshold`. `superseded`, the version that the new one replaces, does not count.
std::optional<DocumentNumber> FindGroup(const Database& database, const PreparedDocument& prepared,
                                        std::optional<DocumentNumber> superseded, double threshold);

// Adds the document to its bands.
void AddToBands(const Database& database, const BandHashes& bands, DocumentNumber number,
                rocksdb::WriteBatch& batch);

}  // namespace store
