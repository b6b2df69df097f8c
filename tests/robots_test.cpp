#include "crawler/robots.h"

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <string>
#include <string_view>

using crawler::RobotsRules;
using std::chrono::milliseconds;

namespace {

struct Case {
  std::string_view body, url;
  bool allowed;
};

bool Allows(std::string_view body, std::string_view url) {
  return RobotsRules::Parse(body, "sholu").Allows(url);
}

template <std::size_t n>
void Check(const Case (&cases)[n]) {
  for (const Case& each : cases) {
    BOOST_TEST(Allows(each.body, each.url) == each.allowed, each.body << " | " << each.url);
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(allows_everything_without_rules) {
  Check({{"", "/a", true},
         {"\n\n# nothing\n", "/a", true},
         {"Disallow: /", "/a", true},  // belongs to no group
         {"User-agent: *\nDisallow:", "/a", true},
         {"User-agent: other\nDisallow: /", "/a", true}});
  BOOST_TEST(RobotsRules::AllowAll().Allows("/a"));
  BOOST_TEST(!RobotsRules::DisallowAll().Allows("/a"));
}

// RFC 9309 2.2.1.
BOOST_AUTO_TEST_CASE(picks_the_groups_that_name_the_agent) {
  constexpr std::string_view kTwo =
      "User-agent: *\nDisallow: /\n\nUser-agent: Sholu/1.0 (+http://x)\nDisallow: /p\n";
  constexpr std::string_view kMerged =
      "User-agent: sholu\nDisallow: /a\nUser-agent: x\nDisallow: /b\nUser-agent: SHOLU\n"
      "Disallow: /c";
  constexpr std::string_view kShared = "User-agent: x\n\nUser-agent: sholu\nDisallow: /a\n";
  Check({{kTwo, "/q", true},
         {kTwo, "/p", false},
         {kMerged, "/a", false},
         {kMerged, "/b", true},
         {kMerged, "/c", false},
         {kShared, "/a", false},
         {"User-agent: sholubot\nDisallow: /", "/a", true},
         {"User-agent: sholu\n\nUser-agent: *\nDisallow: /", "/a", false},
         {"User-agent: sholu\nAllow:\nUser-agent: *\nDisallow: /", "/a", true},
         {"User-agent: * and more\nDisallow: /", "/a", false}});
}

// RFC 9309 2.2.2.
BOOST_AUTO_TEST_CASE(lets_the_longest_match_decide_and_allow_win_ties) {
  constexpr std::string_view kBody =
      "User-agent: *\nDisallow: /a\nAllow: /a/b\nDisallow: /a/b/c\nDisallow: /t\nAllow: /t\n";
  Check({{kBody, "/a", false},
         {kBody, "/ab", false},
         {kBody, "/a/b", true},
         {kBody, "/a/b/c/d", false},
         {kBody, "/A", true},
         {kBody, "/t", true}});
}

// RFC 9309 2.2.3.
BOOST_AUTO_TEST_CASE(understands_star_and_dollar) {
  constexpr std::string_view kPdf = "User-agent: *\nDisallow: /*.pdf$\n";
  constexpr std::string_view kStars = "User-agent: *\nDisallow: /*a*b*c\n";
  constexpr std::string_view kTail = "User-agent: *\nDisallow: /*ab$\n";
  Check({{kPdf, "/x.pdf", false},
         {kPdf, "/x.pdf?y", true},
         {kPdf, "/x.pdf/y.pdf", false},
         {kStars, "/1a2b3c4", false},
         {kStars, "/cba", true},
         {kTail, "/abab", false},
         {kTail, "/aba", true},
         {"User-agent: *\nDisallow: *x", "/ax", false},
         {"User-agent: *\nDisallow: /a$b", "/a$b", false},
         {"User-agent: *\nDisallow: /a$b", "/a", true},
         {"User-agent: *\nDisallow: /$", "/", false},
         {"User-agent: *\nDisallow: /$", "/a", true}});
}

BOOST_AUTO_TEST_CASE(compares_percent_encoded_and_plain_paths_as_equal) {
  constexpr std::string_view kPlain = "User-agent: *\nDisallow: /новости\n";
  constexpr std::string_view kEncoded = "User-agent: *\nDisallow: /%d0%bd\n";
  Check({{kPlain, "/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8/1", false},
         {kPlain, "/%d0%bd%d0%be%d0%b2%d0%be%d1%81%d1%82%d0%b8", false},
         {kPlain, "/новости", false},
         {kEncoded, "/новости", false},
         {kEncoded, "/о", true},
         {"User-agent: *\nDisallow: /%7Ejoe/\n", "/~joe/1", false},
         {"User-agent: *\nDisallow: /~joe/\n", "/%7ejoe/1", false},
         {"User-agent: *\nDisallow: /%63losed/\n", "/closed/2", false},
         {"User-agent: *\nDisallow: /a%2Fb\n", "/a/b", true}});
}

BOOST_AUTO_TEST_CASE(reads_urls_as_well_as_paths) {
  constexpr std::string_view kBody = "User-agent: *\nDisallow: /a?b\n";
  Check({{kBody, "https://site.example/a?b=1#c", false},
         {kBody, "//site.example/a?b", false},
         {kBody, "https://site.example", true},
         {kBody, "https://site.example/?/a?b", true},
         {"User-agent: *\nDisallow: /", "/robots.txt", true},
         {"User-agent: *\nDisallow: /", "https://site.example/robots.txt", true}});
}

BOOST_AUTO_TEST_CASE(forgives_what_webmasters_write) {
  Check({{"\xEF\xBB\xBFUser-agent: *\r\nDisallow: /a\r\n", "/a", false},
         {"user-agent:*\rDISALLOW:/a\r", "/a", false},
         {"  User-agent : * # all\n Disallow : /a # x\n", "/a", false},
         {"User-agent *\nDisallow /a\n", "/a", false},
         {"User-agent *\nDisallow /a /b\n", "/a", true},
         {"Useragent: *\nDissallow: /a\n", "/a", false},
         {"User agent: *\nDisalow: /a\n", "/a", false},
         {"User-agent: *\nNonsense\nUnknown: x\nDisallow: /a\n", "/a", false},
         {"User-agent: *\nDisallow: /a\nAllow: /a/index.html\n", "/a/", true},
         {std::string_view("User-agent: *\nDisallow: /a\0b\n", 29), "/a", false}});
}

BOOST_AUTO_TEST_CASE(collects_delay_and_sitemaps) {
  const auto rules = RobotsRules::Parse(
      "Sitemap: https://site.example/a.xml\nUser-agent: *\nCrawl-delay: 30\n"
      "User-agent: sholu\nCrawl-delay: 2.5\nDisallow: /x\nsite-map: https://site.example/b.xml\n",
      "sholu");
  BOOST_TEST((rules.crawl_delay() == milliseconds(2500)));
  BOOST_TEST(rules.sitemaps().size() == 2u);
  BOOST_TEST(rules.sitemaps().back() == "https://site.example/b.xml");
  const auto delay = [](std::string_view value) {
    return RobotsRules::Parse("User-agent: *\nCrawl-delay: " + std::string(value), "sholu")
        .crawl_delay();
  };
  BOOST_TEST((delay("1e300") == std::chrono::hours(24)));
  BOOST_TEST(!delay("soon").has_value());
  BOOST_TEST(!delay("-1").has_value());
  BOOST_TEST(!delay("nan").has_value());
}

BOOST_AUTO_TEST_CASE(matches_hostile_patterns_in_linear_time) {
  std::string body = "User-agent: *\n";
  for (int i = 0; i < 50; ++i) {
    body += "Disallow: /";
    for (int star = 0; star < 4000; ++star) body += "a*";
    body += "b\n";
  }
  const auto begin = std::chrono::steady_clock::now();
  BOOST_TEST(Allows(body, "/" + std::string(60'000, 'a')));
  // Trying again at each star would take years.
  BOOST_TEST((std::chrono::steady_clock::now() - begin < std::chrono::seconds(5)));
}
