#include "crawler/spider.h"

#include <algorithm>
#include <atomic>
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <thread>

#include "crawler/curl_http_client.h"
#include "crawler/retry_after.h"
#include "tests/support/fake_http_client.h"
#include "tests/support/loopback_server.h"
#include "tests/support/memory_key_value.h"
#include "tests/support/simulated_clock.h"

using core::HttpFailure;
using core::HttpRequest;
using crawler::FetchedPage;
using crawler::Frontier;
using crawler::FrontierItem;
using crawler::Purpose;
using crawler::Source;
using crawler::Spider;
using test::FakeHttpClient;
using Reply = test::FakeHttpClient::Reply;
using namespace std::chrono_literals;

namespace {

std::string Numbered(const char* before, int number, const char* after = "") {
  std::string text = before;
  text += std::to_string(number);
  return text += after;
}

Source SourceOf(const std::string& id, const std::string& feed) {
  Source source;
  source.id = id;
  source.feeds = {feed};
  return source;
}

FrontierItem Article(const std::string& url, const std::string& source) {
  FrontierItem item;
  item.url = url;
  item.origin = url.substr(0, url.find('/', 8));
  item.source = source;
  return item;
}

std::string HeaderOf(const HttpRequest& request, std::string_view name) {
  for (const auto& [key, value] : request.headers) {
    if (key == name) return value;
  }
  return {};
}

// A web of a few pages, and a crawler that stores what it gets.
struct Fixture {
  test::SimulatedClock clock;
  test::MemoryKeyValue space;
  std::map<std::string, Reply> web;  // everything else is 404
  FakeHttpClient http{clock, [this](const HttpRequest& request) {
                        const auto found = web.find(request.url);
                        return found == web.end() ? FakeHttpClient::Status(404) : found->second;
                      }};
  Frontier::Options frontier_options;
  Spider::Options options;
  std::vector<Source> sources = {SourceOf("a", "https://a.kz/rss")};
  std::optional<Frontier> frontier;
  std::optional<Spider> spider;
  std::vector<FetchedPage> pages;
  // What each page links to: added when it is processed.
  std::map<std::string, std::vector<std::string>> links;

