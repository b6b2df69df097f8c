// Whether counts grew more than chance allows, and how sure a share is.
//
// Growth of a count: the conditional test of two Poisson rates, J. Przyborowski and H. Wilenski,
// "Homogeneity of Results in Testing Samples from Poisson Series", Biometrika 31 (1940), 313-323:
// given the total of both periods, the count of the later one is binomial. Many tests at once:
// Y. Benjamini and Y. Hochberg, "Controlling the False Discovery Rate", Journal of the Royal
// Statistical Society B 57 (1995), 289-300. Interval of a share: E. Wilson, "Probable Inference,
// the Law of Succession, and Statistical Inference", Journal of the American Statistical
// Association 22 (1927), 209-212.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace monitor {

// The exact one-sided p value of `now` events or more out of now + before, if both periods had the
// same rate per unit of exposure. 1 if there are no events or an exposure is not positive.
double GrowthPValue(std::uint64_t now, std::uint64_t before, double exposure_now,
                    double exposure_before);

// The adjusted p values: taking all tests with a value up to q keeps the expected share of false
// ones among those taken at q or below. In the order given.
std::vector<double> AdjustForManyTests(std::span<const double> p_values);

struct Interval {
  double low = 0, high = 1;
};

// Wilson's 95 % interval of the share that `hits` of `trials` are a sample of; [0, 1] without
// trials. `hits` are at most `trials`.
Interval WilsonInterval(std::uint64_t hits, std::uint64_t trials);

}  // namespace monitor
