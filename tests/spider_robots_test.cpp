#include <boost/test/unit_test.hpp>
#include <chrono>
#include <string>
#include <vector>

#include "crawler/retry_after.h"
#include "crawler/spider.h"
#include "tests/support/spider_fixture.h"

using core::HttpFailure;
using core::HttpRequest;
using crawler::FetchedPage;
using crawler::Frontier;
using crawler::FrontierItem;
using crawler::Purpose;
using crawler::Source;
using crawler::Spider;
using namespace test;
using namespace std::chrono_literals;

BOOST_FIXTURE_TEST_SUITE(spider_robots_test, test::SpiderFixture)

BOOST_AUTO_TEST_CASE(the_delay_robots_asks_for_counts_up_to_a_limit) {
  sources[0].delay = 100ms;
  links["https://a.kz/rss"] = {"https://a.kz/1"};
  web["https://a.kz/rss"] = FakeHttpClient::Ok("");
  for (const auto& [asked, kept] :
       std::map<std::string, std::chrono::milliseconds>{{"0", 100ms}, {"7", 7s}, {"900", 30s}}) {
    clock.Advance(25h);
    Open();
    http.Clear();
    web["https://a.kz/robots.txt"] =
        FakeHttpClient::Ok("User-agent: *\nCrawl-delay: " + asked + "\n");
    Crawl();
    const auto& log = http.log();
    BOOST_REQUIRE(log.size() >= 2u);
    const auto pause = log[1].begin - log[0].end;
    BOOST_CHECK_MESSAGE(pause >= kept && pause < kept + 60ms, asked);
  }
}

BOOST_AUTO_TEST_CASE(robots_rules_are_asked_once_a_day_and_kept) {
  web["https://a.kz/robots.txt"] =
      FakeHttpClient::Ok("User-agent: sholu\nDisallow: /private\n\nUser-agent: *\nDisallow: /\n");
  web["https://a.kz/rss"] = FakeHttpClient::Ok("");
  web["https://a.kz/1"] = FakeHttpClient::Ok("");
  links["https://a.kz/rss"] = {"https://a.kz/private/2", "https://a.kz/1"};
  Crawl();
  Crawl();
  BOOST_TEST(Asked("https://a.kz/robots.txt") == 1);
  BOOST_TEST(Asked("https://a.kz/private/2") == 0);
  BOOST_TEST(Asked("https://a.kz/1") == 1);
  BOOST_TEST(spider->stats().forbidden == 2u);  // asked anew in each round
  clock.Advance(24h);
  Crawl();
  BOOST_TEST(Asked("https://a.kz/robots.txt") == 2);
}

// RFC 9309 section 2.3.1.3: "unavailable" allows all.
BOOST_AUTO_TEST_CASE(a_missing_robots_file_allows_all) {
  web["https://a.kz/rss"] = FakeHttpClient::Ok("");
  for (const int status : {400, 401, 403, 404, 410, 451}) {
    OpenAnew();
    http.Clear();
    web["https://a.kz/robots.txt"] = FakeHttpClient::Status(status);
    Crawl();
    BOOST_TEST(Asked("https://a.kz/rss") == 1, status);
  }
}

// RFC 9309 section 2.3.1.4: "unreachable" disallows all.
BOOST_AUTO_TEST_CASE(robots_that_cannot_be_had_forbid_all_until_they_can) {
  web["https://a.kz/rss"] = FakeHttpClient::Ok("");
  const std::vector<Reply> troubles = {FakeHttpClient::Status(500), FakeHttpClient::Status(503),
                                       FakeHttpClient::Status(429),
                                       FakeHttpClient::Failure(HttpFailure::kConnect),
                                       FakeHttpClient::Failure(HttpFailure::kTimeout)};
  for (const Reply& trouble : troubles) {
    OpenAnew();
    http.Clear();
    pages.clear();
    web["https://a.kz/robots.txt"] = trouble;
    Crawl();
    BOOST_TEST(pages.empty());
    BOOST_TEST(Asked("https://a.kz/rss") == 0);
    BOOST_TEST(frontier->counts().queued == 1u);
    BOOST_TEST(frontier->counts().in_flight == 0u);

    web["https://a.kz/robots.txt"] = FakeHttpClient::Ok("");
    Run(2min);
    BOOST_TEST(pages.size() == 1u);
    BOOST_CHECK(http.log().back().begin - http.log().front().end >= 60s);
  }
}

BOOST_AUTO_TEST_CASE(known_robots_rules_hold_while_the_server_is_in_trouble) {
  web["https://a.kz/robots.txt"] = FakeHttpClient::Ok("User-agent: *\nDisallow: /private\n");
  web["https://a.kz/rss"] = FakeHttpClient::Ok("");
  links["https://a.kz/rss"] = {"https://a.kz/private/2"};
  Crawl();
  clock.Advance(25h);
  web["https://a.kz/robots.txt"] = FakeHttpClient::Status(500);
  Crawl();
  BOOST_TEST(Asked("https://a.kz/robots.txt") == 2);
  BOOST_TEST(Asked("https://a.kz/rss") == 2);
  BOOST_TEST(Asked("https://a.kz/private/2") == 0);
}

