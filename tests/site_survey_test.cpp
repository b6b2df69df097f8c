#include "crawler/site_survey.h"

#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

namespace {

crawler::SiteSurvey Survey(const std::string& html) {
  return crawler::SurveySite(html, *crawler::Canonicalize("https://dala.kz/"));
}

std::vector<std::string> Feeds(const std::string& html) {
  std::vector<std::string> urls;
  for (const auto& feed : Survey(html).feeds) urls.push_back(feed.url);
  return urls;
}

std::vector<std::string> Sections(const std::string& html) {
  std::vector<std::string> found;
  for (const auto& section : Survey(html).sections)
    found.push_back(section.url + " " + section.text);
  return found;
}

using Strings = std::vector<std::string>;

}  // namespace

BOOST_AUTO_TEST_SUITE(site_survey_test)

BOOST_AUTO_TEST_CASE(finds_declared_feeds_before_links_that_look_like_one) {
  BOOST_TEST(
      Feeds("<a href=/rss.xml>RSS</a>"
            "<link rel=alternate type='application/rss+xml' href=/feed/all title=All>"
            "<link rel='ALTERNATE home' type='Application/Atom+XML; charset=utf-8' href=atom>") ==
          (Strings{"https://dala.kz/feed/all", "https://dala.kz/atom", "https://dala.kz/rss.xml"}),
      boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(takes_no_other_alternates_for_feeds) {
  BOOST_TEST(
      Feeds("<link rel=alternate hreflang=kk href=/kk><link rel=alternate media=print href=/p>"
            "<link rel=stylesheet type='application/rss+xml' href=/s>"
            "<a href=/feedback>x</a><a href=/pressa>x</a><a href=/atomic-energy>x</a>")
          .empty());
}

BOOST_AUTO_TEST_CASE(knows_feeds_by_their_address) {
  for (const std::string link : {"/rss", "/feed/", "/news.rss", "/ru/rss/politics", "/atom.xml",
                                 "https://feeds.example.com/feed?x=1"}) {
    BOOST_TEST(Feeds("<a href='" + link + "'>x</a>").size() == 1u, link);
  }
}

BOOST_AUTO_TEST_CASE(resolves_by_the_base_of_the_page) {
  BOOST_TEST(Feeds("<base href='https://dala.kz/ru/'><link rel=alternate "
                   "type=application/rss+xml href=rss>") == Strings{"https://dala.kz/ru/rss"},
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(finds_sections_in_menus_only) {
  BOOST_TEST(
      Sections("<nav><ul><li><a href=/politics>Сая<b>сат</b></a><a href='/a?x=1&amp;y=2'>q</a>"
               "</ul></nav><p><a href=/not-in-menu>x</a>"
               "<div class='top mainMenu'><div><a href=/society/>Қоғам &amp; біз</a></div>"
               "<a href=/law>Заң</a></div><a href=/outside>x</a>") ==
          (Strings{"https://dala.kz/politics Саясат", "https://dala.kz/society/ Қоғам & біз",
                   "https://dala.kz/law Заң"}),
      boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(leaves_out_what_is_no_section) {
  BOOST_TEST(
      Sections("<nav><a href=/>Home</a><a href=https://else.kz/news>x</a><a href=/contacts>x</a>"
               "<a href=/news/2026/05/04/title-12345>x</a><a href=/a-b-c-d-e>x</a>"
               "<a href=/price.pdf>x</a><a href=mailto:a@b.kz>x</a><a href=/rss>x</a>"
               "<a href=/news>News</a><a href=/news#top>again</a></nav>") ==
          Strings{"https://dala.kz/news News"},
      boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(is_not_misled_by_a_class_within_a_word) {
  BOOST_TEST(Sections("<div class='unavailable document'><a href=/news>x</a></div>").empty());
}

BOOST_AUTO_TEST_CASE(bounds_what_it_finds) {
  std::string html = "<nav>";
  for (int i = 0; i < 5000; ++i) {
    html += "<a href=/s";
    for (int rest = i; rest > 0; rest /= 26) html += static_cast<char>('a' + rest % 26);
    html += "><a href=/rss/" + std::to_string(i) + ">";
  }
  BOOST_TEST(Survey(html).sections.size() == 50u);
  BOOST_TEST(Survey(html).feeds.size() == 50u);
}

BOOST_AUTO_TEST_SUITE_END()
