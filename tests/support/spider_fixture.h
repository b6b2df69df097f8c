// A crawler over a made-up web and a simulated clock, for the suites about crawling.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crawler/frontier.h"
#include "crawler/spider.h"
#include "tests/support/fake_http_client.h"
#include "tests/support/memory_key_value.h"
#include "tests/support/simulated_clock.h"

namespace test {

using core::HttpRequest;
using crawler::FetchedPage;
using crawler::Frontier;
using crawler::FrontierItem;
using crawler::Source;
using crawler::Spider;
using Reply = FakeHttpClient::Reply;
using namespace std::chrono_literals;

inline std::string Numbered(const char* before, int number, const char* after = "") {
  std::string text = before;
  text += std::to_string(number);
  return text += after;
}

inline Source SourceOf(const std::string& id, const std::string& feed) {
  Source source;
  source.id = id;
  source.feeds = {feed};
  return source;
}

inline FrontierItem Article(const std::string& url, const std::string& source) {
  FrontierItem item;
  item.url = url;
  item.origin = url.substr(0, url.find('/', 8));
  item.source = source;
  return item;
}

inline std::string HeaderOf(const HttpRequest& request, std::string_view name) {
  for (const auto& [key, value] : request.headers) {
    if (key == name) return value;
  }
  return {};
}

// A web of a few pages, and a crawler that stores what it gets.
struct SpiderFixture {
  SimulatedClock clock;
  MemoryKeyValue space;
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
    spider.emplace(*frontier, space, http, sources, options);
  }
  // A crawler that knows nothing yet.
  void OpenAnew() {
    spider.reset();
    frontier.reset();
    space.Clear();
    Open();
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

}  // namespace test
