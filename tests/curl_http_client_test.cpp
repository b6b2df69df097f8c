#include "crawler/curl_http_client.h"

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "crawler/address_guard.h"
#include "tests/support/loopback_server.h"

using core::HttpFailure;
using core::HttpRequest;
using core::HttpResponse;
using crawler::CurlHttpClient;
using test::LoopbackServer;
using namespace std::chrono_literals;

namespace {

HttpRequest Request(const std::string& url) {
  HttpRequest request;
  request.url = url;
  request.allow_private_addresses = true;
  return request;
}

HttpResponse Fetch(CurlHttpClient& client, HttpRequest request) {
  std::optional<HttpResponse> response;
  client.Start(std::move(request), [&](HttpResponse r) { response = std::move(r); });
  const auto deadline = std::chrono::steady_clock::now() + 20s;
  while (!response && std::chrono::steady_clock::now() < deadline) client.Poll(100ms);
  BOOST_REQUIRE(response);
  return *std::move(response);
}

HttpResponse Fetch(HttpRequest request) {
  CurlHttpClient client({});
  return Fetch(client, std::move(request));
}

// Serves the same bytes to everyone.
LoopbackServer::Handler Always(std::string bytes, bool close = false) {
  return [bytes = std::move(bytes), close](const LoopbackServer::Request&) {
    return LoopbackServer::Reply{bytes, 0ms, close};
  };
}

}  // namespace

BOOST_AUTO_TEST_SUITE(curl_http_client_test)

BOOST_AUTO_TEST_CASE(gives_the_response_as_it_was_sent) {
  LoopbackServer server(Always(
      "HTTP/1.1 203 Non-Authoritative Information\r\nContent-Type:  text/html \r\n"
      "X-Folded: one\r\n  two\r\nSET-COOKIE: a\r\nSet-Cookie: b\r\nContent-Encoding: gzip\r\n"
      "Content-Length: 4\r\n\r\n\x1f\x8b!!"));
  const auto response = Fetch(Request(server.origin() + "/page?x=1"));
  BOOST_CHECK(response.failure == HttpFailure::kNone);
  BOOST_TEST(response.reason.empty());
  BOOST_TEST(response.status == 203);
  BOOST_TEST(response.status_line == "HTTP/1.1 203 Non-Authoritative Information");
  BOOST_TEST(response.url == server.origin() + "/page?x=1");
  BOOST_TEST(response.header("content-type") == "text/html");
  BOOST_TEST(response.header("x-folded") == "one two");
  BOOST_TEST(response.header("set-cookie") == "a");
  BOOST_TEST(response.headers.size() == 6u);
  BOOST_TEST(response.body == "\x1f\x8b!!");
  BOOST_TEST(response.address == "127.0.0.1");
}

BOOST_AUTO_TEST_CASE(only_the_last_head_counts_and_chunks_are_joined) {
  LoopbackServer server(
      Always("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
             "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nX: y\r\n\r\n"
             "3\r\nabc\r\n2\r\nde\r\n0\r\nTrailer: late\r\n\r\n"));
  const auto response = Fetch(Request(server.origin()));
  BOOST_TEST(response.status == 200);
  BOOST_TEST(response.body == "abcde");
  BOOST_TEST(response.header("link").empty());
  BOOST_TEST(response.header("trailer").empty());
  BOOST_TEST(response.header("x") == "y");
}