  void Open() {
    spider.reset();
    frontier.reset();
    frontier.emplace(space, frontier_options, clock.function());
    spider.emplace(*frontier, http, sources, options);
  }
  bool Take(FetchedPage& page) {
    std::vector<FrontierItem> found;
    for (const std::string& url : links[page.item.url]) {
      found.push_back(Article(url, page.item.source));
    }
    frontier->Add(found);
    frontier->Done(page.item);
    pages.push_back(std::move(page));
    return true;
  }
  // One crawl to its end.
  void Crawl() {
    if (!spider) Open();
    spider->Seed();
    Run();
  }
  void Run(std::chrono::milliseconds linger = 0ms) {
    spider->Run([this](FetchedPage& page) { return Take(page); }, [] { return true; }, linger, {});
  }
  int Asked(const std::string& url) const {
    const auto urls = http.urls();
    return static_cast<int>(std::count(urls.begin(), urls.end(), url));
  }
  std::uint64_t Failures(const std::string& reason) const {
    const auto failures = spider->stats().failures;
    const auto found = failures.find(reason);
    return found == failures.end() ? 0 : found->second;
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(spider_test, Fixture)

BOOST_AUTO_TEST_CASE(a_page_arrives_as_it_was_sent) {
  web["https://a.kz/rss"] = FakeHttpClient::Status(
      200, {{"content-type", "text/xml"}, {"content-encoding", "gzip"}, {"etag", "\"v1\""}},
      "bytes");
  Crawl();
  BOOST_REQUIRE_EQUAL(pages.size(), 1u);
  const FetchedPage& page = pages.front();
  BOOST_TEST(page.item.url == "https://a.kz/rss");
  BOOST_CHECK(page.item.purpose == Purpose::kFeed);
  BOOST_TEST(page.status == 200);
  BOOST_TEST(page.content_type == "text/xml");
  BOOST_TEST(page.content_encoding == "gzip");
  BOOST_TEST(page.etag == "\"v1\"");
  BOOST_TEST(page.body == "bytes");
  BOOST_TEST(page.address == "198.51.100.1");
  BOOST_TEST(page.request_head.starts_with("GET /rss HTTP/1.1\r\nHost: a.kz\r\nUser-Agent: sholu"));
  BOOST_TEST(page.response_head ==
             "HTTP/1.1 200\r\ncontent-type: text/xml\r\ncontent-encoding: gzip\r\netag: \"v1\"\r\n"
             "\r\n");
  BOOST_TEST(HeaderOf(http.log().back().request, "Accept-Encoding") == "gzip");
  BOOST_TEST(!http.log().back().request.allow_private_addresses);
  BOOST_TEST(spider->stats().fetched == 1u);
  BOOST_TEST(spider->stats().robots_files == 1u);
}

BOOST_AUTO_TEST_CASE(never_two_at_once_to_an_origin_and_the_delay_is_kept) {
  sources = {SourceOf("a", "https://a.kz/rss"), SourceOf("b", "https://b.kz/rss")};
  sources[1].delay = 300ms;
  for (const std::string host : {"https://a.kz", "https://b.kz"}) {
    web[host + "/rss"] = FakeHttpClient::Ok("feed");
    for (int i = 0; i < 10; ++i) {
      const std::string url = host + Numbered("/", i);
      links[host + "/rss"].push_back(url);
      web[url] = FakeHttpClient::Ok("page");
      web[url].takes = std::chrono::milliseconds(40 * i);
    }
  }
  Crawl();
  BOOST_TEST(pages.size() == 22u);
  std::map<std::string, std::vector<FakeHttpClient::Exchange>> by_host;
  for (const auto& exchange : http.log()) {
    by_host[exchange.request.url.substr(0, 12)].push_back(exchange);
  }
  for (const auto& [host, exchanges] : by_host) {
    const auto delay = host == "https://b.kz" ? 300ms : 1000ms;
    BOOST_TEST(exchanges.size() == 12u);  // with robots.txt
    for (std::size_t i = 1; i < exchanges.size(); ++i) {
      const auto pause = exchanges[i].begin - exchanges[i - 1].end;
      BOOST_CHECK_MESSAGE(pause >= delay, host);
      BOOST_CHECK_MESSAGE(pause < delay + 60ms, host);
    }
  }
}

BOOST_AUTO_TEST_CASE(the_delay_robots_asks_for_counts_up_to_a_limit) {
  sources[0].delay = 100ms;
  links["https://a.kz/rss"] = {"https://a.kz/1"};
  web["https://a.kz/rss"] = FakeHttpClient::Ok("");
  for (const auto& [asked, kept] :
       std::map<std::string, std::chrono::milliseconds>{{"0", 100ms}, {"7", 7s}, {"900", 30s}}) {
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
    Open();
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
    Open();
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
    Open();
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
    Open();
    http.Clear();
    web["https://a.kz/robots.txt"] =
        FakeHttpClient::Status(200, {{"content-encoding", "gzip"}}, body);
    Crawl();
    BOOST_TEST(Asked("https://a.kz/robots.txt") == 1);
    BOOST_TEST(Asked("https://a.kz/rss") == 0);
    BOOST_TEST(spider->stats().forbidden == (body == packed ? 1u : 0u));
  }
}

BOOST_AUTO_TEST_CASE(a_redirect_leads_to_a_new_item_of_the_same_kind) {
  web["https://a.kz/rss"] = FakeHttpClient::Status(301, {{"location", "//www.a.kz/feed#top"}});
  web["https://www.a.kz/feed"] = FakeHttpClient::Ok("feed");
  Crawl();
  BOOST_REQUIRE_EQUAL(pages.size(), 1u);
  BOOST_TEST(pages[0].item.url == "https://www.a.kz/feed");
  BOOST_TEST(pages[0].item.source == "a");
  BOOST_CHECK(pages[0].item.purpose == Purpose::kFeed);
  BOOST_TEST(Asked("https://www.a.kz/robots.txt") == 1);
  BOOST_TEST(frontier->counts().queued == 0u);
  Crawl();
  BOOST_TEST(pages.size() == 2u);
}

BOOST_AUTO_TEST_CASE(circles_and_long_chains_of_redirects_end) {
  web["https://a.kz/rss"] = FakeHttpClient::Ok("");
  links["https://a.kz/rss"] = {"https://a.kz/x", "https://a.kz/self", "https://a.kz/chain0"};
  web["https://a.kz/x"] = FakeHttpClient::Status(302, {{"location", "/y"}});
  web["https://a.kz/y"] = FakeHttpClient::Status(302, {{"location", "/x"}});
  web["https://a.kz/self"] = FakeHttpClient::Status(302, {{"location", "/self#again"}});
  for (int i = 0; i < 10; ++i) {
    web[Numbered("https://a.kz/chain", i)] =
        FakeHttpClient::Status(307, {{"location", Numbered("/chain", i + 1)}});
  }
  Crawl();
  BOOST_TEST(Asked("https://a.kz/x") == 1);
  BOOST_TEST(Asked("https://a.kz/y") == 1);
  BOOST_TEST(Asked("https://a.kz/self") == 1);
  BOOST_TEST(Failures("redirect to itself") == 1u);
  BOOST_TEST(Asked("https://a.kz/chain5") == 1);
  BOOST_TEST(Asked("https://a.kz/chain6") == 0);
  BOOST_TEST(Failures("too many redirects") == 1u);
  BOOST_TEST(frontier->counts().queued == 0u);
}

BOOST_AUTO_TEST_CASE(articles_do_not_leave_their_source) {
  web["https://a.kz/rss"] = FakeHttpClient::Ok("");
  int number = 0;
  for (const char* target : {"https://elsewhere.kz/", "ftp://a.kz/file", "javascript:alert(1)",
                             "http://", "https://news.a.kz/ok"}) {
    const std::string url = Numbered("https://a.kz/", ++number);
    web[url] = FakeHttpClient::Status(302, {{"location", target}});
    links["https://a.kz/rss"].push_back(url);
  }
  web["https://news.a.kz/ok"] = FakeHttpClient::Ok("");
  Crawl();
  BOOST_TEST(Failures("redirect out of the source") == 1u);
  BOOST_TEST(Failures("redirect to no web address") == 3u);
  BOOST_TEST(Asked("https://news.a.kz/ok") == 1);
  for (const auto& url : http.urls()) BOOST_TEST(!url.starts_with("https://elsewhere"));
}

BOOST_AUTO_TEST_CASE(what_has_not_changed_is_not_handed_on) {
  web["https://a.kz/rss"] = FakeHttpClient::Status(
      200, {{"etag", "\"v1\""}, {"last-modified", "Thu, 15 Jan 2026 08:00:00 GMT"}}, "feed");
  Crawl();
  web["https://a.kz/rss"] = FakeHttpClient::Status(304);
  Open();
  Crawl();
  BOOST_TEST(pages.size() == 1u);
  const HttpRequest& request = http.log().back().request;
  BOOST_TEST(HeaderOf(request, "If-None-Match") == "\"v1\"");
  BOOST_TEST(HeaderOf(request, "If-Modified-Since") == "Thu, 15 Jan 2026 08:00:00 GMT");
  BOOST_TEST(spider->stats().not_modified == 1u);
  BOOST_TEST(frontier->counts().queued == 0u);
  Crawl();
  BOOST_TEST(HeaderOf(http.log().back().request, "If-None-Match") == "\"v1\"");
}

BOOST_AUTO_TEST_CASE(gone_and_refused_pages_are_dropped) {
  web["https://a.kz/rss"] = FakeHttpClient::Ok("");
  std::vector<std::string> urls;
  for (const int status : {400, 401, 403, 404, 410, 451}) {
    urls.push_back(Numbered("https://a.kz/", status));
    web[urls.back()] = FakeHttpClient::Status(status);
  }
  urls.push_back("https://a.kz/big");
  web[urls.back()] = FakeHttpClient::Failure(HttpFailure::kTooLarge);
  links["https://a.kz/rss"] = urls;
  Crawl();
  Crawl();
  for (const auto& url : urls) BOOST_TEST(Asked(url) == 1, url);
  BOOST_TEST(Failures("status 404") == 1u);
  BOOST_TEST(Failures("too_large") == 1u);
  BOOST_TEST(frontier->counts().queued == 0u);
}

BOOST_AUTO_TEST_CASE(temporary_failures_are_tried_again_and_then_given_up) {
  web["https://a.kz/rss"] = FakeHttpClient::Ok("");
  const std::vector<Reply> troubles = {FakeHttpClient::Status(500), FakeHttpClient::Status(429),
                                       FakeHttpClient::Failure(HttpFailure::kTimeout),
                                       FakeHttpClient::Failure(HttpFailure::kProtocol)};
  int number = 0;
  for (const Reply& trouble : troubles) {
    const std::string url = Numbered("https://a.kz/", ++number);
    links["https://a.kz/rss"] = {url};
    web[url] = trouble;
    clock.Advance(1h);  // no rest of the case before is left
    Crawl();
    BOOST_TEST(Asked(url) == 1);
    BOOST_TEST(frontier->counts().queued == 1u);
    Run(24h);
    BOOST_TEST(Asked(url) == 5);
    BOOST_TEST(frontier->counts().queued == 0u);
  }
}

BOOST_AUTO_TEST_CASE(retry_after_gives_the_whole_server_a_rest) {
  web["https://a.kz/rss"] = FakeHttpClient::Ok("");
  links["https://a.kz/rss"] = {"https://a.kz/1", "https://a.kz/2"};
  web["https://a.kz/1"] = FakeHttpClient::Status(503, {{"retry-after", "200"}});
  web["https://a.kz/2"] = FakeHttpClient::Ok("");
  Crawl();
  BOOST_TEST(Asked("https://a.kz/1") == 1);
  BOOST_TEST(Asked("https://a.kz/2") == 0);
  const auto refused = http.log().back().end;
  web["https://a.kz/1"] = FakeHttpClient::Ok("");
  Run(5min);
  BOOST_TEST(Asked("https://a.kz/1") == 2);
  BOOST_TEST(Asked("https://a.kz/2") == 1);
  BOOST_CHECK(http.log()[3].begin - refused >= 200s);
}

BOOST_AUTO_TEST_CASE(a_host_that_cannot_be_reached_gets_longer_and_longer_rests) {
  web["https://a.kz/rss"] = FakeHttpClient::Ok("");
  for (int i = 0; i < 50; ++i) {
    const std::string url = Numbered("https://a.kz/", i);
    web[url] = FakeHttpClient::Failure(HttpFailure::kConnect);
    links["https://a.kz/rss"].push_back(url);
  }
  Crawl();
  BOOST_TEST(Failures("connect") == 3u);
  BOOST_TEST(frontier->counts().queued == 50u);
  const auto start = clock.now();
  Run(15min);
  BOOST_TEST(Failures("connect") < 10u);
  BOOST_CHECK(clock.now() - start >= 15min);
}

BOOST_AUTO_TEST_CASE(addresses_inside_are_given_up_and_allowed_only_where_configured) {
  web["https://a.kz/robots.txt"] = FakeHttpClient::Failure(HttpFailure::kForbiddenAddress);
  Crawl();
  BOOST_TEST(Failures("forbidden_address") == 1u);
  BOOST_TEST(frontier->counts().queued == 0u);

  web.clear();
  sources[0].allow_private_addresses = true;
  Open();
  Crawl();
  BOOST_TEST(http.log().back().request.allow_private_addresses);
}

BOOST_AUTO_TEST_CASE(items_of_a_source_no_longer_configured_are_given_up) {
  Open();
  frontier->Add({Article("https://old.kz/1", "old")});
  Crawl();
  BOOST_TEST(Asked("https://old.kz/1") == 0);
  BOOST_TEST(Failures("source not configured") == 1u);
  BOOST_TEST(frontier->counts().queued == 0u);
}

BOOST_AUTO_TEST_CASE(without_room_nothing_new_begins_and_no_page_is_lost) {
  sources.clear();
  for (int i = 0; i < 20; ++i) {
    const std::string feed = Numbered("https://h", i, ".kz/rss");
    sources.push_back(SourceOf(Numbered("s", i), feed));
    web[feed] = FakeHttpClient::Ok(feed);
    web[feed].takes = 5ms * i;
  }
  options.parallel = 4;
  Open();
  spider->Seed();
  int refused = 0, begun = 0;
  std::set<std::string> offered_first;
  spider->Run(
      [&](FetchedPage& page) {
        if (offered_first.insert(page.item.url).second) begun = static_cast<int>(http.log().size());
        // Each page is refused a few times; meanwhile no exchange begins.
        BOOST_TEST(static_cast<int>(http.log().size()) == begun);
        if (++refused % 4 != 0) return false;
        return Take(page);
      },
      [] { return true; }, 0ms, {});
  BOOST_TEST(pages.size() == 20u);
  BOOST_TEST(frontier->counts().queued == 0u);
}

BOOST_AUTO_TEST_CASE(a_crawl_goes_on_while_pages_are_processed_elsewhere) {
  web["https://a.kz/rss"] = FakeHttpClient::Ok("");
  web["https://a.kz/1"] = FakeHttpClient::Ok("");
  Open();
  spider->Seed();
  std::vector<FetchedPage> desk;
  int looks = 0;
  const auto idle = [&] {
    // A slow worker: done with the page only after a while.
    if (desk.empty()) return true;
    if (++looks < 10) return false;
    FetchedPage page = std::move(desk.back());
    desk.pop_back();
    looks = 0;
    if (page.item.purpose == Purpose::kFeed) frontier->Add({Article("https://a.kz/1", "a")});
    Take(page);
    return desk.empty();
  };
  spider->Run(
      [&](FetchedPage& page) {
        desk.push_back(std::move(page));
        return true;
      },
      idle, 0ms, {});
  BOOST_TEST(pages.size() == 2u);
}

BOOST_AUTO_TEST_CASE(a_stop_finishes_what_is_in_flight_and_keeps_the_rest_queued) {
  sources.clear();
  for (int i = 0; i < 4; ++i) {
    const std::string host = Numbered("https://h", i, ".kz");
    sources.push_back(SourceOf(Numbered("s", i), host + "/rss"));
    web[host + "/rss"] = FakeHttpClient::Ok("");
    links[host + "/rss"] = {host + "/1", host + "/2"};
    web[host + "/1"] = FakeHttpClient::Ok("");
    web[host + "/1"].takes = i == 3 ? 20s : 1s;  // one is too slow to wait for
  }
  Open();
  spider->Seed();
  std::stop_source stop;
  std::size_t articles = 0;
  spider->Run(
      [&](FetchedPage& page) {
        if (page.item.purpose == Purpose::kArticle && ++articles == 1) stop.request_stop();
        return Take(page);
      },
      [] { return false; }, 1h, stop.get_token());
  BOOST_TEST(articles == 3u);
  BOOST_TEST(Asked("https://h3.kz/1") == 1);
  BOOST_TEST(frontier->counts().queued == 5u);
  BOOST_TEST(frontier->counts().in_flight == 0u);
  // The answer that comes too late is not heard; the item comes again in the next life.
  Open();
  http.Poll(20s);
  Run();
  BOOST_TEST(Asked("https://h3.kz/1") == 2);
  BOOST_TEST(frontier->counts().queued == 0u);
}

BOOST_AUTO_TEST_CASE(a_killed_crawl_is_taken_up_where_it_was) {
  web["https://a.kz/rss"] = FakeHttpClient::Ok("");
  for (int i = 0; i < 30; ++i) {
    const std::string url = Numbered("https://a.kz/", i);
    links["https://a.kz/rss"].push_back(url);
    web[url] = FakeHttpClient::Ok("");
  }
  Open();
  spider->Seed();
  for (int life = 0; life < 100 && pages.size() < 31; ++life) {
    int left = 3;
    std::stop_source stop;
    options.stop_grace = 0s;
    spider->Run(
        [&](FetchedPage& page) {
          if (--left == 0) stop.request_stop();
          // The last page of each life is taken, but the process dies before it is committed.
          return left == 0 ? true : Take(page);
        },
        [] { return true; }, 0ms, stop.get_token());
    Open();
  }
  std::multiset<std::string> urls;
  for (const auto& page : pages) urls.insert(page.item.url);
  BOOST_TEST(urls.size() == 31u);
  BOOST_TEST(std::set<std::string>(urls.begin(), urls.end()).size() == 31u);
}

BOOST_AUTO_TEST_CASE(a_source_accepts_its_own_domains_and_paths) {
  Source source = SourceOf("a", "https://rss.a.kz/feed");
  source.sections = {"https://b.com.kz/news/"};
  source.include = {"/news/", "/новости/"};
  source.exclude = {"/news/video"};
  struct Case {
    const char* url;
    bool accepted;
  };
  for (const auto& [url, accepted] : std::vector<Case>{
           {"https://a.kz/news/1", true},
           {"http://www.a.kz/news/1", true},
           {"https://x.b.com.kz/news/1", true},
           {"https://a.kz/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8/1", true},
           {"https://a.kz/новости/1", true},
           {"https://a.kz/", false},
           {"https://a.kz/sport/1", false},
           {"https://a.kz/news/video/1", false},
           {"https://c.com.kz/news/1", false},
           {"https://nota.kz/news/1", false},
           {"https://a.kz.evil.example/news/1", false},
           {"ftp://a.kz/news/1", false},
           {"/news/1", false},
       }) {
    BOOST_TEST(crawler::Accepts(source, url) == accepted, url);
  }
  source.include.clear();
  BOOST_TEST(crawler::Accepts(source, "https://a.kz/sport/1"));
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

BOOST_AUTO_TEST_CASE(thousands_of_pages_per_second_come_from_one_origin) {
  test::LoopbackServer server([](const test::LoopbackServer::Request&) {
    return test::LoopbackServer::Reply{test::LoopbackServer::Ok(std::string(2000, 'x'))};
  });
  Source source = SourceOf("loop", server.origin() + "/rss");
  source.allow_private_addresses = true;
  source.delay = 0ms;
  frontier.emplace(space, frontier_options, [] { return std::chrono::system_clock::now(); });
  crawler::CurlHttpClient client({});
  Spider fast(*frontier, client, {source}, {});
  constexpr int kPages = 2000;
  std::vector<FrontierItem> items;
  for (int i = 0; i < kPages; ++i) {
    items.push_back(Article(server.origin() + Numbered("/", i), "loop"));
  }
  frontier->Add(items);
  const auto start = std::chrono::steady_clock::now();
  int taken = 0;
  fast.Run(
      [&](FetchedPage& page) {
        frontier->Done(page.item);
        ++taken;
        return true;
      },
      [] { return true; }, 0ms, {});
  const std::chrono::duration<double> time = std::chrono::steady_clock::now() - start;
  BOOST_TEST(taken == kPages);
  BOOST_TEST_MESSAGE(static_cast<int>(kPages / time.count()) << " pages/s");
  BOOST_TEST(time.count() < 20);  // a wait of 10 ms per page would take this long
}

BOOST_AUTO_TEST_SUITE_END()
