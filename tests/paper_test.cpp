#include "monitor/paper.h"

#include <boost/test/unit_test.hpp>
#include <pugixml.hpp>
#include <string>
#include <vector>

#include "monitor/chart_svg.h"
#include "monitor/paper_html.h"
#include "monitor/paper_markdown.h"
#include "monitor/paper_text.h"
#include "monitor/plain_text.h"
#include "tests/support/hostile_paper.h"
#include "tests/support/plain_spaces.h"

using test::Contains;
using test::Everywhere;

BOOST_AUTO_TEST_SUITE(paper_test)

BOOST_AUTO_TEST_CASE(only_web_addresses_become_links) {
  const struct {
    const char *url, *link;
  } kGood[] = {
      {"https://dala.example/news/1", "https://dala.example/news/1"},
      {"HTTP://Dala.Example:8080/a?b=c&d=%D0%B0#e", "http://Dala.Example:8080/a?b=c&d=%D0%B0#e"},
      {"http://127.0.0.1:81", "http://127.0.0.1:81"},
      {"https://x.kz/взятка", "https://x.kz/%D0%B2%D0%B7%D1%8F%D1%82%D0%BA%D0%B0"},
      {"https://x.kz/a b\"<>\\^`{|}\n", "https://x.kz/a%20b%22%3C%3E%5C%5E%60%7B%7C%7D%0A"},
      {"https://x.kz/100%", "https://x.kz/100%25"},
      {"https://x.kz/%zz#a#b", "https://x.kz/%25zz#a%23b"},
  };
  for (const auto& [url, link] : kGood) {
    BOOST_TEST(monitor::SafeLink(url).value_or("none") == link, url);
  }
  for (const char* url :
       {"", "javascript:alert(1)", "data:text/html,x", "ftp://x.kz/", "//x.kz/", "x.kz", "https://",
        "https:///x", "http://user@x.kz/", "http://x.kz:port/", "http://[::1]/", "https://x kz/",
        " https://x.kz/", "https://взятка.kz/", "https://x.kz:/"}) {
    BOOST_TEST(!monitor::SafeLink(url), url);
  }
  BOOST_TEST(!monitor::SafeLink(std::string("https://x.kz/").append(2000, 'a')));
}

BOOST_AUTO_TEST_CASE(foreign_text_stays_text_in_html) {
  for (const std::string& text : test::HostileTexts()) {
    const std::string html = monitor::ToHtml(Everywhere(text));
    BOOST_TEST_CONTEXT(text) {
      for (const std::string_view bad :
           {"<script", "<img", "<svg onload", "href=\"javascript", "href=\"JaVa", "href=\"data",
            "href=\"http://user", "\"onclick", "<b>", "<!["}) {
        BOOST_TEST(!Contains(html, bad), bad);
      }
      // Well-formed to the last tag, so nothing was closed that we did not open.
      std::string xml = html.substr(html.find("<body>"));
      xml.resize(xml.find("</html>"));
      for (auto at = xml.find("<br>"); at != std::string::npos; at = xml.find("<br>"))
        xml.erase(at, 4);
      for (auto at = xml.find("<col"); at != std::string::npos; at = xml.find("<col", at + 1)) {
        if (xml[at + 4] == '>' || xml[at + 4] == ' ') xml.insert(xml.find('>', at), 1, '/');
      }
      pugi::xml_document document;
      const auto parsed = document.load_buffer(xml.data(), xml.size());
      BOOST_TEST(parsed, parsed.description());
      for (const auto& found : document.select_nodes("//@*")) {
        BOOST_TEST(!std::string_view(found.attribute().name()).starts_with("on"));
      }
      BOOST_TEST(document.select_nodes("//a").size() == (monitor::SafeLink(text) ? 1u : 0u));
    }
  }
}

