#include "crawler/spider.h"

#include <atomic>
#include <boost/test/unit_test.hpp>
#include <chrono>
#include <map>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "crawler/curl_http_client.h"
#include "tests/support/loopback_server.h"
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

BOOST_FIXTURE_TEST_SUITE(spider_test, test::SpiderFixture)

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
  BOOST_TEST(HeaderOf(http.log().back().request, "Accept-Encoding") == "gzip, br, zstd");
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

BOOST_AUTO_TEST_CASE(connections_are_kept_for_hosts_that_are_asked_again_soon) {
  for (const auto delay : {1s, 5s, 6s, 30s}) {
    sources = {SourceOf("a", "https://a.kz/rss")};
    sources[0].delay = delay;
    OpenAnew();
    http.Clear();
    Crawl();
    BOOST_TEST(http.log().size() == 2u);
    for (const auto& exchange : http.log()) {
      BOOST_TEST(exchange.request.keep_connection == (delay <= 5s));
    }
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
  BOOST_TEST(Failures("redirect loop") == 1u);
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

BOOST_AUTO_TEST_CASE(an_article_that_leads_home_is_gone) {
  web["https://a.kz/rss"] = FakeHttpClient::Ok("");
  links["https://a.kz/rss"] = {"https://a.kz/1"};
  web["https://a.kz/1"] = FakeHttpClient::Status(302, {{"location", "/"}});
  web["https://a.kz/"] = FakeHttpClient::Ok("home");
  Crawl();
  BOOST_TEST(Failures("redirect to the home page") == 1u);
  BOOST_TEST(Asked("https://a.kz/") == 0);
}

BOOST_AUTO_TEST_CASE(that_an_article_has_not_changed_is_handed_on) {
  web["https://a.kz/rss"] = FakeHttpClient::Ok("");
  links["https://a.kz/rss"] = {"https://a.kz/1"};
  web["https://a.kz/1"] = FakeHttpClient::Status(200, {{"etag", "\"v1\""}}, "article");
  Crawl();
  FrontierItem again = Article("https://a.kz/1", "a");
  again.expected_version = std::chrono::ceil<std::chrono::seconds>(frontier->now() + 1h);
  frontier->Add({again});
  web["https://a.kz/1"] = FakeHttpClient::Status(304, {{"etag", "\"v2\""}});
  pages.clear();
  Run();
  BOOST_REQUIRE(pages.size() == 1u);
  BOOST_TEST(pages[0].status == crawler::kNotModified);
  BOOST_TEST(pages[0].etag == "\"v2\"");
  BOOST_TEST(pages[0].body.empty());
  BOOST_TEST(spider->stats().not_modified == 1u);
  BOOST_TEST(spider->stats().fetched == 2u);
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

// A machine that slept for days has one round to catch up on, not all of them at once.
BOOST_AUTO_TEST_CASE(rounds_that_were_missed_are_not_made_up_for) {
  web["https://a.kz/rss"] = FakeHttpClient::Ok("");
  Open();
  spider->Seed();
  std::stop_source stop;
  bool slept = false;
  const auto begin = clock.now();
  spider->Run([&](FetchedPage& page) { return Take(page); },
              [&] {
                if (!slept && clock.now() > begin + 1min) {
                  slept = true;
                  clock.Advance(options.round * 10);
                }
                if (slept && clock.now() > begin + options.round * 10 + 10min) stop.request_stop();
                return true;
              },
              Spider::kForEver, stop.get_token());
  BOOST_TEST(slept);
  BOOST_TEST(Asked("https://a.kz/rss") == 2);
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

BOOST_AUTO_TEST_CASE(thousands_of_pages_per_second_come_from_one_origin) {
  test::LoopbackServer server([](const test::LoopbackServer::Request&) {
    return test::LoopbackServer::Reply{test::LoopbackServer::Ok(std::string(2000, 'x'))};
  });
  Source source = SourceOf("loop", server.origin() + "/rss");
  source.allow_private_addresses = true;
  source.delay = 0ms;
  frontier.emplace(space, frontier_options, [] { return std::chrono::system_clock::now(); });
  crawler::CurlHttpClient client({});
  Spider fast(*frontier, space, client, {source}, {});
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
  const crawler::SourceScope scope(source);
  BOOST_TEST(scope.Covers(*crawler::Canonicalize("https://a.kz/sitemaps/2.xml")));
  BOOST_TEST(!scope.Covers(*crawler::Canonicalize("https://nota.kz/sitemaps/2.xml")));
  source.include.clear();
  BOOST_TEST(crawler::Accepts(source, "https://a.kz/sport/1"));
}

BOOST_AUTO_TEST_SUITE_END()
