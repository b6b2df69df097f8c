#include "crawler/feed.h"

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <string_view>

#include "crawler/feed_date.h"
#include "crawler/html_text.h"

using crawler::Feed;
using crawler::FeedEntry;
using crawler::FeedKind;
using crawler::ParseFeed;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

constexpr std::string_view kUrl = "https://site.example/feed/rss.xml";

std::string ReadFile(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  BOOST_REQUIRE_MESSAGE(file.good(), path);
  return {std::istreambuf_iterator<char>(file), {}};
}

// What is empty or unknown is left out.
json ToJson(const FeedEntry& entry) {
  json object = json::object();
  const auto put = [&](const char* name, const std::string& value) {
    if (!value.empty()) object[name] = value;
  };
  put("title", entry.title);
  put("link", entry.link);
  put("id", entry.id);
  put("summary", entry.summary);
  put("published", entry.published ? entry.published->ToIso() : "");
  put("updated", entry.updated ? entry.updated->ToIso() : "");
  return object;
}

json ToJson(const Feed& feed) {
  json entries = json::array();
  for (const FeedEntry& entry : feed.entries) entries.push_back(ToJson(entry));
  return {{"kind", crawler::Name(feed.kind)},
          {"title", feed.title},
          {"malformed", feed.malformed},
          {"entries", entries}};
}

std::string Date(std::string_view text) {
  const auto time = crawler::ParseFeedDate(text);
  return time ? time->ToIso() : "none";
}

std::string Repeat(std::string_view piece, std::size_t bytes) {
  std::string text;
  while (text.size() < bytes) text += piece;
  return text;
}

}  // namespace

BOOST_AUTO_TEST_CASE(reads_the_feeds_of_the_data_folder) {
  std::set<fs::path> files;
  for (const auto& file : fs::directory_iterator(fs::path(SHOLU_TEST_DATA) / "feed")) {
    if (file.path().extension() == ".feed") files.insert(file.path());
  }
  BOOST_TEST(files.size() >= 12u);
  for (const fs::path& path : files) {
    const json due = json::parse(ReadFile(fs::path(path).replace_extension(".json")));
    const json found = ToJson(ParseFeed(ReadFile(path), kUrl));
    BOOST_TEST(found == due, path.filename() << "\n  found " << found << "\n  due   " << due);
  }
}

BOOST_AUTO_TEST_CASE(reads_the_encodings_that_feeds_declare) {
  const std::string body =
      "<?xml version='1.0' encoding='windows-1251'?><rss><channel><title>\xD8\xEE\xEB\xF3</title>"
      "</channel></rss>";
  BOOST_TEST(ParseFeed(body, kUrl).title == "Шолу");
  BOOST_TEST(!ParseFeed(body, kUrl).malformed);
  // XML 1.0 section 4.3.3: without a declaration it is UTF-8 or wrong.
  const Feed undeclared = ParseFeed("<rss><channel><title>caf\xE9</title></channel></rss>", kUrl);
  BOOST_TEST(undeclared.title == "café");
  BOOST_TEST(undeclared.malformed);
}

BOOST_AUTO_TEST_CASE(says_what_is_no_feed) {
  for (const char* body : {"", " ", "text", "{}", "[1]", "{\"version\":1}", "\xFF\xFE", "<a/>"}) {
    BOOST_TEST((ParseFeed(body, kUrl).kind == FeedKind::kUnknown), body);
  }
}

BOOST_AUTO_TEST_CASE(keeps_what_came_before_the_end_of_a_cut_json_feed) {
  const Feed feed = ParseFeed(
      R"({"version":"https://jsonfeed.org/version/1","items":[{"id":"1","title":"A"},{"id":"2")",
      kUrl);
  BOOST_TEST(feed.malformed);
  BOOST_TEST(feed.entries.size() == 1u);
}

