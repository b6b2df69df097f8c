// The master key of a database: which one it is, and how another takes its place. Include from .cpp
// files only.
#pragma once

#include <optional>
#include <string_view>

#include "core/expected.h"
#include "store/database.h"
#include "store/seal.h"

namespace store {

// In family "default": whose seals these are.
inline constexpr std::string_view kSealingKey = "sealing";

// The key of the key file, checked to be the one that the originals were sealed with. Finishes a
// rotation that was interrupted. Nothing if no key file is configured, or none was ever needed.
core::Expected<std::optional<MasterKey>> LoadMasterKey(Database& database, const Options& options);

// Wraps the keys of all originals under a new master key, which takes the place of `master` and of
// the key file. Gives how many keys those were. An interrupted one is finished by LoadMasterKey or
// begun anew.
core::Expected<std::uint64_t> RotateMasterKey(Database& database, const Options& options,
                                              MasterKey& master);

}  // namespace store
