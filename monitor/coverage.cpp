#include "monitor/coverage.h"

#include <algorithm>

namespace monitor {
namespace {

using Outlet = Background::Outlet;
using std::chrono::days;

constexpr std::string_view kMedia = "media/";  // before the id of an outlet

const Outlet* Find(const std::vector<Outlet>& outlets, std::string_view key) {
  if (!key.starts_with(kMedia)) return nullptr;
  key.remove_prefix(kMedia.size());
  const auto found = std::find_if(outlets.begin(), outlets.end(),
                                  [&](const Outlet& outlet) { return outlet.id == key; });
  return found == outlets.end() ? nullptr : &*found;
}

}  // namespace

void Coverage::Mark(std::vector<bool>& marked, core::Day day) const {
  marked.resize(static_cast<std::size_t>((period_.to - period_.from).count()) + 1);
  marked[static_cast<std::size_t>((day - period_.from).count())] = true;
}

void Coverage::Add(std::string_view source, core::Day day) {
  auto found = uses_.find(source);
  if (found == uses_.end()) found = uses_.emplace(source, Use{}).first;
  ++found->second.items;
  last_ = std::max(last_, day);
  Mark(found->second.days, day);
}

std::vector<Gap> Coverage::GapsOf(const std::vector<bool>& marked, core::Day last_day) const {
  std::vector<Gap> gaps;
  const auto end = std::min(marked.size(),
                            static_cast<std::size_t>((last_day - period_.from + days(1)).count()));
  for (std::size_t at = 0; at < end; ++at) {
    if (marked[at]) continue;
    const std::size_t begin = at;
    while (at + 1 < end && !marked[at + 1]) ++at;
    gaps.push_back({period_.from + days(begin), period_.from + days(at)});
  }
  return gaps;
}

std::vector<SourceUse> Coverage::Sources(const std::vector<Outlet>& outlets,
                                         core::Day last_day) const {
  std::vector<SourceUse> sources;
  for (const auto& [key, use] : uses_) {
    SourceUse source;
    source.key = key;
    source.name = key.substr(key.find('/') + 1);
    if (const Outlet* outlet = Find(outlets, key)) {
      source.name = outlet->name;
      source.region = outlet->region;
      source.owner = outlet->owner;
    }
    source.corpus = use.items;
    const auto first = std::find(use.days.begin(), use.days.end(), true) - use.days.begin();
    const auto last = std::find(use.days.rbegin(), use.days.rend(), true) - use.days.rbegin();
    source.first = period_.from + days(first);
    source.last = period_.to - days(last);
    const std::vector<Gap> gaps = GapsOf(use.days, last_day);
    const auto longest = std::max_element(
        gaps.begin(), gaps.end(), [](const Gap& a, const Gap& b) { return a.days() < b.days(); });
    if (longest != gaps.end()) source.longest_gap = *longest;
    sources.push_back(std::move(source));
  }
  return sources;
}

std::vector<Outlet> Coverage::Silent(const std::vector<Outlet>& outlets, bool open_only) const {
  std::vector<Outlet> silent;
  for (const Outlet& outlet : outlets) {
    if (open_only && !outlet.open) continue;
    if (!uses_.contains(std::string(kMedia) + outlet.id)) silent.push_back(outlet);
  }
  return silent;
}

std::vector<Gap> Coverage::Gaps(long least_days, core::Day last_day) const {
  std::vector<bool> any;
  for (const auto& [key, use] : uses_) {
    any.resize(use.days.size());
    for (std::size_t i = 0; i < any.size(); ++i) any[i] = any[i] || use.days[i];
  }
  std::vector<Gap> gaps = GapsOf(any, last_day);
  std::erase_if(gaps, [least_days](const Gap& gap) { return gap.days() < least_days; });
  return gaps;
}

}  // namespace monitor