BOOST_AUTO_TEST_CASE(refuses_entities_that_multiply) {
  std::string body = "<!DOCTYPE r [<!ENTITY a0 \"" + std::string(100, 'x') + "\">";
  for (int i = 1; i < 12; ++i) {
    body += "<!ENTITY a" + std::to_string(i) + " \"" +
            Repeat("&a" + std::to_string(i - 1) + ";", 50) + "\">";
  }
  body += "]><rss><channel><title>&a11;</title><item><title>One</title></item></channel></rss>";
  const Feed feed = ParseFeed(body, kUrl);
  BOOST_TEST(feed.malformed);
  BOOST_TEST(feed.title == "&a11;");
  BOOST_TEST(feed.entries.size() == 1u);
}

BOOST_AUTO_TEST_CASE(bears_depth_and_attributes_beyond_reason) {
  const auto begin = std::chrono::steady_clock::now();
  const std::string item = "<item><title>One</title></item>";
  std::string many = "<item";
  for (int i = 0; i < 100'000; ++i) many += " a" + std::to_string(i) + "='x'";
  for (const std::string& hostile :
       {Repeat("<a>", 300'000) + Repeat("</a>", 400'000),
        "<a b='" + std::string(8u << 20, 'x') + "'/>", many + "></item>"}) {
    const Feed feed =
        ParseFeed("<rss><channel>" + item + hostile + item + "</channel></rss>", kUrl);
    BOOST_TEST((feed.kind == FeedKind::kRss));
    BOOST_TEST(feed.entries.size() >= 2u);
    BOOST_TEST(feed.entries.front().title == "One");
  }
  BOOST_TEST((std::chrono::steady_clock::now() - begin < std::chrono::seconds(20)));
}

BOOST_AUTO_TEST_CASE(reads_hostile_markup_in_linear_time) {
  constexpr std::size_t kBytes = 2u << 20;
  const auto begin = std::chrono::steady_clock::now();
  for (const char* piece : {"<a>", "</a>",    "<!--",      "<!-- -- >", "<![CDATA[",
                            "]]>", "<a b=\"", "<a b='\">", "<a b",      "</",
                            "<?",  "<!x[",    "&",         "&amp",      "&#x",
                            "<",   "\"",      "<item>",    "<title>",   "<a:b xmlns:a='x'>"}) {
    const std::string inner = Repeat(piece, kBytes);
    for (const char* start :
         {"<rss><channel><item><title>", "<rss><channel><item><title><![CDATA["}) {
      const Feed feed = ParseFeed(start + inner, kUrl);
      BOOST_TEST((feed.kind == FeedKind::kRss), piece);
    }
  }
  BOOST_TEST((std::chrono::steady_clock::now() - begin < std::chrono::seconds(60)));
}

BOOST_AUTO_TEST_CASE(bounds_depth_of_json) {
  const Feed feed = ParseFeed(
      R"({"version":"https://jsonfeed.org/version/1","items":[{"x":)" + std::string(1u << 20, '['),
      kUrl);
  BOOST_TEST(feed.malformed);
}

BOOST_AUTO_TEST_CASE(reads_dates_as_feeds_write_them) {
  struct Case {
    std::string_view text, due;
  };
  const Case cases[] = {
      // RFC 822 and 2822
      {"Tue, 05 Mar 2024 14:35:07 +0500", "2024-03-05T14:35:07+05:00"},
      {"Tue,05 Mar 2024 14:35:07 GMT+5", "2024-03-05T14:35:07+05:00"},
      {"05 Mar 24 14:35 EST", "2024-03-05T14:35:00-05:00"},
      {"Tues, 5 March 2024 4:35:07 MSK", "2024-03-05T04:35:07+03:00"},
      {"Tue, 05-Mar-2024 14:35:07 Z", "2024-03-05T14:35:07+00:00"},
      {"Tue, 05 Mar 2024 14:35:07 +0500 (Asia/Almaty)", "2024-03-05T14:35:07+05:00"},
      {"05 Sept 1999", "1999-09-05"},
      {"Tue, 05 Mar 99 00:00:00 +05:30", "1999-03-05T00:00:00+05:30"},
      {"Tue, 05 Mar 2024 14:35:07", "2024-03-05T14:35:07+00:00"},
      {"Tue, 05 Mar 2024 24:00:00 GMT", "2024-03-06T00:00:00+00:00"},
      // asctime
      {"Tue Mar  5 14:35:07 2024", "2024-03-05T14:35:07+00:00"},
      {"Tue Mar 5 14:35:07 PST 2024", "2024-03-05T14:35:07-08:00"},
      // W3CDTF and other forms of ISO 8601
      {"2024-03-05T14:35:07+05:00", "2024-03-05T14:35:07+05:00"},
      {"2024-03-05T14:35:07.123456Z", "2024-03-05T14:35:07+00:00"},
      {"2024-03-05 14:35", "2024-03-05T14:35:00+00:00"},
      {"2024-03-05 14:35:07 +0500", "2024-03-05T14:35:07+05:00"},
      {" 2024-03-05\n", "2024-03-05"},
      {"20240305", "2024-03-05"},
      {"2024-065", "2024-03-05"},
      {"2024-03", "2024-03-01"},
      {"2024", "2024-01-01"},
      // none
      {"", "none"},
      {"yesterday", "none"},
      {"2024-13-01", "none"},
      {"2024-02-30", "none"},
      {"2023-366", "none"},
      {"30 Feb 2024", "none"},
      {"5 Mar", "none"},
      {"5 6 Mar 2024 7", "none"},
      {"05 Mar 2024 25:00 GMT", "none"},
      {"2024-03-05T14:35:07+99:00", "none"},
      {"05 Mar 2024 (", "2024-03-05"},
      {"((((", "none"},
  };
  for (const Case& each : cases) BOOST_TEST(Date(each.text) == each.due, each.text);
}

BOOST_AUTO_TEST_CASE(makes_a_line_of_text_of_html) {
  struct Case {
    std::string_view html, due;
  };
  const Case cases[] = {
      {"<p>One</p><p>Two</p>", "One Two"},
      {"сло<b>во</b>", "слово"},
      {" a \n\t b ", "a b"},
      {"<a title='a > b'>x</a>", "x"},
      {"1 < 2 && 3 > 2", "1 < 2 && 3 > 2"},
      {"a<!-- b --><!c>d<?e?>f", "adf"},
      {"a<!-->b<!--->c<!-- d --!>e", "abce"},
      {"a<script>if (a < b) '</scr' </script>b<style>c", "ab"},
      {"&lt;b&gt; &#1096;&#x448; &hellip; &nbsp;&unknown; &#0; &#xD800; &#151;&#99999999;",
       "<b> шш … \u00A0&unknown; \uFFFD \uFFFD —\uFFFD"},
      {"a<b", "a<b"},
      {"<", "<"},
      {"a<br/>b<img src=x>c", "a b c"},
  };
  for (const Case& each : cases) BOOST_TEST(crawler::HtmlToLine(each.html) == each.due);
}

BOOST_AUTO_TEST_CASE(a_sitemap_may_name_no_schema_or_one_of_its_own) {
  for (const std::string space : {"", " xmlns='http://www.sitemaps.org/schemas/sitemap/0.9/'"}) {
    const Feed feed = ParseFeed("<?xml version='1.0'?><urlset" + space +
                                    "><url><loc>https://a.example/1</loc>"
                                    "<lastmod>2026-01-02</lastmod></url></urlset>",
                                kUrl, "");
    BOOST_CHECK(feed.kind == FeedKind::kSitemap);
    BOOST_REQUIRE(feed.entries.size() == 1U);
    BOOST_TEST(feed.entries[0].link == "https://a.example/1");
    BOOST_TEST(feed.entries[0].updated.has_value());
  }
}
