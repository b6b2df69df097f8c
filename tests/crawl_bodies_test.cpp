#include <boost/test/unit_test.hpp>
#include <memory>
#include <string>

#include "app/crawl.h"
#include "config/lexicon_loader.h"
#include "crawler/curl_http_client.h"
#include "tests/support/loopback_server.h"
#include "tests/support/store_fixture.h"

using namespace std::chrono_literals;
using test::LoopbackServer;

namespace {

const std::string kNotice =
    "Материалы газеты можно перепечатывать только со ссылкой на её сайт, мнение редакции может не "
    "совпадать с мнением авторов.";

std::string Story(int number) {
  std::string text;
  for (int i = 0; i < 3; ++i) {
    if (i > 0) text += '\n';
    text += "Акимат района № " + std::to_string(number * 10 + i) +
            " сообщил журналистам, что ремонт дороги закончат к осени, а деньги на него в бюджете "
            "есть.";
  }
  return text;
}

// An outlet with a feed of so many stories; each page ends with the notice, or asks not to be kept.
std::string Answer(const std::string& target, int stories) {
  if (target == "/rss") {
    std::string feed = "<rss version='2.0'><channel><title>Газета</title>";
    for (int i = 0; i < stories; ++i) {
      const std::string path = "/news/" + std::to_string(i);
      feed += "<item><title>Ремонт</title><link>" + path + "</link></item>";
    }
    return LoopbackServer::Ok(feed + "</channel></rss>", "Content-Type: application/rss+xml\r\n");
  }
  if (!target.starts_with("/news/")) return "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";
  const int number = std::stoi(target.substr(6));
  std::string page = "<!doctype html><html><head><meta charset=utf-8><title>Ремонт</title>";
  if (number == 3) page += "<meta name=robots content=noindex>";
  page += "</head><body><article><h1>Ремонт дороги</h1><p>";
  for (const char c : Story(number)) page += c == '\n' ? "</p><p>" : std::string(1, c);
  return LoopbackServer::Ok(page + "</p><p>" + kNotice + "</p></article></body></html>",
                            "Content-Type: text/html\r\n");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(crawl_bodies_test)

BOOST_AUTO_TEST_CASE(what_repeats_on_a_site_leaves_the_bodies_of_later_pages) {
  constexpr int kStories = 20;
  LoopbackServer server([](const LoopbackServer::Request& request) {
    return LoopbackServer::Reply{Answer(request.target, kStories)};
  });
  const fixture::Folder folder;
  store::Options options;
  options.folder = folder / "store";
  const auto store = fixture::Open(options);
  const nlp::Analyzer analyzer;
  const auto classifier =
      std::move(*classify::Classifier::Compile(config::BuiltInLexicon(), analyzer, {}));
  auto events = app::EventLog::Open("");
  BOOST_REQUIRE(events);
  app::CrawlSettings settings;
  crawler::Source source;
  source.id = "paper";
  source.feeds = {server.origin() + "/rss"};
  source.delay = 0ms;
  source.allow_private_addresses = true;
  settings.sources = {source};
  settings.archive.folder = folder / "archive";
  settings.pipeline.workers = 1;
  crawler::CurlHttpClient http({});
  const auto totals = app::Crawl(settings, analyzer, *classifier, *store, http, *events, {},
                                 [](const auto&, const auto&) {});
  BOOST_TEST(totals.refused.at("noindex") == 1u);
  int whole = 0, with_notice = 0;
  for (int number = 0; number < kStories; ++number) {
    const std::string url = server.origin() + "/news/" + std::to_string(number);
    const auto found = store->Find({core::SourceType::kMedia, "paper", url});
    BOOST_TEST(found.has_value() == (number != 3));
    if (!found) continue;
    const std::string& text = found->document.text;
    whole += text == Story(number) ? 1 : 0;
    with_notice += text == Story(number) + "\n" + kNotice ? 1 : 0;
  }
  BOOST_TEST(with_notice == 6);  // until there was something to compare with
  BOOST_TEST(whole == kStories - 1 - 6);
}

BOOST_AUTO_TEST_SUITE_END()
