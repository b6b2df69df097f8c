// Counting of items and incidents by key, in memory that grows with incidents and not with items.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>

#include "monitor/summary.h"
#include "store/store.h"

namespace monitor {

class Breakdown {
 public:
  // Counts an item of the period under `key`; true if it is the first of its incident there.
  bool Add(std::string_view key, const store::Header& header);
  // Counts an item of the period before.
  void AddBefore(std::string_view key, const store::Header& header);
  // Counts an item of the corpus, whatever its scope; of the period or of the one before.
  void AddToCorpus(std::string_view key);
  void AddToCorpusBefore(std::string_view key);

  // Every key that was counted in the scope, in either period, with all items of the corpus under
  // it.
  Rows Scoped() const;
  // The same, with these for the corpus of every row.
  Rows Of(std::uint64_t corpus, std::uint64_t corpus_before) const;
  // The row of one key, zero if it was never counted.
  Row Of(std::string_view key) const;

 private:
  enum class Column : std::uint8_t { kAll, kMedia, kAppeals, kBefore };
  struct Entry {
    std::uint32_t index = 0;
    Row row;
  };

  Entry& At(std::string_view key);
  bool Count(Entry& entry, Column column, const store::Header& header);

  std::map<std::string, Entry, std::less<>> entries_;
  std::unordered_set<std::uint64_t> seen_;  // index of the key, column, group
};

}  // namespace monitor
