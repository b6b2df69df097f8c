#include "crawler/extractor.h"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>

using nlohmann::json;

namespace {

std::string ReadFile(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  BOOST_REQUIRE_MESSAGE(file, "cannot read " << path);
  return {std::istreambuf_iterator<char>(file), {}};
}

crawler::ExtractedPage Extracted(std::string_view html, crawler::ExtractOptions options = {}) {
  if (options.url.empty()) options.url = "https://news.example/kk/a";
  auto page = crawler::Extract(html, options);
  if (!page) BOOST_FAIL(page.error().message);
  return *std::move(page);
}

crawler::ExtractOptions At(std::string url) {
  crawler::ExtractOptions options;
  options.url = std::move(url);
  return options;
}

std::string Joined(const json& paragraphs) {
  std::string text;
  for (const json& paragraph : paragraphs) {
    if (!text.empty()) text += '\n';
    text += paragraph.get<std::string>();
  }
  return text;
}

json OrNull(const std::optional<core::WrittenTime>& time) {
  return time ? json(time->ToIso()) : json(nullptr);
}

std::string Paragraph(std::string_view word) {
  std::string text = "<p>";
  for (int i = 0; i < 30; ++i) text += std::string(word) + ' ';
  return text + ".</p>";
}

std::string Repeated(std::string_view piece, std::size_t times) {
  std::string text;
  for (std::size_t i = 0; i < times; ++i) text += piece;
  return text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(extractor_test)

// Each folder of data/pages holds a page and what must come out of it; keys that expected.json
// leaves out are not looked at.
BOOST_AUTO_TEST_CASE(reads_pages_of_many_templates) {
  std::size_t pages = 0;
  for (const auto& folder :
       std::filesystem::directory_iterator(std::filesystem::path(SHOLU_TEST_DATA) / "pages")) {
    const json expected = json::parse(ReadFile(folder.path() / "expected.json"));
    crawler::ExtractOptions options;
    options.url = expected.at("url");
    const auto page = Extracted(ReadFile(folder.path() / "page.html"), options);
    json found{{"title", page.title},
               {"site", page.site},
               {"language", page.language},
               {"image", page.image},
               {"canonical", page.canonical},
               {"kind", crawler::Name(page.kind)},
               {"authors", page.authors},
               {"published", OrNull(page.published)},
               {"modified", OrNull(page.modified)},
               {"text", page.text}};
    BOOST_TEST_CONTEXT(folder.path().filename().string()) {
      for (const auto& [key, value] : expected.items()) {
        if (key == "url") continue;
        if (key == "paragraphs") {
          BOOST_TEST(page.text == Joined(value));
        } else {
          BOOST_TEST(found[key].dump() == value.dump(), key << ": " << found[key].dump());
        }
      }
    }
    ++pages;
  }
  BOOST_TEST(pages >= 8u);
}

BOOST_AUTO_TEST_CASE(keeps_text_of_unclosed_paragraphs) {
  const auto page = Extracted("<h1>T</h1><p>" + Repeated("first ", 20) + "<p>" +
                              Repeated("second ", 20) + "<div>" + Repeated("third ", 20));
  BOOST_TEST(std::count(page.text.begin(), page.text.end(), '\n') == 2);
  BOOST_TEST(page.text.starts_with("first first"));
  BOOST_TEST(page.text.ends_with("third third"));
}

BOOST_AUTO_TEST_CASE(joins_words_over_inline_tags_and_parts_them_at_blocks) {
  const auto page = Extracted("<p>" + Repeated("пара ", 20) +
                              "со<b>ст</b>ав&shy;ное сло&#1074;о<br>новая строка " +
                              Repeated("пара ", 20) + "</p>");
  BOOST_TEST(page.text.find("составное слово\nновая строка") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_relative_date_counts_from_now) {
  const std::string html =
      "<html lang=kk><h1>Тақырып</h1><span class=date>Кеше, 18:02</span>" + Paragraph("сөз");
  crawler::ExtractOptions options;
  BOOST_TEST(!Extracted(html, options).published);
  options.now = core::ParseIso("2026-03-15T14:30:00+05:00");
  BOOST_TEST(Extracted(html, options).published->ToIso() == "2026-03-14T18:02:00+05:00");
}

BOOST_AUTO_TEST_CASE(the_day_that_readers_see_counts) {
  const auto day = [](std::string_view published, std::string_view modified,
                      std::string_view shown) {
    const auto page = Extracted(
        "<meta property=article:published_time content='" + std::string(published) +
        "'><meta property=article:modified_time content='" + std::string(modified) +
        "'><h1>Title of the page</h1><div>" + std::string(shown) + "</div>" + Paragraph("word"));
    return page.published ? page.published->ToIso().substr(0, 10) : std::string();
  };
  constexpr std::string_view kOld = "2024-05-12T10:00:00Z", kNew = "2024-09-20T10:00:00Z";
  BOOST_TEST(day(kOld, kNew, "12 May 2024") == "2024-05-12");
  BOOST_TEST(day(kOld, kNew, "20 September 2024") == "2024-09-20");
  BOOST_TEST(day(kOld, kNew, "Updated 20 September 2024") == "2024-05-12");
  BOOST_TEST(day(kOld, kNew, "1 June 2024") == "2024-06-01");      // a line of its own
  BOOST_TEST(day(kOld, kNew, "1 December 2024") == "2024-05-12");  // an event's
  BOOST_TEST(day(kOld, kNew, "The festival in the park by the river begins on 1 June 2024") ==
             "2024-05-12");
  BOOST_TEST(day(kOld, kNew, "05.12.2024") == "2024-05-12");  // day and month in another order
  BOOST_TEST(day(kOld, kNew, "<p>" + Repeated("word ", 100) + "<p>1 June 2024") == "2024-05-12");
  BOOST_TEST(day("2024-05-12T22:30:00Z", "", "13 May 2024") == "2024-05-13");
}

BOOST_AUTO_TEST_CASE(a_day_of_nothing_yields_to_one_that_readers_see) {
  const auto day = [](std::string_view shown) {
    const auto page = Extracted("<meta name=date content=2024-05-12><h1>Title of the page</h1>" +
                                std::string(shown) + Paragraph("word"));
    return page.published ? page.published->ToIso() : std::string();
  };
  BOOST_TEST(day("") == "2024-05-12");
  BOOST_TEST(day("<p>In our series of talks: 10 May 2024") == "2024-05-10");
  BOOST_TEST(day(Repeated("<p>word</p>", 60) + "<time datetime=2024-05-09>9 May</time>") ==
             "2024-05-09");
}

BOOST_AUTO_TEST_CASE(the_day_close_to_the_heading_comes_before_those_of_other_articles) {
  const auto day = [](const std::string& html) {
    const auto page = Extracted(html);
    return page.published ? page.published->ToIso() : std::string();
  };
  const std::string teaser = "<div class=date>20.06.2024</div>";
  BOOST_TEST(day("<h1>Title</h1><p>12.05.2024</p>" + Paragraph("word") + teaser) == "2024-05-12");
  BOOST_TEST(day("<p>12.05.2024</p><h1>Title</h1>" + Paragraph("word") + teaser) == "2024-05-12");
  BOOST_TEST(day("<h1>Title</h1><div class=share-bar><p>12.05.2024</div>" + Paragraph("word") +
                 teaser) == "2024-05-12");
  BOOST_TEST(day("<h1>Title</h1>" + Repeated(Paragraph("word"), 3) + "<a href=/b><h3>Other</h3>" +
                 teaser + "<p>news</p></a><p><span class=date>12.05.2024</span>") == "2024-05-12");
  BOOST_TEST(day("<h1>Title</h1>" + Repeated(Paragraph("word"), 3) +
                 "<p><a href=/b>What changed since 20 June 2024 in the city</a>"
                 "<p>12.05.2024") == "2024-05-12");
  BOOST_TEST(day("<title>The bridge was closed</title><h1>Navigation</h1>" + teaser +
                 Repeated("<p>x</p>", 20) + "<h1>The bridge was closed</h1><p>12.05.2024</p>" +
                 Paragraph("word")) == "2024-05-12");
}

BOOST_AUTO_TEST_CASE(a_page_that_tells_only_its_change_was_there_by_then) {
  const auto page = Extracted("<h1>Title</h1>" + Repeated(Paragraph("word"), 60) +
                              "<p>Last updated: 13 November 2024");
  BOOST_TEST(page.published->ToIso() == "2024-11-13");
  BOOST_TEST(page.modified->ToIso() == "2024-11-13");
}

BOOST_AUTO_TEST_CASE(the_address_tells_days_and_their_order) {
  const auto day = [](std::string url, const std::string& shown) {
    const auto page = Extracted("<html lang=en><h1>Title</h1>" + shown + Paragraph("word"),
                                At("https://news.example" + std::move(url)));
    return page.published ? page.published->ToIso() : std::string();
  };
  BOOST_TEST(day("/2023/october/03/a", "") == "2023-10-03");
  BOOST_TEST(day("/2023/oct/3/a", "") == "2023-10-03");
  BOOST_TEST(day("/2023/octopus/3/a", "").empty());
  BOOST_TEST(day("/2023/october/031/a", "").empty());
  BOOST_TEST(day("/2023/10/03/a", "<p>03/10/2023") == "2023-10-03");
  BOOST_TEST(day("/a", "<p>03/10/2023") == "2023-03-10");
}

BOOST_AUTO_TEST_CASE(a_day_anywhere_counts_only_if_it_is_the_only_one) {
  const std::string text = "<h1>Title</h1>" + Repeated(Paragraph("word"), 3);
  const auto with = [&text](const std::string& aside) {
    return Extracted(text + "<div class=sidebar>" + aside + "</div>").published.has_value();
  };
  BOOST_TEST(with("<p>23 mai 2019</p>"));
  BOOST_TEST(!with("<p>23 mai 2019</p><p>24 mai 2019</p>"));
  BOOST_TEST(!Extracted(text + "<footer><p>23.05.2019</p></footer>").published);
}

BOOST_AUTO_TEST_CASE(the_heading_with_its_subtitle_is_no_text) {
  const std::string title = "The bridge was closed for a year";
  const auto page =
      Extracted("<title>Bridge closed</title><meta property=og:title content='" + title +
                "'><meta name=twitter:title content='" + title + "'><div class=text><h1>" + title +
                " and nobody will pay</h1>" + Repeated(Paragraph("word"), 4) + "</div>");
  BOOST_TEST(page.title == title);
  BOOST_TEST(page.text.starts_with("word word"));
}

BOOST_AUTO_TEST_CASE(comments_have_a_field_of_their_own) {
  const auto page = Extracted("<h1>Title</h1><div class=text>" + Repeated(Paragraph("word"), 4) +
                              "</div><div id=comments>" + Paragraph("reply") + "</div>");
  BOOST_TEST(page.text.find("reply") == std::string::npos);
  BOOST_TEST(page.comments.starts_with("reply reply"));
}

BOOST_AUTO_TEST_CASE(the_page_tells_robots_what_they_may) {
  const auto robots = [](const std::string& head) {
    return Extracted("<html><head>" + head + "</head><body>" + Paragraph("word")).robots;
  };
  BOOST_TEST(robots("<meta name=othello content=none>").index);
  const auto both =
      robots("<META NAME=Robots CONTENT='NoIndex'><meta name=sholu content=nofollow>");
  BOOST_TEST(!both.index);
  BOOST_TEST(!both.follow);
  const auto open = robots("<meta name=description content=none><meta name=robots content=all>");
  BOOST_TEST(open.index);
  BOOST_TEST(open.follow);
  BOOST_TEST(!robots("<meta name=robots content='sholu: noindex'>").index);
  BOOST_TEST(robots("<meta name=robots content='other: noindex'>").index);
  crawler::ExtractOptions options;
  options.robots_agent = "My-Bot";
  const auto own = crawler::Extract("<meta name=my-bot content=noindex><p>x", options);
  BOOST_TEST(!own->robots.index);
}

BOOST_AUTO_TEST_CASE(people_come_before_the_outlet) {
  const auto authors = [](const std::string& html) {
    return Extracted(html, At("https://courier.example/a")).authors;
  };
  using Names = std::vector<std::string>;
  BOOST_TEST(authors("<meta name=author content=Courier><a href='/author/7'>Jane Roe</a>") ==
                 Names{"Jane Roe"},
             boost::test_tools::per_element());
  BOOST_TEST(authors("<meta name=author content=Courier>") == Names{"Courier"},
             boost::test_tools::per_element());
  BOOST_TEST(authors("<meta name=author content='Jane Roe, MD, RD and John Doe'>") ==
                 (Names{"Jane Roe, MD, RD", "John Doe"}),
             boost::test_tools::per_element());
  BOOST_TEST(authors("<h1>T</h1><p>By Jane Roe</p>") == Names{"Jane Roe"},
             boost::test_tools::per_element());
  BOOST_TEST(authors("<h1>T</h1><p>By the end of the year</p>").empty());
}

BOOST_AUTO_TEST_CASE(a_kicker_is_no_part_of_the_title) {
  const auto page = Extracted(
      "<title>The bridge was closed | Courier</title><meta property=og:title content='The bridge "
      "was closed'><h1><span>Region</span> The bridge was closed</h1>" +
      Paragraph("word"));
  BOOST_TEST(page.title == "The bridge was closed");
}

BOOST_AUTO_TEST_CASE(section_and_tags_are_as_the_page_names_them) {
  const auto page = Extracted(
      "<meta property=article:section content=Society><meta property=article:tag "
      "content='roads, bridges'><meta property=article:tag content=Roads>" +
      Paragraph("word"));
  BOOST_TEST(page.section == "Society");
  BOOST_TEST(page.tags == (std::vector<std::string>{"roads", "bridges"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(links_are_absolute_unique_and_in_order) {
  crawler::ExtractOptions options;
  options.url = "https://news.example/kk/list/";
  const std::string html =
      "<base href='/kk/'><a href='b'>b</a><a href='//other.example/'>o</a><a href='#top'>t</a>"
      "<a href='mailto:a@b.example'>m</a><a href='../kk/b#x'>b again</a><a href='c?id=1'>c</a>";
  BOOST_TEST(Extracted(html, options).links.empty());
  options.links = true;
  const std::vector<std::string> expected = {"https://news.example/kk/b", "https://other.example/",
                                             "https://news.example/kk/c?id=1"};
  BOOST_TEST(Extracted(html, options).links == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(text_given_to_machines_stands_in_for_a_missing_one) {
  const std::string body = Repeated("Слово за словом. ", 40);
  const auto page = Extracted(
      R"(<script type="application/ld+json">{"@type":"NewsArticle","headline":"T","articleBody":")" +
      body + R"("}</script><h1>T</h1><div>Only for subscribers</div>)");
  BOOST_TEST(page.text == body.substr(0, body.size() - 1));
}

BOOST_AUTO_TEST_CASE(a_page_without_text_is_no_article) {
  const auto page = Extracted("<title>Nothing</title><div></div>");
  BOOST_TEST(page.text.empty());
  BOOST_TEST(page.title == "Nothing");
  BOOST_CHECK(page.kind == crawler::PageKind::kOther);
  BOOST_TEST(Extracted("").text.empty());
}

BOOST_AUTO_TEST_CASE(refuses_what_is_beyond_reason) {
  const auto refused = [](const std::string& html) {
    const auto page = crawler::Extract(html, At("https://a.example/"));
    return !page && page.error().message.find("https://a.example/: page refused") == 0;
  };
  BOOST_TEST(refused(Repeated("<div>", 100'000)));
  BOOST_TEST(refused(Repeated("<a></a>", 600'000)));
  BOOST_TEST(refused(std::string(21u << 20, 'x')));
}

// Each of these takes a parser that is quadratic somewhere minutes; the suite's own time limit is
// what fails if the defence is gone.
BOOST_AUTO_TEST_CASE(hostile_pages_end_soon) {
  const std::string text = Paragraph("text");
  for (const std::string& hostile :
       {Repeated("<b class=x>", 400) + Repeated("<p>", 20'000), Repeated("<b id=x><p></b>", 50'000),
        Repeated("<div><span></div>", 50'000), "<p " + Repeated("a=1 ", 200'000) + ">",
        Repeated("<table><td>", 400), Repeated("<svg><style><![CDATA[</style>", 20'000),
        Repeated("<!--", 300'000), Repeated("<script><!--<script></script>", 20'000),
        Repeated("<template>", 100'000), Repeated("<select><title><div>", 20'000),
        Repeated("&", 300'000),
        "<script type='application/ld+json'>" + Repeated("[", 300'000) + "</script>",
        "<p class='" + std::string(1 << 20, 'a') + "'>"}) {
    const auto page = crawler::Extract(text + hostile + text, At("https://a.example/"));
    if (page) BOOST_TEST(page->text.find("text") != std::string::npos);
  }
}

BOOST_AUTO_TEST_CASE(threads_do_not_disturb_each_other) {
  const std::string html = "<h1>T</h1>" + Repeated(Paragraph("one"), 5);
  const std::string expected = Extracted(html).text;
  std::vector<std::string> texts(4);
  {
    std::vector<std::jthread> threads;
    for (std::string& text : texts) {
      threads.emplace_back([&text, &html] {
        for (int i = 0; i < 20; ++i) text = crawler::Extract(html, {})->text;
      });
    }
  }
  for (const std::string& text : texts) BOOST_TEST(text == expected);
}

BOOST_AUTO_TEST_SUITE_END()
