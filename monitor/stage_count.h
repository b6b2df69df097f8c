// Counting of incidents by the furthest stage that any of their items tells of.
#pragma once

#include <unordered_map>

#include "core/tag.h"
#include "monitor/summary.h"
#include "store/store.h"

namespace monitor {

class StageCount {
 public:
  // Counts an item of the period.
  void Add(const store::Header& header);
  // Counts an item of the period before.
  void AddBefore(const store::Header& header);

  // Every stage that an incident has come to in either period; an incident stands, with all its
  // items, under one stage of each period, so that the rows add up to the totals.
  Rows Of(std::uint64_t corpus, std::uint64_t corpus_before) const;

 private:
  struct Incident {
    core::Context furthest = core::Context::kNone;
    std::uint64_t items = 0, media = 0, appeals = 0;

    void Add(const store::Header& header);
  };
  using Incidents = std::unordered_map<store::DocumentNumber, Incident>;  // by group

  Incidents now_, before_;
};

}  // namespace monitor
