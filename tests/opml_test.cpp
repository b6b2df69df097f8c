#include "crawler/opml.h"

#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

namespace {

std::string Body(const std::string& outlines) {
  return "<?xml version='1.0'?><opml version='1.0'><head><title>t</title></head><body>" + outlines +
         "</body></opml>";
}

std::vector<crawler::OpmlFeed> Read(const std::string& opml) {
  auto feeds = crawler::ReadOpml(opml);
  BOOST_REQUIRE_MESSAGE(feeds, (feeds ? "" : feeds.error().message));
  return *feeds;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(opml_test)

BOOST_AUTO_TEST_CASE(reads_feeds_in_their_folders) {
  const auto feeds =
      Read(Body("<outline text='Қазақстан'><outline text='Өңір'>"
                "<outline type='rss' text='a' title='Дала &amp; тау' xmlUrl=' https://dala.kz/rss '"
                " htmlUrl='https://dala.kz/' language='kk-KZ'/></outline></outline>"
                "<outline text='b' xmlurl='https://b.kz/feed'/><outline text='a note'/>"));
  BOOST_REQUIRE(feeds.size() == 2u);
  BOOST_TEST(feeds[0].title == "Дала & тау");
  BOOST_TEST(feeds[0].feed == "https://dala.kz/rss");
  BOOST_TEST(feeds[0].page == "https://dala.kz/");
  BOOST_TEST(feeds[0].language == "kk-KZ");
  BOOST_TEST(feeds[0].category == "Қазақстан/Өңір");
  BOOST_TEST(feeds[1].title == "b");
  BOOST_TEST(feeds[1].category.empty());
}

BOOST_AUTO_TEST_CASE(reads_other_encodings) {
  const auto feeds = Read(
      "<?xml version=\"1.0\" encoding=\"windows-1251\"?><opml><body>"
      "<outline text=\"\xcd\xee\xe2\xee\xf1\xf2\xe8\" xmlUrl=\"http://a.kz/\"/></body></opml>");
  BOOST_TEST(feeds.at(0).title == "Новости");
}

BOOST_AUTO_TEST_CASE(writes_what_it_reads) {
  std::vector<crawler::OpmlFeed> feeds(3);
  feeds[0] = {"A \"quoted\" <b> & 'c'", "https://a.kz/rss?x=1&y=2", "https://a.kz/", "kk", ""};
  feeds[1] = {"B", "https://b.kz/rss", "", "", "KZ-71"};
  feeds[2] = {"C", "https://c.kz/rss", "", "ru", "KZ-71"};
  const auto again = Read(crawler::WriteOpml("Менің тізімім", feeds));
  BOOST_REQUIRE(again.size() == feeds.size());
  for (std::size_t i = 0; i < feeds.size(); ++i) {
    BOOST_TEST(again[i].title == feeds[i].title);
    BOOST_TEST(again[i].feed == feeds[i].feed);
    BOOST_TEST(again[i].page == feeds[i].page);
    BOOST_TEST(again[i].language == feeds[i].language);
    BOOST_TEST(again[i].category == feeds[i].category);
  }
}

// Feeds in long names of folders would take as much memory as all of them each.
BOOST_AUTO_TEST_CASE(cuts_what_is_long) {
  std::string outlines;
  std::string name;
  while (name.size() < 20'000) name += "ж";
  for (int i = 0; i < 50; ++i) outlines += "<outline text='x" + name + "'>";
  for (int i = 0; i < 2000; ++i) outlines += "<outline text='t' xmlUrl='http://a.kz/'/>";
  outlines += "<outline text='" + name + "' language='" + name + "' htmlUrl='" + name +
              "' xmlUrl='http://b.kz/'/><outline text='long' xmlUrl='http://a.kz/" + name + "'/>";
  for (int i = 0; i < 50; ++i) outlines += "</outline>";
  const auto feeds = Read(Body(outlines));
  BOOST_REQUIRE(feeds.size() == 2001u);
  for (const auto& feed : feeds) {
    BOOST_REQUIRE(feed.category.size() == 299u);  // whole characters
    BOOST_REQUIRE(feed.category.starts_with("xж"));
  }
  BOOST_TEST(feeds.back().title.size() == 300u);
  BOOST_TEST(feeds.back().language.size() == 34u);
  BOOST_TEST(feeds.back().page.empty());
}

BOOST_AUTO_TEST_CASE(refuses_what_is_no_opml_in_one_line) {
  std::string laughs = "<!DOCTYPE opml [<!ENTITY a0 'lol'>";
  for (int i = 1; i < 30; ++i) {
    const std::string before = "&a" + std::to_string(i - 1) + ";";
    laughs += "<!ENTITY a" + std::to_string(i) + " '" + before + before + before + before + "'>";
  }
  laughs += "]><opml><body><outline text='&a29;' xmlUrl='http://a.kz/'/></body></opml>";
  std::string deep = "<opml><body>";
  for (int i = 0; i < 100'000; ++i) deep += "<outline text='x'>";
  const std::string huge =
      Body("<outline xmlUrl='http://a.kz/' text='" + std::string(8u << 20, 'x') + "'/>");
  for (const std::string& bad : {std::string(), std::string("no xml"), std::string("<rss/>"),
                                 Body("<outline>"), laughs, deep, huge}) {
    const auto feeds = crawler::ReadOpml(bad);
    BOOST_REQUIRE_MESSAGE(!feeds, "accepted: " << bad.substr(0, 60));
    BOOST_TEST(!feeds.error().message.empty());
    BOOST_TEST((feeds.error().message.find('\n') == std::string::npos));
  }
}

BOOST_AUTO_TEST_CASE(never_reads_files_that_entities_name) {
  const auto feeds = crawler::ReadOpml(
      "<!DOCTYPE opml [<!ENTITY f SYSTEM 'file:///etc/passwd'>]><opml><body>"
      "<outline xmlUrl='http://a.kz/' text='x'/>&f;</body></opml>");
  if (feeds) BOOST_TEST(feeds->at(0).title == "x");
}

BOOST_AUTO_TEST_SUITE_END()
