// Clearing what erased documents leave in files.
#pragma once

#include <cstddef>
#include <memory>

#include "config/settings.h"
#include "store/store.h"

namespace app {

// If something was erased and not cleared yet: removes the feeds of alerts (none are named by an
// empty folder of feeds), overwrites the archived records of it and writes the files of the store
// anew, which is closed and opened for it. Gives how many erasures that were. `quiet`: without a
// progress bar. Throws Failure; what is left is done by the next call.
std::size_t ClearErased(const config::Settings& settings, std::unique_ptr<store::Store>& store,
                        bool quiet);

}  // namespace app
