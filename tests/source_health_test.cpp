#include "monitor/source_health.h"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <random>
#include <vector>

namespace {

using core::Instant;
using monitor::JudgeSource;
using monitor::SourceHealth;
using monitor::SourceState;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::seconds;

const Instant kBegin = core::ParseIso("2026-01-01T00:00:00Z")->instant;

// Items of a Poisson process.
std::vector<Instant> ByChance(double per_day, Instant from, Instant to, std::mt19937_64& random) {
  std::exponential_distribution<double> gap(per_day / 86'400);
  std::vector<Instant> items;
  double at = gap(random);
  for (; from + seconds(static_cast<std::int64_t>(at)) < to; at += gap(random)) {
    items.push_back(from + seconds(static_cast<std::int64_t>(at)));
  }
  return items;
}

std::vector<Instant> Steady(seconds every, Instant from, Instant to) {
  std::vector<Instant> items;
  for (Instant at = from; at < to; at += every) items.push_back(at);
  return items;
}

// From one item in five days to fifty a day.
double RateOf(int source, int sources) {
  return 0.2 * std::pow(250, static_cast<double>(source) / (sources - 1));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(source_health_test)

BOOST_AUTO_TEST_CASE(expects_nothing_of_a_source_without_history) {
  BOOST_TEST((JudgeSource({}, kBegin).state == SourceState::kEmpty));
  const auto items = Steady(hours(6), kBegin, kBegin + days(5));
  BOOST_TEST((JudgeSource(items, kBegin + days(5)).state == SourceState::kNew));
  BOOST_TEST((JudgeSource(items, kBegin + days(50)).state == SourceState::kNew));
}

BOOST_AUTO_TEST_CASE(counts_the_last_day_week_and_month) {
  const auto items = Steady(hours(6), kBegin, kBegin + days(60));
  const SourceHealth health = JudgeSource(items, kBegin + days(50));  // later ones are not seen
  BOOST_TEST(health.last_day == 4u);
  BOOST_TEST(health.last_week == 28u);
  BOOST_TEST(health.last_month == 120u);
  BOOST_TEST(health.per_day == 4, boost::test_tools::tolerance(0.1));
  BOOST_TEST(health.per_day_low < health.per_day);
  BOOST_TEST((health.usual_silence == hours(6)));
  BOOST_TEST((health.state == SourceState::kWell));
}

BOOST_AUTO_TEST_CASE(remembers_what_was_expected_however_long_the_silence) {
  const auto items = Steady(hours(2), kBegin, kBegin + days(40));
  for (const int silent : {5, 20, 40, 400}) {
    const SourceHealth health = JudgeSource(items, kBegin + days(40 + silent));
    BOOST_TEST((health.state == SourceState::kSilent), "after " << silent << " days");
    BOOST_TEST(health.per_day == 12, boost::test_tools::tolerance(0.1));
    BOOST_TEST(health.probability < 0.001);
  }
}

BOOST_AUTO_TEST_CASE(bears_nights_and_weekends) {
  std::vector<Instant> items;
  for (int day = 0; day < 60; ++day) {
    if (day % 7 >= 5) continue;
    for (int item = 0; item < 60; ++item) {
      items.push_back(kBegin + days(day) + hours(9) + std::chrono::minutes(9 * item));
    }
  }
  const auto last = std::span(items);
  for (Instant now = kBegin + days(30); now < kBegin + days(60); now += hours(1)) {
    const SourceHealth health = JudgeSource(last, now);
    BOOST_TEST((health.state == SourceState::kWell), core::ToUtcString(now));
  }
}

BOOST_AUTO_TEST_CASE(finds_a_drop_that_is_no_silence) {
  auto items = Steady(hours(1), kBegin, kBegin + days(40));
  const auto few = Steady(hours(6), kBegin + days(40), kBegin + days(47));
  items.insert(items.end(), few.begin(), few.end());
  const SourceHealth health = JudgeSource(items, kBegin + days(47));
  BOOST_TEST((health.state == SourceState::kDropped));
  BOOST_TEST(health.per_day == 24, boost::test_tools::tolerance(0.05));
}

BOOST_AUTO_TEST_CASE(seldom_alarms_at_sources_that_publish_by_chance) {
  constexpr int kSources = 300, kYear = 365;
  std::mt19937_64 random(7);
  int silences = 0, drops = 0, worst = 0;
  for (int source = 0; source < kSources; ++source) {
    const double rate = RateOf(source, kSources);
    const auto items = ByChance(rate, kBegin - days(60), kBegin + days(kYear), random);
    int own = 0;
    // A silence is longest just before it ends. One of fewer than four items' time is none.
    const auto shortest = seconds(static_cast<std::int64_t>(4 / rate * 86'400));
    for (std::size_t i = 1; i < items.size(); ++i) {
      if (items[i] < kBegin || items[i] - items[i - 1] < shortest) continue;
      const auto seen = std::span(items).first(i);
      own += JudgeSource(seen, items[i] - seconds(1)).state == SourceState::kSilent;
    }
    silences += own;
    bool dropped = false;
    for (int day = 0; day < kYear; ++day) {
      const bool now = JudgeSource(items, kBegin + days(day)).state == SourceState::kDropped;
      if (now && !dropped) ++own, ++drops;
      dropped = now;
    }
    worst = std::max(worst, own);
  }
  BOOST_TEST_MESSAGE(silences << " false silences, " << drops << " false drops in " << kSources
                              << " years of sources; at most " << worst << " at one");
  BOOST_TEST(silences + drops < kSources / 4);
  BOOST_TEST(worst <= 3);
}

BOOST_AUTO_TEST_CASE(finds_every_planted_silence_in_time) {
  constexpr int kSources = 300;
  std::mt19937_64 random(11);
  for (int source = 0; source < kSources; ++source) {
    const double rate = RateOf(source, kSources);
    const auto items = ByChance(rate, kBegin, kBegin + days(90), random);
    const Instant last = items.back();
    const SourceHealth before = JudgeSource(items, last);
    BOOST_REQUIRE((before.alarm_after > seconds(0)) || rate < 0.5);
    if (before.alarm_after == seconds(0)) continue;
    const SourceHealth almost = JudgeSource(items, last + before.alarm_after - seconds(1));
    BOOST_TEST((almost.state != SourceState::kSilent));
    const SourceHealth found = JudgeSource(items, last + before.alarm_after);
    BOOST_TEST((found.state == SourceState::kSilent), "rate " << rate);
    // So many items are due by then that hardly any chance brings none.
    const double due = rate * static_cast<double>(before.alarm_after.count()) / 86'400;
    BOOST_TEST(due < 30, "rate " << rate << " due " << due);
  }
}

BOOST_AUTO_TEST_CASE(finds_every_planted_drop_within_a_week) {
  constexpr int kSources = 100;
  std::mt19937_64 random(13);
  for (int source = 0; source < kSources; ++source) {
    const double rate = 5 + source;
    auto items = ByChance(rate, kBegin, kBegin + days(60), random);
    const auto few = ByChance(rate / 5, kBegin + days(60), kBegin + days(67), random);
    items.insert(items.end(), few.begin(), few.end());
    const SourceHealth health = JudgeSource(items, kBegin + days(67));
    BOOST_TEST((health.state == SourceState::kDropped || health.state == SourceState::kSilent),
               "rate " << rate);
  }
}

BOOST_AUTO_TEST_SUITE_END()