BOOST_AUTO_TEST_CASE(sends_what_it_is_told_and_nothing_of_its_own_accord) {
  LoopbackServer server([](const LoopbackServer::Request& request) {
    return LoopbackServer::Reply{LoopbackServer::Ok(request.head + request.body)};
  });
  auto request = Request(server.origin() + "/a/../b");
  request.headers = {{"User-Agent", "sholu/0.1"}, {"If-None-Match", "\"v\""}};
  const std::string got = Fetch(request).body;
  BOOST_TEST(got.starts_with("GET /a/../b HTTP/1.1\r\n"));
  BOOST_TEST(got.find("User-Agent: sholu/0.1\r\n") != std::string::npos);
  BOOST_TEST(got.find("If-None-Match: \"v\"\r\n") != std::string::npos);
  BOOST_TEST(got.find("Accept-Encoding") == std::string::npos);
  BOOST_TEST(got.find("curl") == std::string::npos);

  request.method = "POST";
  request.body = "hello";
  const std::string posted = Fetch(request).body;
  BOOST_TEST(posted.starts_with("POST "));
  BOOST_TEST(posted.ends_with("\r\n\r\nhello"));
  BOOST_TEST(posted.find("Expect") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(redirects_are_left_to_the_caller) {
  LoopbackServer server(
      Always("HTTP/1.1 302 Found\r\nLocation: /else\r\nContent-Length: 0\r\n\r\n"));
  const auto response = Fetch(Request(server.origin()));
  BOOST_TEST(response.status == 302);
  BOOST_TEST(response.header("location") == "/else");
}

BOOST_AUTO_TEST_CASE(loopback_is_refused_unless_allowed) {
  LoopbackServer server(Always(LoopbackServer::Ok("secret")));
  const std::string port = server.origin().substr(server.origin().rfind(':'));
  CurlHttpClient client({});
  for (const std::string host : {"127.0.0.1", "localhost", "127.1", "0x7f000001", "2130706433",
                                 "[::ffff:127.0.0.1]", "0.0.0.0", "[::1]"}) {
    auto request = Request("http://" + host + port + "/");
    request.allow_private_addresses = false;
    const auto response = Fetch(client, request);
    BOOST_CHECK_MESSAGE(response.failure == HttpFailure::kForbiddenAddress,
                        host << ": " << response.reason);
    BOOST_TEST(response.reason == "forbidden_address");
    BOOST_TEST(response.body.empty());
  }
  BOOST_TEST(server.connections() == 0);
}

BOOST_AUTO_TEST_CASE(a_kept_connection_does_not_pass_on_its_rights) {
  int asked = 0;
  LoopbackServer server([&](const LoopbackServer::Request&) {
    ++asked;
    return LoopbackServer::Reply{LoopbackServer::Ok("secret")};
  });
  CurlHttpClient client({});
  BOOST_TEST(Fetch(client, Request(server.origin())).status == 200);
  auto request = Request(server.origin());
  request.allow_private_addresses = false;
  BOOST_CHECK(Fetch(client, request).failure == HttpFailure::kForbiddenAddress);
  BOOST_TEST(asked == 1);
}

BOOST_AUTO_TEST_CASE(a_proxy_does_not_lead_to_addresses_inside) {
  LoopbackServer proxy(Always(LoopbackServer::Ok("via proxy")));
  CurlHttpClient::Options options;
  options.proxy = proxy.origin();
  CurlHttpClient client(options);
  auto request = Request("http://192.168.1.1/");
  request.allow_private_addresses = false;
  BOOST_CHECK(Fetch(client, request).failure == HttpFailure::kForbiddenAddress);
  request.url = "http://news.example/";
  BOOST_TEST(Fetch(client, request).body == "via proxy");
}

BOOST_AUTO_TEST_CASE(a_body_beyond_the_limit_is_cut_off) {
  LoopbackServer server(Always(LoopbackServer::Ok(std::string(100'000, 'a'))));
  auto request = Request(server.origin());
  request.max_bytes = 50'000;
  const auto response = Fetch(request);
  BOOST_CHECK(response.failure == HttpFailure::kTooLarge);
  BOOST_TEST(response.body.size() == 50'000u);
  request.max_bytes = 100'000;
  BOOST_CHECK(Fetch(request).failure == HttpFailure::kNone);
}

BOOST_AUTO_TEST_CASE(endless_headers_are_cut_off) {
  std::string head = "HTTP/1.1 200 OK\r\n";
  for (int i = 0; i < 6000; ++i) head += "x-header: " + std::string(60, 'h') + "\r\n";
  LoopbackServer server(Always(head + "\r\n"));
  BOOST_CHECK(Fetch(Request(server.origin())).failure == HttpFailure::kProtocol);
}

BOOST_AUTO_TEST_CASE(a_slow_drip_times_out) {
  LoopbackServer server([](const LoopbackServer::Request&) {
    return LoopbackServer::Reply{LoopbackServer::Ok(std::string(1000, 'a')), 20ms};
  });
  auto request = Request(server.origin());
  request.timeout = 300ms;
  const auto start = std::chrono::steady_clock::now();
  BOOST_CHECK(Fetch(request).failure == HttpFailure::kTimeout);
  BOOST_CHECK(std::chrono::steady_clock::now() - start < 5s);

  request.timeout = 20s;
  CurlHttpClient::Options options;
  options.slowest_bytes_per_second = 10'000;
  options.slowest_for = 1s;
  CurlHttpClient client(options);
  BOOST_CHECK(Fetch(client, request).failure == HttpFailure::kTimeout);
  BOOST_CHECK(std::chrono::steady_clock::now() - start < 10s);
}

BOOST_AUTO_TEST_CASE(every_failure_has_its_name_and_one_line) {
  LoopbackServer garbage(Always("SSH-2.0-OpenSSH\r\n", true));
  LoopbackServer cut(Always("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc", true));
  std::string closed;
  {
    LoopbackServer gone(Always(""));
    closed = gone.origin();
  }
  struct Case {
    std::string url;
    HttpFailure failure;
  };
  const std::vector<Case> cases = {
      {garbage.origin(), HttpFailure::kProtocol},
      {cut.origin(), HttpFailure::kProtocol},
      {closed, HttpFailure::kConnect},
      {"https" + garbage.origin().substr(4), HttpFailure::kTls},
      {"http://no-such-host.invalid/", HttpFailure::kResolve},
      {"file:///etc/passwd", HttpFailure::kProtocol},
      {"ftp://127.0.0.1/", HttpFailure::kProtocol},
      {"http://user:password@127.0.0.1/", HttpFailure::kProtocol},
      {garbage.origin() + "/\r\nX: y", HttpFailure::kProtocol},
  };
  for (const auto& [url, failure] : cases) {
    const auto response = Fetch(Request(url));
    BOOST_CHECK_MESSAGE(response.failure == failure, url << ": " << response.reason);
    BOOST_TEST(!response.reason.empty(), url);
    BOOST_TEST(response.reason.find('\n') == std::string::npos, url);
  }
}

BOOST_AUTO_TEST_CASE(a_line_break_in_a_header_is_refused) {
  auto request = Request("http://127.0.0.1:1/");
  request.headers = {{"If-None-Match", "a\r\nHost: other"}};
  const auto response = Fetch(request);
  BOOST_CHECK(response.failure == HttpFailure::kProtocol);
  BOOST_TEST(response.reason == "a line break in header If-None-Match");
}

BOOST_AUTO_TEST_CASE(one_connection_serves_many_requests) {
  LoopbackServer server(Always(LoopbackServer::Ok("x")));
  CurlHttpClient client({});
  for (int i = 0; i < 20; ++i) BOOST_TEST(Fetch(client, Request(server.origin())).status == 200);
  BOOST_TEST(server.connections() == 1);
}

BOOST_AUTO_TEST_CASE(a_connection_that_is_not_to_be_kept_is_closed) {
  LoopbackServer server(Always(LoopbackServer::Ok("x")));
  CurlHttpClient client({});
  for (int i = 0; i < 3; ++i) {
    HttpRequest request = Request(server.origin());
    request.keep_connection = false;
    BOOST_TEST(Fetch(client, request).body == "x");
  }
  BOOST_TEST(server.connections() == 3);
}

BOOST_AUTO_TEST_CASE(a_callback_may_start_the_next_exchange) {
  LoopbackServer server(Always(LoopbackServer::Ok("x")));
  CurlHttpClient client({});
  int answered = 0;
  std::function<void(HttpResponse)> next = [&](HttpResponse) {
    if (++answered < 10) client.Start(Request(server.origin()), next);
  };
  client.Start(Request(server.origin()), next);
  while (client.Poll(100ms) > 0) {
  }
  BOOST_TEST(answered == 10);
}

BOOST_AUTO_TEST_CASE(wake_ends_a_wait_from_another_thread) {
  CurlHttpClient client({});
  const auto start = std::chrono::steady_clock::now();
  std::thread waker([&] {
    std::this_thread::sleep_for(50ms);
    client.Wake();
  });
  BOOST_TEST(client.Poll(20s) == 0u);
  waker.join();
  BOOST_CHECK(std::chrono::steady_clock::now() - start < 10s);
}

BOOST_AUTO_TEST_CASE(what_is_under_way_at_the_end_is_cancelled_once) {
  LoopbackServer server([](const LoopbackServer::Request&) {
    return LoopbackServer::Reply{LoopbackServer::Ok("slow"), 100ms};
  });
  int cancelled = 0;
  {
    CurlHttpClient client({});
    client.Start(Request(server.origin()), [&](HttpResponse response) {
      if (response.failure == HttpFailure::kCancelled) ++cancelled;
    });
    client.Poll(50ms);
  }
  BOOST_TEST(cancelled == 1);
}

BOOST_AUTO_TEST_CASE(thousands_of_requests_per_second_on_one_connection) {
  LoopbackServer server(Always(LoopbackServer::Ok(std::string(2000, 'x'))));
  CurlHttpClient client({});
  constexpr int kRequests = 2000;
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < kRequests; ++i) Fetch(client, Request(server.origin()));
  const std::chrono::duration<double> time = std::chrono::steady_clock::now() - start;
  BOOST_TEST_MESSAGE(static_cast<int>(kRequests / time.count()) << " requests/s");
  BOOST_TEST(time.count() < 20);  // a wait of 10 ms per request would take this long
}

BOOST_AUTO_TEST_CASE(special_addresses_are_not_public) {
  for (const char* address : {"0.0.0.0",
                              "10.1.2.3",
                              "100.64.0.1",
                              "100.127.255.255",
                              "127.0.0.1",
                              "127.255.255.255",
                              "169.254.169.254",
                              "172.16.0.1",
                              "172.31.255.255",
                              "192.0.0.1",
                              "192.0.2.1",
                              "192.88.99.1",
                              "192.168.0.1",
                              "198.18.0.1",
                              "198.19.255.255",
                              "198.51.100.1",
                              "203.0.113.1",
                              "224.0.0.1",
                              "239.255.255.255",
                              "240.0.0.1",
                              "255.255.255.255",
                              "::",
                              "::1",
                              "::127.0.0.1",
                              "::8.8.8.8",
                              "::ffff:127.0.0.1",
                              "::ffff:169.254.169.254",
                              "64:ff9b::10.0.0.1",
                              "64:ff9b:1::1",
                              "2002:7f00:1::",
                              "2002:c0a8:101::1",
                              "2001::1",
                              "2001:db8::1",
                              "2001:10::1",
                              "3fff::1",
                              "fc00::1",
                              "fd00::1",
                              "fe80::1",
                              "fec0::1",
                              "ff02::1",
                              "100::1",
                              "",
                              "localhost",
                              "1.2.3"}) {
    BOOST_TEST(!crawler::IsPublicAddress(std::string_view(address)), address);
  }
  for (const char* address :
       {"1.1.1.1", "100.63.255.255", "100.128.0.1", "172.15.255.255", "172.32.0.1", "192.0.1.1",
        "198.17.255.255", "198.20.0.1", "223.255.255.255", "2a00:1450::1", "2606:4700::1111",
        "2001:4860::8888", "::ffff:1.1.1.1", "64:ff9b::1.1.1.1", "2002:101:101::1"}) {
    BOOST_TEST(crawler::IsPublicAddress(std::string_view(address)), address);
  }
}

BOOST_AUTO_TEST_SUITE_END()
