#include "crawler/link_scanner.h"

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <string>
#include <vector>

#include "crawler/robots_directives.h"

using crawler::RobotsDirectives;
using crawler::ScannedPage;
using crawler::ScanPage;

namespace {

std::vector<std::string> LinksOf(std::string_view html) {
  return ScanPage(html, {}).links;
}

using Links = std::vector<std::string>;

RobotsDirectives Told(std::string_view value) {
  RobotsDirectives directives;
  directives.Add(value, "sholu");
  return directives;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(link_scanner_test)

BOOST_AUTO_TEST_CASE(links_come_in_order_however_they_are_written) {
  BOOST_TEST((LinksOf("<a href=/1>x</a><A\nHREF = '/2' >x</A><a class=x href=\"/3?a=1&amp;b=2\">"
                      "<area href=/4/><a title='>' href=/5><a href=' /6 '>") ==
              Links{"/1", "/2", "/3?a=1&b=2", "/4/", "/5", "/6"}));
  BOOST_TEST((LinksOf("<a href=/a&#x2F;b><a href=/c&#47;d><a href=/e&copy=1&#1;>") ==
              Links{"/a/b", "/c/d", "/e&copy=1&#1;"}));
}

BOOST_AUTO_TEST_CASE(what_is_no_link_is_passed_over) {
  BOOST_TEST(LinksOf("<!-- <a href=/1> --><script>'<a href=/2>'</script><style><a href=/3></style>"
                     "<title><a href=/4></title><abbr href=/5><a><a href=''><a href='#top'>"
                     "</a href=/6><a href=/7 rel='external nofollow'>< a href=/8>")
                 .empty());
  BOOST_TEST((LinksOf("<script><a href=/1></scrip></script><a href=/2>") == Links{"/2"}));
  BOOST_TEST((LinksOf("<a href=/1 href=/2>") == Links{"/1"}));
  // HTML 13.2.5.43 to 13.2.5.51.
  BOOST_TEST((LinksOf("<!--><a href=/1><!---><a href=/2><!----><a href=/3><!-- <a href=/4> --!>"
                      "<a href=/5><!--!> <a href=/6> <!-- ---><a href=/7>") ==
              Links{"/1", "/2", "/3", "/5", "/7"}));
}

BOOST_AUTO_TEST_CASE(the_head_says_where_the_page_lives) {
  const ScannedPage page = ScanPage(
      "<head><base href='/base/'><base href=/other/><meta name=Robots content='NOFOLLOW'>"
      "<meta name=othello content=noindex></head><body><a href=x>",
      {});
  BOOST_TEST(page.base == "/base/");
  BOOST_TEST(page.links.size() == 1u);
}

BOOST_AUTO_TEST_CASE(directives_are_read_as_headers_write_them) {
  BOOST_TEST(Told("").index);
  BOOST_TEST(!Told("noindex").index);
  BOOST_TEST(!Told("all, NoIndex , max-snippet:5").index);
  BOOST_TEST(!Told("none").index);
  BOOST_TEST(!Told("none").follow);
  BOOST_TEST(Told("nofollow").index);
  BOOST_TEST(Told("googlebot: noindex, nofollow").index);
  BOOST_TEST(Told("googlebot: noindex, nofollow").follow);
  BOOST_TEST(!Told("googlebot: none, Sholu: noindex").index);
  BOOST_TEST(Told("googlebot: none, Sholu: noindex").follow);
  BOOST_TEST(!Told("unavailable_after: 25 Jun 2010 15:00:00 PST, noindex").index);
  BOOST_TEST(Told("noindexing").index);
}

BOOST_AUTO_TEST_CASE(broken_pages_end) {
  for (const char* html :
       {"<", "<a", "<a href", "<a href=", "<a href='", "<a href='/1", "</", "</a", "<!--", "<!",
        "<?", "<script>", "<script></", "<a =/1", "<a / /", "&#", "<a href=&#x", "<a href='&#'>"}) {
    BOOST_TEST_CONTEXT(html) {
      BOOST_TEST(LinksOf(html).size() <= 1u);
    }
  }
}

BOOST_AUTO_TEST_CASE(hostile_pages_take_linear_time) {
  const auto begin = std::chrono::steady_clock::now();
  for (const char* piece : {"<a ", "<", "<a href='", "<!--", "<!-- --!", "<script></",
                            "<a href=&#x41 ", "</a ", "<a a a a a a a a"}) {
    std::string html;
    while (html.size() < 4u << 20) html += piece;
    ScanPage(html, {});
  }
  BOOST_TEST((std::chrono::steady_clock::now() - begin < std::chrono::seconds(5)));
  std::string many;
  for (int i = 0; i < 20'000; ++i) many += "<a href=/x>";
  BOOST_TEST(LinksOf(many).size() == 10'000u);
}

BOOST_AUTO_TEST_SUITE_END()
