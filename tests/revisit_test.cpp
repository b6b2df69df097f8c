#include "crawler/revisit.h"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <map>
#include <numeric>
#include <random>
#include <string>
#include <vector>

#include "tests/support/spider_fixture.h"

using namespace crawler;
using namespace std::chrono_literals;

namespace {

// Where a made-up outlet's items appear on its listing page.
struct Outlet {
  std::vector<std::chrono::system_clock::time_point> published;
};

// 300 outlets of 2 to 200 items a day, three times as many by day as by night.
std::vector<Outlet> MakeOutlets(std::chrono::system_clock::time_point begin, int days) {
  std::mt19937_64 random(20260115);
  std::vector<Outlet> outlets(300);
  for (Outlet& outlet : outlets) {
    const double daily = 2 * std::pow(100.0, std::uniform_real_distribution(0.0, 1.0)(random));
    std::exponential_distribution<double> gap(daily * 1.5 / 86400);
    double at = gap(random);
    for (; at < days * 86400.0; at += gap(random)) {
      const double hour = std::fmod(at / 3600, 24);
      const bool awake = hour > 4 && hour < 18;
      if (!awake && std::uniform_real_distribution(0.0, 1.0)(random) > 1.0 / 3) continue;
      outlet.published.push_back(begin +
                                 std::chrono::microseconds(static_cast<std::int64_t>(at * 1e6)));
    }
  }
  return outlets;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(revisit_test)

BOOST_AUTO_TEST_CASE(a_page_not_yet_watched_is_visited_within_the_freshness) {
  const RevisitOptions options;
  BOOST_TEST((RevisitAfter({}, options) <= options.freshness));
  BOOST_TEST((RevisitAfter({}, options) >= options.shortest));
}

BOOST_AUTO_TEST_CASE(busy_pages_are_visited_more_often_and_silent_ones_seldom) {
  const RevisitOptions options;
  ObservedRate busy, silent;
  for (int hour = 0; hour < 24 * 30; ++hour) {
    busy = Observe(busy, 1h, 30);
    silent = Observe(silent, 1h, 0);
  }
  BOOST_TEST((RevisitAfter(busy, options) == options.shortest));
  BOOST_TEST((RevisitAfter(silent, options) > 1h));
  BOOST_TEST((RevisitAfter(silent, options) <= options.longest));
  // An item wakes it.
  BOOST_TEST((RevisitAfter(Observe(silent, 1h, 20), options) < options.freshness));
}

BOOST_FIXTURE_TEST_CASE(new_items_are_taken_within_ten_minutes_at_300_sources,
                        test::SpiderFixture) {
  constexpr int kDays = 3;
  const auto begin = clock.now();
  const std::vector<Outlet> outlets = MakeOutlets(begin, kDays);
  std::map<std::string, int> number_of;
  sources.clear();
  for (int i = 0; i < 300; ++i) {
    const std::string id = test::Numbered("outlet", i);
    Source source;
    source.id = id;
    source.sections = {test::Numbered("https://outlet", i, ".kz/")};
    number_of[id] = i;
    sources.push_back(source);
  }
  frontier_options.revisit.emplace();
  test::FakeHttpClient made_up(clock, [](const core::HttpRequest& request) {
    return request.url.ends_with("/robots.txt") ? test::FakeHttpClient::Status(404)
                                                : test::FakeHttpClient::Status(200);
  });
  frontier.emplace(space, frontier_options, clock.function());
  spider.emplace(*frontier, space, made_up, sources, options);
  spider->Seed();

  std::vector<double> minutes;
  std::vector<double> visits(outlets.size());  // by outlet, a day
  std::stop_source stop;
  const auto sink = [&](FetchedPage& page) {
    std::uint64_t found = 0;
    const std::size_t slash = page.item.url.rfind('/');
    const auto number = static_cast<std::size_t>(number_of.at(page.item.source));
    const auto& published = outlets[number].published;
    if (page.item.purpose == Purpose::kSection) {
      visits[number] += 1.0 / kDays;
      std::vector<FrontierItem> items;
      // The page shows its twenty newest.
      std::size_t n = static_cast<std::size_t>(
          std::upper_bound(published.begin(), published.end(), clock.now()) - published.begin());
      for (std::size_t i = n > 20 ? n - 20 : 0; i < n; ++i) {
        auto item = test::Article(page.item.url + std::to_string(i), page.item.source);
        item.news = true;
        items.push_back(item);
      }
      found = frontier->Add(items);
    } else if (page.item.url.size() > slash + 1) {
      const auto at = published[std::stoul(page.item.url.substr(slash + 1))];
      if (at > begin + 24h) {  // the first day is for watching
        minutes.push_back(std::chrono::duration<double, std::ratio<60>>(clock.now() - at).count());
      }
    }
    frontier->Done(page.item, found);
    if (clock.now() > begin + 24h * kDays) stop.request_stop();
    return true;
  };
  spider->Run(
      sink, [] { return true; }, Spider::kForEver, stop.get_token());

  std::size_t expected = 0, in_time = 0;
  for (const Outlet& outlet : outlets) {
    for (const auto at : outlet.published) expected += at > begin + 24h ? 1 : 0;
  }
  for (const double late : minutes) in_time += late <= 10 ? 1 : 0;
  const double share = static_cast<double>(in_time) / static_cast<double>(expected);
  // Visits a day of the tenths with the fewest and the most items.
  std::vector<std::size_t> by_items(outlets.size());
  std::iota(by_items.begin(), by_items.end(), 0);
  std::sort(by_items.begin(), by_items.end(), [&](std::size_t a, std::size_t b) {
    return outlets[a].published.size() < outlets[b].published.size();
  });
  const auto mean = [&](std::size_t from, std::size_t to) {
    double sum = 0;
    for (std::size_t i = from; i < to; ++i) sum += visits[by_items[i]];
    return sum / static_cast<double>(to - from);
  };
  const double all = mean(0, 300), quiet = mean(0, 30), busy = mean(270, 300);
  BOOST_TEST_MESSAGE(expected << " items, " << share << " within 10 minutes, " << all
                              << " visits per page and day, " << quiet << " of quiet, " << busy
                              << " of busy ones");
  BOOST_TEST(expected > 5000u);
  BOOST_TEST(share >= 0.99);
  // A fixed interval of nine minutes, which freshness asks for, takes 160 of every page. Busy ones
  // are worth more, and those that would get more for nothing are not among the quiet.
  BOOST_TEST(all < 200);
  BOOST_TEST(quiet < 165);
  BOOST_TEST(busy > 1.5 * quiet);
}

BOOST_AUTO_TEST_SUITE_END()
