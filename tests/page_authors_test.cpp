#include "crawler/page_authors.h"

#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "crawler/extractor.h"

namespace {

using Authors = std::vector<std::string>;

Authors Found(const std::string& html) {
  crawler::ExtractOptions options;
  options.url = "https://www.courier.example/kk/a";
  const auto page = crawler::Extract(html, options);
  if (!page) BOOST_FAIL(page.error().message);
  return page->authors;
}

std::string JsonLd(const std::string& author) {
  return "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"The bridge "
         "was closed\",\"author\":" +
         author + "}</script>";
}

void Check(const std::string& html, const Authors& due) {
  BOOST_TEST_CONTEXT(html) {
    BOOST_TEST(Found(html) == due, boost::test_tools::per_element());
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(page_authors_test)

BOOST_AUTO_TEST_CASE(a_name_may_come_in_two_parts) {
  Check(JsonLd("[{\"@type\":\"Person\",\"givenName\":\"Jane\",\"familyName\":\"Roe\"},"
               "{\"@type\":\"Person\",\"familyName\":\"Doe\"}]"),
        {"Jane Roe", "Doe"});
}

BOOST_AUTO_TEST_CASE(what_is_stated_may_be_in_lower_case) {
  Check(JsonLd("{\"name\":\"jane roe\"}"), {"jane roe"});
  Check("<h1>Title</h1><p class=author>jane roe</p>", {});
}

BOOST_AUTO_TEST_CASE(what_is_found_must_be_written_as_a_name) {
  Check("<h1>Title</h1><p class=author>Here we speak of bridges</p>", {});
  Check("<h1>Title</h1><p class=author>city</p>", {});
  Check("<h1>Title</h1><p class=author>Жолдар туралы</p>", {});
  Check("<h1>Title</h1><p class=author>Jan van der Roe</p>", {"Jan van der Roe"});
  Check("<h1>Title</h1><p class=author>Айсұлу Үлгіқызы</p>", {"Айсұлу Үлгіқызы"});
  Check("<h1>Title</h1><p class=author>cn/roe</p>", {"cn/roe"});
  Check("<meta name=author content=page.meta.author><h1>Title</h1><p class=author>Jane Roe</p>",
        {"Jane Roe"});
  Check("<h1>Title</h1><p class=author><a href=/t>Telegram</a></p>", {});
  Check(JsonLd("[\"design: Jane Roe\",\"John Doe\"]"), {"John Doe"});
}

BOOST_AUTO_TEST_CASE(the_byline_of_the_article_comes_before_those_of_teasers) {
  std::string teasers = "<div><p class=byline>By John Doe</p>";
  for (int i = 0; i < 40; ++i) teasers += "<p>x</p>";
  teasers += "</div>";
  Check(teasers + "<h1>The bridge was closed</h1><p class=author>Jane Roe</p>", {"Jane Roe"});
  Check(teasers + "<h1>The bridge was closed</h1><p>x</p>", {"John Doe"});
}

BOOST_AUTO_TEST_CASE(a_label_in_bold_needs_no_colon) {
  Check("<h1>Title</h1><p><b>By</b>\nJane Roe</p>", {"Jane Roe"});
  Check("<h1>Title</h1><p><b>Autorin/Autor</b>\nJane Roe\n</p>", {"Jane Roe"});
  Check("<h1>Title</h1><p><b>Автор</b>\nИмя Фамилиева</p>", {"Имя Фамилиева"});
  Check("<h1>Title</h1><p>Autorin Jane Roe liest</p>", {});
}

BOOST_AUTO_TEST_CASE(a_department_of_the_outlet_is_no_second_author) {
  const std::string site = "<meta property=og:site_name content=Courier><h1>Title</h1>";
  Check(site + "<p class=author>Jane Roe, Courier Almaty</p>", {"Jane Roe"});
  Check(site + "<p class=author>Courier Almaty</p>", {"Courier Almaty"});
}

BOOST_AUTO_TEST_CASE(an_outlet_that_signs_for_itself_is_named) {
  const std::string site = "<meta property=og:site_name content='Jane Roe'><h1>Title</h1>";
  Check(site + "<a rel=author href=/me>Jane Roe</a>", {"Jane Roe"});
  Check(site + "<p class=byline>Jane Roe</p>", {"Jane Roe"});
}

BOOST_AUTO_TEST_CASE(all_authors_of_a_paper_are_named) {
  Check(
      "<meta name=dc.creator content='Jane Roe'><meta name=citation_authors content='Jane Roe'>"
      "<meta name=citation_authors content='John Doe'>",
      {"Jane Roe", "John Doe"});
}

BOOST_AUTO_TEST_SUITE_END()
