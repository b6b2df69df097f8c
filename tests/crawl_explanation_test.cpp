#include "app/crawl_explanation.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <string>

#include "crawler/robots_cache.h"
#include "tests/support/memory_key_value.h"
#include "tests/support/simulated_clock.h"

using namespace std::chrono_literals;

namespace {

struct Fixture {
  test::MemoryKeyValue space;
  test::SimulatedClock clock;
  app::CrawlSettings settings;

  Fixture() {
    crawler::Source source;
    source.id = "a";
    source.feeds = {"https://a.kz/rss"};
    source.exclude = {"/sport/"};
    settings.sources = {source};
    settings.frontier.revisit.emplace();
  }
  core::Instant now() const { return std::chrono::floor<std::chrono::seconds>(clock.now()); }
  void Queue(const std::string& path, crawler::Purpose purpose = crawler::Purpose::kArticle) {
    crawler::FrontierItem item;
    item.origin = "https://a.kz";
    item.url = item.origin + path;
    item.source = "a";
    item.purpose = purpose;
    crawler::Frontier(space, settings.frontier, clock.function()).Add({item});
  }
  void LearnRobots(const std::string& body) {
    core::HttpResponse response;
    response.status = 200;
    response.body = body;
    crawler::RobotsCache(space, "sholu").Learn("https://a.kz", response, clock.now());
  }
  app::CrawlExplanation Explain(const std::string& url) {
    const auto told = app::ExplainCrawl(settings, space, url, now());
    BOOST_REQUIRE(told.has_value());
    return *told;
  }
};

bool Says(const app::CrawlExplanation& told, const std::string& part) {
  return std::any_of(told.reasons.begin(), told.reasons.end(), [&](const std::string& reason) {
    return reason.find(part) != std::string::npos;
  });
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(crawl_explanation_test, Fixture)

BOOST_AUTO_TEST_CASE(what_is_no_address_is_an_error) {
  BOOST_TEST(!app::ExplainCrawl(settings, space, "mailto:a@b.kz", now()).has_value());
}

BOOST_AUTO_TEST_CASE(an_unknown_address_is_told_whether_a_source_would_take_it) {
  auto told = Explain("https://A.kz/news/5?utm_source=x#top");
  BOOST_TEST(told.url == "https://a.kz/news/5");
  BOOST_TEST(told.state == "unknown");
  BOOST_TEST(!told.when);
  BOOST_TEST(Says(told, "lies in source a"));
  BOOST_TEST(Says(Explain("https://a.kz/sport/1"), "lies in no source"));
  BOOST_TEST(Says(Explain("https://a.kz/calendar/2199/01"), "calendar"));
  Queue("/news/5");
  BOOST_TEST(Says(Explain("https://m.a.kz/news/5"), "another version of https://a.kz/news/5"));
}

BOOST_AUTO_TEST_CASE(a_queued_address_is_due_after_those_before_it) {
  Queue("/1");
  clock.Advance(1s);
  Queue("/2");
  LearnRobots("User-agent: *\nCrawl-delay: 7\n");
  const auto told = Explain("https://a.kz/2");
  BOOST_TEST(told.state == "queued");
  BOOST_TEST(Says(told, "before it: 1 entry of its host"));
  BOOST_TEST(Says(told, "rests 7 s between two requests: robots.txt asks for it"));
  BOOST_TEST(Says(told, "robots.txt of https://a.kz allows it to sholu"));
  // A start rests one delay; then the one before it, and the delay.
  BOOST_TEST((*told.when == now() + 1s + 7s));
}

BOOST_AUTO_TEST_CASE(what_robots_forbid_has_no_time) {
  Queue("/private/1");
  LearnRobots("User-agent: *\nDisallow: /private\n");
  const auto told = Explain("https://a.kz/private/1");
  BOOST_TEST(!told.when);
  BOOST_TEST(Says(told, "forbids"));
}

BOOST_AUTO_TEST_CASE(a_failed_address_is_told_why_and_when_again) {
  Queue("/1");
  {
    crawler::Frontier frontier(space, settings.frontier, clock.function());
    clock.Advance(1s);
    const auto item = frontier.Take();
    frontier.Retry(*item, "timeout: too slow", 60s);
    frontier.Pause("https://a.kz", 600s);
  }
  const auto told = Explain("https://a.kz/1");
  BOOST_TEST(Says(told, "at last: timeout: too slow"));
  BOOST_TEST(Says(told, "its host was in trouble"));
  BOOST_TEST(Says(told, "has not been read in the last day"));
  BOOST_TEST((*told.when >= now() + 600s));
}

BOOST_AUTO_TEST_CASE(a_feed_is_told_how_often_it_comes) {
  Queue("/rss", crawler::Purpose::kFeed);
  BOOST_TEST(Says(Explain("https://a.kz/rss"), "revisited every 540 s"));
}

BOOST_AUTO_TEST_SUITE_END()
