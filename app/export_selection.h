// Which documents an export has, as of one commit.
#pragma once

#include <cstdint>
#include <vector>

#include "core/expected.h"
#include "store/store.h"

namespace app {

struct ExportSelection {
  struct Item {
    store::DocumentNumber number = 0, group = 0;
  };
  std::vector<Item> items;     // in order of number
  std::uint64_t closed = 0;    // not from an open source (Rules, para 14): appeals, too
  std::uint64_t left_out = 0;  // appeals that were not wanted
  store::Commit commit = 0;    // as of which all this is so
};

// The documents that `root` and `filter` find at the filter's commit; absent: the last one.
ExportSelection SelectForExport(const store::Store& store, const store::QueryNode& root,
                                const store::Filter& filter, bool appeals = true);

}  // namespace app
