#include "app/metrics.h"

#include <fmt/format.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <memory>
#include <optional>
#include <string>

#include "crawler/curl_http_client.h"
#include "tests/support/loopback_listener.h"
#include "tests/support/plain_spaces.h"

using test::Contains;

namespace {

struct Fixture {
  Fixture() {
    const auto listener = test::ListenOnLoopback(1);
    ::close(listener.socket);
    at = fmt::format("127.0.0.1:{}", listener.port);
    auto serving = app::Metrics::Serve(at);
    BOOST_REQUIRE(serving);
    metrics = *std::move(serving);
  }

  std::string Scrape() const {
    crawler::CurlHttpClient client({});
    core::HttpRequest request;
    request.url = fmt::format("http://{}/metrics", at);
    request.timeout = std::chrono::seconds(10);
    request.max_bytes = 1u << 20;
    request.allow_private_addresses = true;
    std::optional<core::HttpResponse> response;
    client.Start(request, [&](core::HttpResponse answer) { response = std::move(answer); });
    while (!response) client.Poll(std::chrono::milliseconds(100));
    BOOST_REQUIRE(response->status == 200);
    return "\n" + response->body;
  }

  std::string at;
  std::unique_ptr<app::Metrics> metrics;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(metrics_test, Fixture)

BOOST_AUTO_TEST_CASE(every_reason_of_ours_stands_for_itself_and_grows) {
  app::CrawlTotals totals;
  for (int status = 400; status < 450; ++status) {
    totals.fetch.failures[fmt::format("status {}", status)] = 1;
  }
  totals.fetch.failures["timeout"] = 2;
  totals.fetch.failures["robots.txt: status 503"] = 3;
  totals.fetch.failures["status 777"] = 4;  // what a server may make up
  totals.fetch.failures["status 999"] = 5;
  totals.fetch.failures["robots.txt: status 0"] = 6;
  metrics->Set(totals, {});
  const std::string once = Scrape();
  const auto line = [](const std::string& reason, int value) {
    return fmt::format("\nsholu_fetch_failures_total{{reason=\"{}\"}} {}\n", reason, value);
  };
  BOOST_TEST(Contains(once, line("status 400", 1)), once);
  BOOST_TEST(Contains(once, line("status 449", 1)));
  BOOST_TEST(Contains(once, line("timeout", 2)));
  BOOST_TEST(Contains(once, line("robots.txt: status 503", 3)));
  BOOST_TEST(Contains(once, line("status other", 9)));
  BOOST_TEST(Contains(once, line("robots.txt: status other", 6)));
  BOOST_TEST(!Contains(once, "777"));
  totals.fetch.failures["a word before the others"] = 1;
  totals.fetch.failures["timeout"] = 7;
  metrics->Set(totals, {});
  const std::string again = Scrape();
  BOOST_TEST(Contains(again, line("timeout", 7)), again);
  BOOST_TEST(Contains(again, line("status 449", 1)));
}

BOOST_AUTO_TEST_CASE(an_attempt_to_deliver_counts_once) {
  app::DutyFigures figures;
  figures.delivered = 5;
  figures.failed = 2;
  figures.given_up = 1;
  metrics->Set(figures, 7);
  const std::string text = Scrape();
  BOOST_TEST(Contains(text, "\nsholu_letters_total{result=\"delivered\"} 5\n"), text);
  BOOST_TEST(Contains(text, "\nsholu_letters_total{result=\"failed\"} 2\n"));
  BOOST_TEST(Contains(text, "\nsholu_letters_total{result=\"given_up\"} 1\n"));
  BOOST_TEST(Contains(text, "\nsholu_commit 7\n"));
}

BOOST_AUTO_TEST_CASE(a_place_that_is_taken_is_told) {
  const auto second = app::Metrics::Serve(at);
  BOOST_REQUIRE(!second);
  BOOST_TEST(Contains(second.error().message, at));
}

BOOST_AUTO_TEST_SUITE_END()
