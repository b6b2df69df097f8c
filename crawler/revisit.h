// When a page that lists others is worth the next visit, judged by what its visits found.
#pragma once

#include <chrono>
#include <cstdint>

namespace crawler {

// New items seen on one page over a time of watching, older times counting less and less.
struct ObservedRate {
  double items = 0;
  double seconds = 0;
};

// What is known after a visit that found `found` new items, `since` after the one before it. The
// time before a page's first visit tells nothing: that one is not observed.
ObservedRate Observe(const ObservedRate& before, std::chrono::seconds since, std::uint64_t found);

struct RevisitOptions {
  std::chrono::seconds freshness{600};  // a new item should be found within
  std::chrono::seconds shortest{120};   // between two visits of one page
  std::chrono::seconds longest{6 * 3600};
  double visits_per_item = 100;  // what a page that is seldom new may cost
};

// Half of the mean gap between items of a Poisson process with that rate (so that a busy page is
// seen before its items scroll away), at most what keeps `freshness`; longer for a page so seldom
// new that this would cost more than `visits_per_item`. The rate is the mean of a Gamma posterior
// with a prior of one item in an hour, as a page not yet watched has no rate (after Cho and
// Garcia-Molina, "Estimating frequency of change", 2003).
std::chrono::seconds RevisitAfter(const ObservedRate& rate, const RevisitOptions& options);

}  // namespace crawler
