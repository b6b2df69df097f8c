#include "monitor/statistics.h"

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <cmath>
#include <numeric>

namespace monitor {

double GrowthPValue(std::uint64_t now, std::uint64_t before, double exposure_now,
                    double exposure_before) {
  if (now == 0 || exposure_now <= 0 || exposure_before <= 0) return 1;
  const boost::math::binomial_distribution<double> given_total(
      static_cast<double>(now + before), exposure_now / (exposure_now + exposure_before));
  // P(X > now - 1)
  return boost::math::cdf(boost::math::complement(given_total, static_cast<double>(now) - 1));
}

std::vector<double> AdjustForManyTests(std::span<const double> p_values) {
  std::vector<std::size_t> order(p_values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return p_values[a] < p_values[b]; });
  std::vector<double> adjusted(p_values.size());
  double least = 1;
  for (std::size_t rank = order.size(); rank > 0; --rank) {
    const std::size_t test = order[rank - 1];
    least = std::min(
        least, p_values[test] * static_cast<double>(order.size()) / static_cast<double>(rank));
    adjusted[test] = least;
  }
  return adjusted;
}

Interval WilsonInterval(std::uint64_t hits, std::uint64_t trials) {
  if (trials == 0) return {};
  constexpr double kZ = 1.959963984540054;  // of the normal distribution: 0.975 lie below
  const double n = static_cast<double>(trials);
  const double share = static_cast<double>(hits) / n;
  const double scale = 1 + kZ * kZ / n;
  const double middle = share + kZ * kZ / (2 * n);
  const double reach = kZ * std::sqrt(share * (1 - share) / n + kZ * kZ / (4 * n * n));
  // The bounds of none and of all are exact.
  return {hits == 0 ? 0 : (middle - reach) / scale, hits == trials ? 1 : (middle + reach) / scale};
}

}  // namespace monitor
