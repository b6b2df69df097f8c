#include "crawler/revisit.h"

#include <algorithm>
#include <cmath>

namespace crawler {
namespace {

// Long enough to see weekends as weekends and not as the end of a page.
constexpr double kMemorySeconds = 14 * 86400.0;
constexpr double kPriorItems = 1, kPriorSeconds = 3600;
// Of `freshness`, what a visit itself may take: its turn at the host, the page, then the item.
constexpr double kReserve = 0.1;

}  // namespace

ObservedRate Observe(const ObservedRate& before, std::chrono::seconds since, std::uint64_t found) {
  const auto watched = static_cast<double>(std::max<std::int64_t>(since.count(), 0));
  const double kept = std::exp(-watched / kMemorySeconds);
  return {before.items * kept + static_cast<double>(found), before.seconds * kept + watched};
}

std::chrono::seconds RevisitAfter(const ObservedRate& rate, const RevisitOptions& options) {
  const double gap = (rate.seconds + kPriorSeconds) / (rate.items + kPriorItems);
  const double fresh = static_cast<double>(options.freshness.count()) * (1 - kReserve);
  const double wanted = std::max(std::min(gap / 2, fresh), gap / options.visits_per_item);
  const auto seconds = std::chrono::seconds(static_cast<std::int64_t>(std::min(wanted, 1e9)));
  return std::clamp(seconds, options.shortest, std::max(options.shortest, options.longest));
}

}  // namespace crawler
