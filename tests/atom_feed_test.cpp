#include "monitor/atom_feed.h"

#include <boost/test/unit_test.hpp>
#include <pugixml.hpp>

namespace {

monitor::AtomFeed FeedOf(const std::string& title, const std::string& link) {
  monitor::AtomFeed feed;
  feed.id = "00000000-0000-8000-8000-000000000001";
  feed.title = "sholu: hospitals";
  feed.updated = core::Instant(std::chrono::seconds(1'770'000'000));
  feed.entries.push_back({"00000000-0000-8000-8000-000000000002", title, "text", "dala", link,
                          feed.updated, feed.updated});
  return feed;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(atom_feed_test)

BOOST_AUTO_TEST_CASE(has_what_rfc_4287_demands) {
  pugi::xml_document document;
  BOOST_REQUIRE(document.load_string(
      monitor::WriteAtom(FeedOf("Взятка & «пара» <b>", "https://a.example/1?x=1&y=2")).c_str()));
  const auto feed = document.child("feed");
  BOOST_TEST(feed.attribute("xmlns").value() == std::string("http://www.w3.org/2005/Atom"));
  BOOST_TEST(feed.child_value("id") ==
             std::string("urn:uuid:00000000-0000-8000-8000-000000000001"));
  BOOST_TEST(feed.child_value("updated") == std::string("2026-02-02T02:40:00Z"));
  const auto entry = feed.child("entry");
  BOOST_TEST(entry.child_value("title") == std::string("Взятка & «пара» <b>"));
  BOOST_TEST(entry.child("author").child_value("name") == std::string("dala"));
  BOOST_TEST(entry.child("link").attribute("href").value() ==
             std::string("https://a.example/1?x=1&y=2"));
  for (const char* name : {"id", "updated", "published", "summary"}) {
    BOOST_TEST(!entry.child(name).empty());
  }
}

BOOST_AUTO_TEST_CASE(foreign_text_cannot_break_it) {
  const std::string feed = monitor::WriteAtom(
      FeedOf(std::string("a\x01\xff\xe2\x80\xae]]>\0b", 11), "javascript:alert(1)"));
  pugi::xml_document document;
  BOOST_REQUIRE(document.load_string(feed.c_str()));
  BOOST_TEST(feed.find("&#1;") == feed.npos);
  BOOST_TEST(feed.find('\x01') == feed.npos);
  BOOST_TEST(feed.find("\xe2\x80\xae") == feed.npos);
  BOOST_TEST(document.child("feed").child("entry").child("link").empty());
}

BOOST_AUTO_TEST_SUITE_END()