BOOST_AUTO_TEST_CASE(no_format_passes_control_or_bidi_characters) {
  const monitor::Paper paper = Everywhere(test::AllHostileTexts());
  for (const std::string& text :
       {monitor::ToText(paper), monitor::ToMarkdown(paper), monitor::ToHtml(paper)}) {
    for (const std::string_view bad : {"\x1B", "\x07", "\u202E", "\u2066", "\xFF", "\r"}) {
      BOOST_TEST(!Contains(text, bad));
    }
  }
}

BOOST_AUTO_TEST_CASE(foreign_text_stays_text_in_markdown) {
  const struct {
    const char *text, *escaped;
  } kCases[] = {
      {"[click](https://evil.example)", "\\[click\\](https\\://evil.example)"},
      {"<b>*x*</b> `code` _y_", "\\<b\\>\\*x\\*\\</b\\> \\`code\\` \\_y\\_"},
      {"a | b", "a \\| b"},
      {"# no heading", "\\# no heading"},
      {"- no item", "\\- no item"},
      {"12. no item", "12\\. no item"},
      {"1) no item", "1\\) no item"},
      {"===", "\\=\\=\\="},
      {"---", "\\---"},
      {"+3 and -3", "+3 and -3"},
      {"&lt;", "\\&lt;"},
      {"www.evil.example", "www\\.evil.example"},
      {"back\\slash", "back\\\\slash"},
      {"Дело № 5. Конец-то.", "Дело № 5. Конец-то."},
      {"line\nbreak", "line break"},
      {"@minister and a@example.kz", "\\@minister and a\\@example.kz"},
      {"5 % of 12%.", "5 % of 12%."},
      {"%12 %%hidden%%", "\\%12 \\%\\%hidden\\%\\%"},
      {"a ==b== c", "a \\=\\=b\\=\\= c"},
      {"x = 5", "x = 5"},
      {":smile: :+1: 10:30:15 a: b", "\\:smile: \\:+1: 10\\:30:15 a: b"},
  };
  for (const auto& [text, escaped] : kCases) {
    BOOST_TEST(monitor::EscapeMarkdown(text) == escaped);
  }
  const std::string markdown = monitor::ToMarkdown(Everywhere(test::AllHostileTexts()));
  for (auto at = markdown.find('<'); at != std::string::npos; at = markdown.find('<', at + 1)) {
    const bool link = markdown.compare(at, 9, "<https://") == 0;
    BOOST_TEST((link || (at > 0 && markdown[at - 1] == '\\')), markdown.substr(at, 20));
  }
  for (auto at = markdown.find("]("); at != std::string::npos; at = markdown.find("](", at + 1)) {
    BOOST_TEST(markdown[at - 1] == '\\');
  }
}

BOOST_AUTO_TEST_CASE(a_page_forbids_scripts_and_fetches_nothing) {
  const std::string html = monitor::ToHtml(Everywhere("text"));
  BOOST_TEST(html.starts_with("<!DOCTYPE html>\n<html lang=\"ru\">"));
  BOOST_TEST(Contains(html,
                      "Content-Security-Policy\" content=\"default-src 'none'; style-src "
                      "'unsafe-inline'; base-uri 'none'; form-action 'none'\""));
  for (const std::string_view bad : {"<script", "src=", "<link", "@import", "url(http"}) {
    BOOST_TEST(!Contains(html, bad), bad);
  }
  for (const std::string_view part :
       {"@page { size: A4", "display: table-header-group", "tr, .whole { break-inside: avoid; }",
        "prefers-color-scheme: dark", "print-color-adjust: exact"}) {
    BOOST_TEST(Contains(html, part), part);
  }
}

