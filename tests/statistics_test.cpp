#include "monitor/statistics.h"

#include <boost/test/unit_test.hpp>
#include <vector>

BOOST_AUTO_TEST_SUITE(statistics_test)

// The expected values are sums of the binomial terms in exact rational arithmetic (Python's
// fractions.Fraction and math.comb), rounded once at the end.
BOOST_AUTO_TEST_CASE(growth_has_the_exact_p_value) {
  const struct {
    std::uint64_t now, before;
    double exposure_now, exposure_before, p;
  } kCases[] = {
      {3, 0, 100, 100, 0.125},
      {12, 3, 1000, 1000, 0.017578125},
      {12, 3, 4000, 1000, 0.648162104573952},
      {7, 7, 500, 300, 0.8914690141637038},
      {1, 0, 10, 90, 0.1},
      {250, 180, 90000, 81000, 0.012404061210328696},
      {5, 40, 123, 4567, 0.0063370614612020685},
  };
  for (const auto& [now, before, exposure_now, exposure_before, p] : kCases) {
    BOOST_TEST(monitor::GrowthPValue(now, before, exposure_now, exposure_before) == p,
               boost::test_tools::tolerance(1e-10));
  }
}

BOOST_AUTO_TEST_CASE(without_events_or_exposure_nothing_has_grown) {
  BOOST_TEST(monitor::GrowthPValue(0, 3, 1, 1) == 1);
  BOOST_TEST(monitor::GrowthPValue(0, 0, 1, 1) == 1);
  BOOST_TEST(monitor::GrowthPValue(5, 0, 1, 0) == 1);
  BOOST_TEST(monitor::GrowthPValue(5, 0, 0, 1) == 1);
}

BOOST_AUTO_TEST_CASE(large_counts_stay_exact_enough) {
  // Far in the tail: neither zero nor not a number.
  const double p = monitor::GrowthPValue(600'000, 400'000, 1e6, 1e6);
  BOOST_TEST(p >= 0);
  BOOST_TEST(p < 1e-300);
  BOOST_TEST(monitor::GrowthPValue(500'000, 500'000, 1e6, 1e6) == 0.5,
             boost::test_tools::tolerance(2e-3));
}

// Worked by hand: p times tests over rank, from the largest down, never growing.
BOOST_AUTO_TEST_CASE(adjusts_for_many_tests_as_benjamini_and_hochberg_do) {
  const std::vector<double> p = {0.04, 0.01, 0.03, 0.005, 0.8};
  const std::vector<double> expected = {0.05, 0.025, 0.05, 0.025, 0.8};
  const std::vector<double> adjusted = monitor::AdjustForManyTests(p);
  BOOST_REQUIRE_EQUAL(adjusted.size(), expected.size());
  for (std::size_t i = 0; i < p.size(); ++i) {
    BOOST_TEST(adjusted[i] == expected[i], boost::test_tools::tolerance(1e-12));
  }
  BOOST_TEST(monitor::AdjustForManyTests({}).empty());
}

BOOST_AUTO_TEST_SUITE_END()
