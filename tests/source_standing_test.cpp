#include "crawler/source_standing.h"

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <string>

#include "crawler/spider.h"
#include "tests/support/memory_key_value.h"
#include "tests/support/simulated_clock.h"
#include "tests/support/spider_fixture.h"

namespace {

using namespace std::chrono_literals;
using crawler::FrontierItem;
using crawler::StandingOfSources;

struct Fixture {
  test::MemoryKeyValue space;
  test::SimulatedClock clock;
  crawler::Frontier::Options options;
  crawler::Frontier frontier{space, options, clock.function()};

  // The next item, its host ready for another one.
  FrontierItem Take() {
    clock.Advance(1h);
    auto item = frontier.Take();
    BOOST_REQUIRE(item.has_value());
    frontier.Release(item->origin, 0ms);
    return *std::move(item);
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(source_standing_test, Fixture)

BOOST_AUTO_TEST_CASE(counts_by_source_what_came_and_what_fails) {
  using test::Article;
  frontier.Add({Article("https://a.kz/1", "a"), Article("https://a.kz/2", "a"),
                Article("https://a.kz/3", "a"), Article("https://a.kz/4", "a")});
  FrontierItem done = Take();
  done.last_success = std::chrono::floor<std::chrono::seconds>(clock.now());
  frontier.Done(done);
  frontier.Drop(Take(), "status 404");
  frontier.GiveUp(Take(), crawler::kForbiddenByRobots);
  frontier.Retry(Take(), "timeout", 60s);
  frontier.Add({Article("https://b.kz/1", "b")});
  const auto standings = StandingOfSources(space);
  BOOST_REQUIRE(standings.size() == 2u);
  const crawler::SourceStanding& a = standings.at("a");
  BOOST_TEST(a.known == 4u);
  BOOST_TEST(a.queued == 1u);
  BOOST_TEST(a.forbidden == 1u);
  BOOST_TEST((a.last_success == done.last_success));
  BOOST_TEST(a.failures.size() == 2u);
  BOOST_TEST(a.failures.at("status 404") == 1u);
  BOOST_TEST(a.failures.at("timeout") == 1u);
  BOOST_TEST(standings.at("b").queued == 1u);
  BOOST_TEST(standings.at("b").failures.empty());
}

BOOST_AUTO_TEST_CASE(a_success_ends_a_failure) {
  frontier.Add({test::Article("https://a.kz/1", "a")});
  frontier.Retry(Take(), "timeout", 1s);
  frontier.Done(Take());
  BOOST_TEST(StandingOfSources(space).at("a").failures.empty());
}

BOOST_AUTO_TEST_CASE(bounds_the_reasons) {
  for (int i = 0; i < 100; ++i) {
    frontier.Add({test::Article(test::Numbered("https://a.kz/", i), "a")});
    frontier.Drop(Take(), test::Numbered("reason ", i));
  }
  const auto failures = StandingOfSources(space).at("a").failures;
  BOOST_TEST(failures.size() == 31u);
  BOOST_TEST(failures.at("other") == 70u);
}

BOOST_AUTO_TEST_SUITE_END()