BOOST_AUTO_TEST_CASE(a_chart_says_what_it_shows) {
  monitor::Chart chart;
  chart.title = "Incidents & more";
  chart.description = "The table has the same numbers.";
  chart.series = {"Media", "Appeals"};
  chart.entries = {{"Jan", {4, 1}, {"4", "1"}}, {"Feb", {0, 2}, {"0", "2"}}};
  for (const auto kind : {monitor::Chart::Kind::kBars, monitor::Chart::Kind::kColumns}) {
    chart.kind = kind;
    const std::string svg = monitor::ToSvg(chart, 3);
    pugi::xml_document document;
    BOOST_REQUIRE(document.load_string(svg.c_str()));
    const auto root = document.child("svg");
    BOOST_TEST(root.attribute("role").value() == "img");
    BOOST_TEST(root.child("title").text().get() == "Incidents & more");
    BOOST_TEST(root.child("desc").text().get() == "The table has the same numbers.");
    BOOST_TEST(root.attribute("aria-labelledby").value() == "chart3-title chart3-desc");
    const auto texts = document.select_nodes("//text");
    for (const char* part : {"Media", "Appeals", "Jan", "Feb", "4", "1", "2"}) {
      BOOST_TEST(std::any_of(texts.begin(), texts.end(),
                             [&](const auto& node) {
                               return std::string_view(node.node().text().get()) == part;
                             }),
                 part);
    }
  }
  chart.entries.clear();
  BOOST_TEST(monitor::ToSvg(chart, 1) == "");
}

BOOST_AUTO_TEST_CASE(bars_are_as_long_as_their_numbers_say) {
  monitor::Chart chart;
  chart.series = {"Incidents"};
  chart.entries = {{"a", {40}, {"40"}}, {"b", {10}, {"10"}}, {"c", {0}, {"0"}}};
  pugi::xml_document document;
  BOOST_REQUIRE(document.load_string(monitor::ToSvg(chart, 1).c_str()));
  std::vector<double> widths;
  for (const auto bar : document.child("svg").children("rect")) {
    widths.push_back(bar.attribute("width").as_double());
  }
  BOOST_REQUIRE_EQUAL(widths.size(), 3u);
  BOOST_TEST(widths[1] * 4 == widths[0], boost::test_tools::tolerance(0.01));
  BOOST_TEST(widths[2] == 1);
}

BOOST_AUTO_TEST_CASE(a_word_without_a_blank_is_cut_where_there_is_no_room) {
  monitor::Paper paper;
  monitor::Table table;
  table.columns = {{"", "Scheme", false}, {"", "Items"}};
  table.rows = {{std::string(5000, 'x'), "12"}};
  paper.Add(table);
  // A line has 100 columns: the number needs those of its heading, the words get the rest.
  const std::string text = monitor::ToText(paper);
  BOOST_TEST(Contains(text, "\n" + std::string(92, 'x') + "…     12\n"), text);
  std::size_t longest = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    longest = std::max(longest, monitor::Width(text.substr(at, end - at)));
    at = end + 1;
  }
  BOOST_TEST(longest == 100u);
}

BOOST_AUTO_TEST_CASE(a_table_shows_its_groups_over_their_columns) {
  monitor::Paper paper;
  monitor::Table table;
  table.columns = {{"", "Scheme", false}, {"Items", "all"}, {"Items", "media"}, {"", "Rate"}};
  table.rows = {{"Bribe", "12", "7", "0.5"}};
  table.note = "A note.";
  paper.Add(table);
  BOOST_TEST(monitor::ToText(paper) ==
             "           Items\n"
             "Scheme  all  media  Rate\n"
             "┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄\n"
             "Bribe    12      7   0.5\n"
             "A note.\n");
  BOOST_TEST(monitor::ToMarkdown(paper) ==
             "| Scheme | Items: all | Items: media | Rate |\n"
             "| --- | ---: | ---: | ---: |\n"
             "| Bribe | 12 | 7 | 0.5 |\n"
             "\n"
             "*A note.*\n");
  const std::string html = monitor::ToHtml(paper);
  BOOST_TEST(Contains(html, "<th scope=\"colgroup\" class=\"g\" colspan=\"2\">Items</th>"));
  BOOST_TEST(Contains(html, "<th scope=\"col\" rowspan=\"2\">Scheme</th>"));
}

BOOST_AUTO_TEST_SUITE_END()
