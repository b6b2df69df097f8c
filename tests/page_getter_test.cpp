#include "crawler/page_getter.h"

#include <boost/test/unit_test.hpp>

#include "tests/support/spider_fixture.h"

namespace {

using namespace std::chrono_literals;
using crawler::GottenPage;
using crawler::Purpose;
using test::FakeHttpClient;

struct Fixture : test::SpiderFixture {
  crawler::Source source = test::SourceOf("a", "https://a.kz/");
  std::optional<crawler::PageGetter> getter;

  std::vector<GottenPage> Get(const std::vector<crawler::WantedPage>& wanted) {
    if (!getter) getter.emplace(http, source, 1000ms, options, clock.function());
    return getter->Get(wanted, {});
  }
  void Serve(const std::string& url, const std::string& body) {
    web[url] = FakeHttpClient::Ok(body);
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(page_getter_test, Fixture)

BOOST_AUTO_TEST_CASE(answers_in_the_order_asked) {
  Serve("https://a.kz/1", "one");
  Serve("https://a.kz/2", "two");
  const auto gotten = Get({{"https://a.kz/2"}, {"https://a.kz/none"}, {"https://a.kz/1"}});
  BOOST_REQUIRE(gotten.size() == 3u);
  BOOST_TEST(gotten[0].page->body == "two");
  BOOST_TEST(!gotten[1].page);
  BOOST_TEST(gotten[1].trouble == "status 404");
  BOOST_TEST(gotten[2].page->body == "one");
}

BOOST_AUTO_TEST_CASE(asks_robots_first_and_obeys) {
  Serve("https://a.kz/robots.txt", "User-agent: *\nDisallow: /no\nSitemap: https://a.kz/map.xml\n");
  Serve("https://a.kz/no", "secret");
  Serve("https://a.kz/yes", "open");
  const auto gotten = Get({{"https://a.kz/no"}, {"https://a.kz/yes"}});
  BOOST_TEST(gotten[0].trouble == crawler::kForbiddenByRobots);
  BOOST_TEST(gotten[1].page->body == "open");
  BOOST_TEST(http.urls().front() == "https://a.kz/robots.txt");
  BOOST_TEST(Asked("https://a.kz/no") == 0);
  BOOST_TEST(getter->RobotsOf("https://a.kz")->sitemaps().size() == 1u);
  BOOST_TEST(!getter->RobotsOf("https://b.kz"));
}

BOOST_AUTO_TEST_CASE(takes_a_server_without_robots_at_its_word) {
  web["https://a.kz/robots.txt"] = FakeHttpClient::Status(503);
  const auto gotten = Get({{"https://a.kz/1"}});
  BOOST_TEST(!gotten[0].page);
  BOOST_TEST((gotten[0].trouble.find("robots.txt") != std::string::npos), gotten[0].trouble);
  BOOST_TEST(Asked("https://a.kz/1") == 0);
}

BOOST_AUTO_TEST_CASE(what_robots_says_is_what_was_learned_last) {
  web["https://a.kz/robots.txt"] = FakeHttpClient::Status(503);
  Get({{"https://a.kz/1"}});
  BOOST_TEST(!getter->RobotsOf("https://a.kz"));
  Serve("https://a.kz/robots.txt", "User-agent: *\nDisallow: /no\n");
  Serve("https://a.kz/2", "two");
  clock.Advance(1h);
  BOOST_TEST(Get({{"https://a.kz/2"}})[0].page->body == "two");
  const auto rules = getter->RobotsOf("https://a.kz");
  BOOST_REQUIRE(rules.has_value());
  BOOST_TEST(!rules->Allows("https://a.kz/no"));
}

BOOST_AUTO_TEST_CASE(tries_once) {
  web["https://a.kz/1"] = FakeHttpClient::Status(500);
  BOOST_TEST(Get({{"https://a.kz/1"}})[0].trouble == "status 500");
  BOOST_TEST(Asked("https://a.kz/1") == 1);
}

BOOST_AUTO_TEST_CASE(rests_between_requests_also_of_two_calls) {
  Serve("https://a.kz/1", "one");
  Serve("https://a.kz/2", "two");
  const auto begin = clock.now();
  Get({{"https://a.kz/1"}});
  BOOST_TEST(Get({{"https://a.kz/2"}})[0].page->body == "two");
  // robots.txt, the first and the second page: two rests between them.
  BOOST_TEST((clock.now() - begin >= 2s));
  BOOST_TEST(Asked("https://a.kz/robots.txt") == 1);
}

BOOST_AUTO_TEST_CASE(follows_redirects_and_says_where_it_came_to) {
  web["https://a.kz/old"] = FakeHttpClient::Status(301, {{"location", "https://www.a.kz/new"}});
  Serve("https://www.a.kz/new", "moved");
  const auto gotten = Get({{"https://a.kz/old", Purpose::kSection}});
  BOOST_REQUIRE(gotten[0].page);
  BOOST_TEST(gotten[0].page->body == "moved");
  BOOST_TEST(gotten[0].page->item.url == "https://www.a.kz/new");
  BOOST_TEST(gotten[0].wanted.url == "https://a.kz/old");
}

BOOST_AUTO_TEST_SUITE_END()
