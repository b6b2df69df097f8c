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

// Both bounds p solve (share - p)^2 = z^2 p (1 - p) / n, solved in Python's decimal arithmetic with
// 40 digits.
BOOST_AUTO_TEST_CASE(a_share_has_the_interval_of_wilson) {
  const struct {
    std::uint64_t hits, trials;
    double low, high;
  } kCases[] = {
      {1, 10, 0.0178762130950729, 0.4041500267952385},
      {5, 10, 0.2365930905125640, 0.7634069094874361},
      {9, 10, 0.5958499732047615, 0.9821237869049271},
      {13, 20, 0.4328542766852362, 0.8188081758989180},
      {480, 1000, 0.4491707949969412, 0.5109822753424810},
  };
  for (const auto& [hits, trials, low, high] : kCases) {
    const auto interval = monitor::WilsonInterval(hits, trials);
    BOOST_TEST(interval.low == low, boost::test_tools::tolerance(1e-12));
    BOOST_TEST(interval.high == high, boost::test_tools::tolerance(1e-12));
  }
  BOOST_TEST(monitor::WilsonInterval(0, 0).low == 0);
  BOOST_TEST(monitor::WilsonInterval(0, 0).high == 1);
  BOOST_TEST(monitor::WilsonInterval(0, 12).low == 0);
  BOOST_TEST(monitor::WilsonInterval(12, 12).high == 1);
}

BOOST_AUTO_TEST_SUITE_END()
