#include "crawler/html_prescan.h"

#include <boost/test/unit_test.hpp>
#include <string>

#include "crawler/html_marks.h"

namespace {

// The page as the parser gets it, the pieces put back for the eye.
std::string Scanned(std::string_view html) {
  crawler::HtmlPrescanner scanner;
  const auto page = scanner.Run(html);
  BOOST_REQUIRE_MESSAGE(page, page.error().message);
  std::string text;
  for (std::size_t at = 0; at < page->html.size();) {
    const auto piece = crawler::MarkAt(page->html, at);
    if (piece) {
      BOOST_REQUIRE(*piece < page->pieces.size());
      text += page->pieces[*piece];
      at += crawler::kMarkBytes;
    } else {
      text += page->html[at++];
    }
  }
  return text;
}

std::string Repeated(std::string_view piece, std::size_t times) {
  std::string text;
  for (std::size_t i = 0; i < times; ++i) text += piece;
  return text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(html_prescan_test)

BOOST_AUTO_TEST_CASE(drops_what_shows_no_text) {
  const struct {
    std::string_view html, scanned;
  } kCases[] = {
      {"<p>a<script>x < y; '</p>'</script>b", "<p>ab"},
      {"<style>p { }</style><p>a", "<p>a"},
      {"<p>a<!-- b --><!--> c <!---> d <!-- x --!> e", "<p>a c  d  e"},
      {"<p>a<svg><path/><svg></svg><title>t</title></svg>b", "<p>ab"},
      {"<p>a<svg><g><p>b", "<p>a<p>b"},
      {"<noscript><img></noscript><iframe src=x><p></iframe><p>a", "<p>a"},
      {"<template><p>no</p><template></template></template><p>a", "<p>a"},
      {"<template shadowrootmode=open><p>a", "<p>a"},
      {"<p>a<textarea><p>no</textarea>b<input value=c>", "<p>ab"},
      {"<p>a<![CDATA[b>c<?php x ?>d</ e>", "<p>acd"},
  };
  for (const auto& test : kCases) BOOST_TEST(Scanned(test.html) == test.scanned);
}

// HTML 13.2.5.17 to 31.
BOOST_AUTO_TEST_CASE(scripts_end_where_a_browser_ends_them) {
  BOOST_TEST(Scanned("<script>'</scripty>'</script >a") == "a");
  BOOST_TEST(Scanned("<script><!-- <script> </script> --> </script>a") == "a");
  BOOST_TEST(Scanned("<script><!-- </script>a --> b") == "a --> b");
  BOOST_TEST(Scanned("<script>'<!-- <script>'</script>a") == "a");
  BOOST_TEST(Scanned("<p>a<script>never closed <p>b") == "<p>a");
  BOOST_TEST(Scanned("<p>a<noscript>never closed<p>b") == "<p>anever closed<p>b");
}

BOOST_AUTO_TEST_CASE(keeps_json_ld_aside) {
  crawler::HtmlPrescanner scanner;
  const auto page = scanner.Run(
      "<script type='application/ld+json; charset=utf-8'>{\"a\": \"<p>\"}</script>"
      "<script>var b = 1</script><script> {\"@context\": \"https://schema.org\"}</script>");
  BOOST_REQUIRE(page);
  BOOST_REQUIRE(page->json_ld.size() == 2u);
  BOOST_TEST(page->json_ld[0] == "{\"a\": \"<p>\"}");
  BOOST_TEST(page->json_ld[1] == " {\"@context\": \"https://schema.org\"}");
}

BOOST_AUTO_TEST_CASE(keeps_the_attributes_that_are_read) {
  BOOST_TEST(Scanned("<div CLASS='a b' data-x=1 onclick='f(\">\")' id=c style='color:red'>") ==
             "<div class=\"a b\" id=\"c\">");
  BOOST_TEST(Scanned("<a href=/x?a=1&b=2 target=_blank>y</a>") == "<a href=\"/x?a=1&b=2\">y</a>");
  BOOST_TEST(Scanned("<div class=a class=b>") == "<div class=\"a\">");
  BOOST_TEST(Scanned("<div style='x:y; DISPLAY:none'>").find("hidden") == std::string::npos);
  BOOST_TEST(Scanned("<div style='display: none'>") == "<div hidden>");
  BOOST_TEST(Scanned("<div class='" + std::string(5000, 'a') + "'>") == "<div>");
}

BOOST_AUTO_TEST_CASE(formatting_becomes_spans_or_nothing) {
  BOOST_TEST(Scanned("a<b>b</b><i class=c>d</i><x-y>e</x-y>") ==
             "ab<span class=\"c\">d</span><span>e</span>");
  BOOST_TEST(Scanned("<b>a<div>b</b>c</div>") == "a<div>bc</div>");
}

BOOST_AUTO_TEST_CASE(white_space_between_tags_counts_beside_text_only) {
  BOOST_TEST(Scanned("<p>\n<b>a</b> <b>b</b>\n</p>\n\n<p>c") == "<p>a b</p><p>c");
  BOOST_TEST(Scanned("<span>a</span> \n <span>b</span>") == "<span>a</span> <span>b</span>");
}

BOOST_AUTO_TEST_CASE(nothing_can_forge_a_tag_or_a_mark) {
  crawler::HtmlPrescanner scanner;
  const auto scan = [&scanner](std::string_view html) { return *scanner.Run(html); };
  // The parser sees no more of a text than its mark and its character references.
  BOOST_TEST(scan("<p>one <two>").html.size() == std::string_view("<p>").size() + 4 + 6);
  BOOST_TEST(scan("a&amp;b").html.find("&amp;") == crawler::kMarkBytes);
  BOOST_TEST(Scanned("<title>a <b> & c</title>") == "<title>a <b> & c</title>");
  BOOST_TEST(scan("<title>a <b></title>").html.find("<b>") == std::string_view::npos);
  for (const char* forged : {"&#xF0000;", "&#983040;", "&#x0010FFFD", "&#Xf0001;"}) {
    BOOST_TEST(scan(std::string("&amp;") + forged).html == "&amp;", forged);
    BOOST_TEST(scan("<p class='&amp;" + std::string(forged) + "'>").html == "<p class=\"&amp;\">");
  }
  BOOST_TEST(scan("<p class='&amp;\xF3\xB0\x80\x80'>").html == "<p class=\"&amp;\">");
  BOOST_TEST(scan("<p class='&lt;\"<b>'>").html == "<p class=\"&lt;&quot;&lt;b>\">");
}

BOOST_AUTO_TEST_CASE(an_end_tag_closes_a_heading_of_any_rank) {
  BOOST_TEST(Scanned("<h2>a</h3>b") == "<h2>a</h2>b");
}

BOOST_AUTO_TEST_CASE(counts_what_stays_open_behind_a_barrier) {
  crawler::HtmlPrescanner scanner;
  // A cell hides the open <div> from its end tag (HTML 13.2.4.2), an open <div> the <span>.
  BOOST_TEST(!scanner.Run(Repeated("<div><table><tr><td></div>", 600)));
  BOOST_TEST(!scanner.Run(Repeated("<span><div></span>", 600)));
  BOOST_TEST(!scanner.Run(Repeated("<div>", 513)));
  BOOST_TEST(bool(scanner.Run(Repeated("<div>", 512))));
  BOOST_TEST(bool(scanner.Run(Repeated("<div><p><li><b></div>", 5000))));
  BOOST_TEST(bool(scanner.Run(Repeated("<p><li><br><img src=x>", 5000))));
}

BOOST_AUTO_TEST_CASE(cut_off_pages_keep_what_came_before) {
  const std::string page = "<div class='a'><script>x</script><p>b<a href=\"/c\">d</a><!-- e -->";
  for (std::size_t size = 0; size <= page.size(); ++size) {
    const std::string scanned = Scanned(std::string_view(page).substr(0, size));
    if (size >= page.find("<script>")) BOOST_TEST(scanned.starts_with("<div class=\"a\">"));
    BOOST_TEST(
        (scanned.find("href") == std::string::npos || scanned.find("/c") != std::string::npos));
  }
}

BOOST_AUTO_TEST_SUITE_END()
