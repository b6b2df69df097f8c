#include "crawler/url_shape.h"

#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

using crawler::Canonicalize;

namespace {

std::vector<std::string> MainsOf(const char* url) {
  return crawler::MainForms(*Canonicalize(url));
}

std::string TrapAt(const std::string& url) {
  return std::string(crawler::TrapOf(*Canonicalize(url), 2026));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(url_shape_test)

BOOST_AUTO_TEST_CASE(amp_mobile_and_print_versions_name_their_main_form) {
  const std::vector<std::pair<const char*, const char*>> cases = {
      {"https://a.kz/news/5/amp/", "https://a.kz/news/5/"},
      {"https://a.kz/news/5/amp", "https://a.kz/news/5"},
      {"https://a.kz/amp/news/5", "https://a.kz/news/5"},
      {"https://a.kz/news/5.amp", "https://a.kz/news/5"},
      {"https://a.kz/news/5?amp", "https://a.kz/news/5"},
      {"https://a.kz/news/5?amp=1&id=7", "https://a.kz/news/5?id=7"},
      {"https://a.kz/news/5?outputType=amp", "https://a.kz/news/5"},
      {"https://a.kz/news/5/print/", "https://a.kz/news/5/"},
      {"https://a.kz/print/news/5", "https://a.kz/news/5"},
      {"https://a.kz/news/5?print=Y", "https://a.kz/news/5"},
      {"https://a.kz/5?view=print&id=1", "https://a.kz/5?id=1"},
      {"https://m.a.kz/news/5", "https://a.kz/news/5"},
      {"https://amp.a.kz/news/5/amp", "https://a.kz/news/5"},
  };
  for (const auto& [twin, main] : cases) {
    const auto mains = MainsOf(twin);
    BOOST_TEST_CONTEXT(twin) {
      BOOST_REQUIRE(!mains.empty());
      BOOST_TEST(mains[0] == main);
    }
  }
  BOOST_TEST(MainsOf("https://m.a.kz/5").at(1) == "https://www.a.kz/5");
}

BOOST_AUTO_TEST_CASE(ordinary_addresses_are_no_versions) {
  for (const char* url :
       {"https://a.kz/", "https://a.kz/news/5", "https://a.kz/amp", "https://a.kz/print/",
        "https://m.kz/news/5", "https://a.kz/news?print=house", "https://a.kz/news/champ",
        "https://a.kz/news?id=5", "https://mobile.kz/", "http://127.0.0.1/a"}) {
    BOOST_TEST_CONTEXT(url) {
      BOOST_TEST(MainsOf(url).empty());
    }
  }
}

BOOST_AUTO_TEST_CASE(shapes_without_end_are_named) {
  const std::vector<std::pair<std::string, const char*>> cases = {
      {"https://a.kz/a/a/a/", "repeated segments"},
      {"https://a.kz/ru/news/ru/news/ru/news/5", "repeated segments"},
      {"https://a.kz/a/x/a/y/a/z/a", "repeated segments"},
      {"https://a.kz/calendar/2199/05", "calendar"},
      {"https://a.kz/calendar/1905-03-01", "calendar"},
      {"https://a.kz/events?month=2031-01", "calendar"},
      {"https://a.kz/events?year=1899", "calendar"},
      {"https://a.kz/news/page/4711/", "endless pagination"},
      {"https://a.kz/news?PAGEN_1=99999999999", "endless pagination"},
      {"https://a.kz/news?start=1000000", "endless pagination"},
      {"https://a.kz/" + std::string(2000, 'a'), "too long"},
      {"https://a.kz/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17/18/19/20/21", "too deep"},
  };
  for (const auto& [url, trap] : cases) {
    BOOST_TEST_CONTEXT(url) {
      BOOST_TEST(TrapAt(url) == trap);
    }
  }
}

BOOST_AUTO_TEST_CASE(what_news_sites_have_is_no_trap) {
  for (const char* url :
       {"https://a.kz/", "https://a.kz/ru/news/2024/05/12/ru-news", "https://a.kz/2027/01/x",
        "https://a.kz/?p=123456", "https://a.kz/news/page/40/", "https://a.kz/1/1/1",
        "https://a.kz/law/1905", "https://a.kz/article/20240512-1", "https://a.kz/tag/2050-plan",
        "https://a.kz/news?date=2024-05-12", "https://a.kz/item/3021-12345"}) {
    BOOST_TEST_CONTEXT(url) {
      BOOST_TEST(TrapAt(url) == "");
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
