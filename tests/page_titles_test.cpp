#include "crawler/page_titles.h"

#include <boost/test/unit_test.hpp>
#include <string>

#include "crawler/extractor.h"

namespace {

std::string Title(const std::string& html) {
  crawler::ExtractOptions options;
  options.url = "https://www.steppe-courier.example/kk/a";
  const auto page = crawler::Extract(html, options);
  if (!page) BOOST_FAIL(page.error().message);
  return page->title;
}

std::string Graph(const std::string& title) {
  return "<meta property=og:title content='" + title + "'>";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(page_titles_test)

BOOST_AUTO_TEST_CASE(a_heading_that_is_reworded_for_searchers_is_the_title) {
  BOOST_TEST(Title("<title>Bridge repair costs explained | Steppe Courier</title>" +
                   Graph("Bridge repair costs explained") +
                   "<h1>Nine things that repairing a bridge costs</h1>") ==
             "Nine things that repairing a bridge costs");
  BOOST_TEST(Title("<title>Ремонт моста: итоги года</title>" + Graph("Ремонт моста: итоги года") +
                   "<h1>Ремонт моста обошёлся втрое дороже</h1>") ==
             "Ремонт моста обошёлся втрое дороже");
}

BOOST_AUTO_TEST_CASE(a_heading_of_other_things_is_no_title) {
  BOOST_TEST(Title("<title>Bridge repair costs explained</title>" +
                   Graph("Bridge repair costs explained") + "<h1>Sunday reading</h1>") ==
             "Bridge repair costs explained");
}

BOOST_AUTO_TEST_CASE(only_the_first_heading_may_reword_the_title) {
  const std::string head =
      "<title>Bridge repair costs explained</title>" + Graph("Bridge repair costs explained");
  BOOST_TEST(Title(head + "<h1>Sunday reading</h1><h1>What else a bridge repair costs</h1>") ==
             "Bridge repair costs explained");
  BOOST_TEST(Title(head + "<h1>Steppe Courier</h1><h1>What a bridge repair costs</h1>") ==
             "What a bridge repair costs");
}

BOOST_AUTO_TEST_CASE(a_title_may_name_the_outlet) {
  const std::string title = "Steppe Courier 18: the bridge of the year";
  BOOST_TEST(Title("<meta property=og:site_name content='Steppe Courier'>" + Graph(title) + "<h1>" +
                   title + "</h1><h1>The bridge of the year is old</h1>") == title);
}

BOOST_AUTO_TEST_CASE(a_lower_heading_shows_the_title_where_h1_does_not) {
  const std::string stated = "Nine things that repairing a bridge costs";
  const std::string searched = "Bridge repair: costs, terms, builders";
  BOOST_TEST(Title("<title>" + searched + "</title>" + Graph(stated) + "<h1>" + searched +
                   "</h1><h2><span>City</span> " + stated + "</h2>") == stated);
  BOOST_TEST(Title("<title>" + searched + "</title>" + Graph(stated) + "<h1>" + searched +
                   "</h1><p>x</p><h2><a href=/b>" + stated + "</a></h2>") == searched);
  BOOST_TEST(Title("<title>" + stated + "</title><h1>The notes of a builder</h1><h2>" + stated +
                   "</h2>") == stated);
  BOOST_TEST(Title("<title>" + searched + "</title>" + Graph(searched) + "<h1>" + searched +
                   "</h1><h2>" + stated + "</h2>") == searched);
}

BOOST_AUTO_TEST_CASE(a_subtitle_in_the_heading_is_left_out) {
  const std::string title = "The bridge was closed for a year";
  const std::string heading = "<h1>" + title + " and nobody knows who will pay</h1>";
  BOOST_TEST(Title("<title>Bridge closed</title>" + Graph(title) +
                   "<meta name=twitter:title content='" + title + "'>" + heading) == title);
  BOOST_TEST(Title("<title>Bridge closed</title>" + Graph(title) + heading) ==
             title + " and nobody knows who will pay");
}

BOOST_AUTO_TEST_CASE(kickers_that_differ_are_no_part_of_the_title) {
  BOOST_TEST(Title(Graph("Repairs in the city: The bridge was closed for a year") +
                   "<h1>Transport - The bridge was closed for a year</h1>") ==
             "The bridge was closed for a year");
}

BOOST_AUTO_TEST_CASE(a_stated_headline_is_the_title_without_the_section) {
  BOOST_TEST(Title("<meta name=headline content='The bridge was closed'>" +
                   Graph("The bridge was closed-City") + "<p>x</p>") == "The bridge was closed");
}

BOOST_AUTO_TEST_CASE(the_outlet_is_no_part_of_a_stated_headline) {
  BOOST_TEST(Title("<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":"
                   "\"The bridge was closed | Steppe Courier\"}</script>" +
                   Graph("The bridge was closed | Steppe Courier | News") + "<p>x</p>") ==
             "The bridge was closed");
}

BOOST_AUTO_TEST_CASE(a_title_is_cut_between_characters) {
  std::string endless;
  for (int i = 0; i < 1000; ++i) endless += "ә";
  const std::string title = Title(Graph("x" + endless) + "<p>x</p>");
  BOOST_TEST(title.size() == 999u);
  BOOST_TEST(title.ends_with("ә"));
}

BOOST_AUTO_TEST_SUITE_END()