BOOST_AUTO_TEST_CASE(robots_redirects_are_followed_five_times) {
  for (const int hops : {5, 6}) {
    OpenAnew();
    http.Clear();
    web.clear();
    web["https://a.kz/rss"] = FakeHttpClient::Ok("");
    std::string from = "https://a.kz/robots.txt";
    for (int i = 1; i <= hops; ++i) {
      const std::string to = Numbered("https://www", i, ".a.kz/robots.txt");
      web[from] = FakeHttpClient::Status(301, {{"location", to}});
      from = to;
    }
    web[from] = FakeHttpClient::Ok("User-agent: *\nDisallow: /\n");
    Crawl();
    // Beyond five the file counts as unavailable (section 2.3.1.2).
    BOOST_TEST(Asked("https://a.kz/rss") == (hops == 5 ? 0 : 1));
  }
}

BOOST_AUTO_TEST_CASE(of_a_huge_robots_file_the_beginning_counts) {
  auto reply = FakeHttpClient::Failure(HttpFailure::kTooLarge);
  reply.response.status = 200;
  reply.response.body = "User-agent: *\nDisallow: /\n";
  web["https://a.kz/robots.txt"] = reply;
  Crawl();
  BOOST_TEST(Asked("https://a.kz/rss") == 0);
  BOOST_TEST(http.log().front().request.max_bytes == 512'000u);
}

BOOST_AUTO_TEST_CASE(a_packed_robots_file_is_read_and_a_damaged_one_forbids) {
  web["https://a.kz/rss"] = FakeHttpClient::Ok("");
  // "User-agent: *\nDisallow: /\n" by gzip.
  const std::string packed(
      "\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\x0b\x2d\x4e\x2d\xd2\x4d\x4c\x4f\xcd\x2b\xb1\x52"
      "\xd0\xe2\x72\xc9\x2c\x4e\xcc\xc9\xc9\x2f\xb7\x52\xd0\xe7\x02\x00\x42\x84\xa4\x8f\x1a\x00\x00"
      "\x00",
      46);
  for (const std::string& body : {packed, std::string("not gzip")}) {
    OpenAnew();
    http.Clear();
    web["https://a.kz/robots.txt"] =
        FakeHttpClient::Status(200, {{"content-encoding", "gzip"}}, body);
    Crawl();
    BOOST_TEST(Asked("https://a.kz/robots.txt") == 1);
    BOOST_TEST(Asked("https://a.kz/rss") == 0);
    BOOST_TEST(spider->stats().forbidden == (body == packed ? 1u : 0u));
  }
}

BOOST_AUTO_TEST_CASE(retry_after_is_a_number_or_a_date) {
  const auto now = clock.now();  // 2026-01-15T09:00:00Z
  using crawler::ParseRetryAfter;
  BOOST_CHECK(ParseRetryAfter("120", now) == 120s);
  BOOST_CHECK(ParseRetryAfter("Thu, 15 Jan 2026 09:10:00 GMT", now) == 600s);
  BOOST_CHECK(ParseRetryAfter("Thursday, 15-Jan-26 09:10:00 GMT", now) == 600s);
  BOOST_CHECK(ParseRetryAfter("Thu Jan 15 09:10:00 2026", now) == 600s);
  BOOST_CHECK(ParseRetryAfter("Thu, 15 Jan 2026 08:00:00 GMT", now) == 0s);
  BOOST_CHECK(ParseRetryAfter("99999999999999999999", now) == 24h * 365);
  for (const char* text : {"", "soon", "-5", "1 minute", "Thu, 15 Jan"}) {
    BOOST_TEST(!ParseRetryAfter(text, now), text);
  }
}

BOOST_AUTO_TEST_CASE(robots_rules_outlive_the_process) {
  web["https://a.kz/robots.txt"] = FakeHttpClient::Ok("User-agent: *\nDisallow: /1\n");
  web["https://a.kz/rss"] = FakeHttpClient::Ok("");
  Crawl();
  links["https://a.kz/rss"] = {"https://a.kz/1"};
  Open();
  Crawl();
  BOOST_TEST(Asked("https://a.kz/robots.txt") == 1);
  BOOST_TEST(Asked("https://a.kz/1") == 0);
  BOOST_TEST(spider->stats().forbidden == 1u);
}

BOOST_AUTO_TEST_CASE(sitemaps_that_robots_names_are_taken_where_the_source_wants_them) {
  web["https://a.kz/robots.txt"] = FakeHttpClient::Ok(
      "Sitemap: https://a.kz/map.xml\nSitemap: /relative.xml\nSitemap: https://other.kz/map.xml\n");
  web["https://a.kz/rss"] = FakeHttpClient::Ok("");
  Crawl();
  BOOST_TEST(Asked("https://a.kz/map.xml") == 0);
  sources[0].robots_sitemaps = true;
  clock.Advance(25h);
  Open();
  Crawl();
  BOOST_TEST(Asked("https://a.kz/map.xml") == 1);
  BOOST_TEST(Asked("https://a.kz/relative.xml") == 1);
  BOOST_TEST(Asked("https://other.kz/map.xml") == 0);
}

BOOST_AUTO_TEST_CASE(directives_in_headers_come_with_the_page) {
  web["https://a.kz/rss"] = FakeHttpClient::Status(
      200, {{"x-robots-tag", "googlebot: none"}, {"x-robots-tag", "sholu: noindex"}});
  Crawl();
  BOOST_REQUIRE_EQUAL(pages.size(), 1u);
  BOOST_TEST(!pages[0].robots.index);
  BOOST_TEST(pages[0].robots.follow);
}

BOOST_AUTO_TEST_SUITE_END()
