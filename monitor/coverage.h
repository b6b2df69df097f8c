// What the sources gave day by day, and where they were silent.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "monitor/period.h"
#include "monitor/summary.h"

namespace monitor {

class Coverage {
 public:
  explicit Coverage(const core::Period& period)
      : period_(period), last_(period.from - std::chrono::days(1)) {}

  // An item of `source` ("media/dala") on a day of the period.
  void Add(std::string_view source, core::Day day);

  // The last day on which any source gave something; that before the period if none did.
  core::Day LastDay() const { return last_; }
  // Every source that gave something, in order of key. Gaps are told up to `last_day`.
  std::vector<SourceUse> Sources(const std::vector<Background::Outlet>& outlets,
                                 core::Day last_day) const;
  // The outlets that gave nothing, in their order.
  std::vector<Background::Outlet> Silent(const std::vector<Background::Outlet>& outlets,
                                         bool open_only) const;
  // Stretches of `least_days` or more on which no source gave anything, up to `last_day`, in order.
  // None if nothing was given at all.
  std::vector<Gap> Gaps(long least_days, core::Day last_day) const;

 private:
  struct Use {
    std::uint64_t items = 0;
    std::vector<bool> days;  // of the period
  };

  std::vector<Gap> GapsOf(const std::vector<bool>& days, core::Day last_day) const;
  void Mark(std::vector<bool>& days, core::Day day) const;

  core::Period period_;
  core::Day last_;
  std::map<std::string, Use, std::less<>> uses_;
};

}  // namespace monitor
