// What the pre-scan strips is never seen: the parser reads the same visible text from the page as
// it came. With arguments, checks the files of those folders, too: stripped_page_test -- FOLDER ...
#include <gumbo.h>

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "crawler/charset.h"
#include "crawler/html_marks.h"
#include "crawler/html_prescan.h"
#include "crawler/html_tree.h"

namespace {

bool ShowsNoText(GumboTag tag) {
  static constexpr GumboTag kHidden[] = {GUMBO_TAG_SCRIPT, GUMBO_TAG_STYLE,    GUMBO_TAG_NOSCRIPT,
                                         GUMBO_TAG_IFRAME, GUMBO_TAG_NOEMBED,  GUMBO_TAG_NOFRAMES,
                                         GUMBO_TAG_XMP,    GUMBO_TAG_TEXTAREA, GUMBO_TAG_TEMPLATE,
                                         GUMBO_TAG_SVG,    GUMBO_TAG_TITLE};
  return std::find(std::begin(kHidden), std::end(kHidden), tag) != std::end(kHidden);
}

// Adds a text without its white space, which the pre-scan and the eye treat freely, without NULs,
// which parsers drop, without the characters that marks are made of, and without control
// characters and U+FFFD, by which Gumbo replaces them.
void AddLetters(std::string_view text, std::string* letters) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (text.substr(i, 3) == "\xEF\xBF\xBD") {
      i += 2;
    } else if (c == '\xC2' && i + 1 < text.size() &&
               static_cast<unsigned char>(text[i + 1]) < 0xA0) {
      ++i;
    } else if (crawler::IsPrivate(text, i)) {
      i += crawler::kMarkBytes - 1;
    } else if (c != ' ' && (c < '\t' || c > '\r') && c != '\0') {
      *letters += c;
    }
  }
}

// Gumbo parses what is inside <noscript>, as where scripts do not run; here they would.
std::string WithoutNoscript(const std::string& html) {
  static const std::string kStart = "<noscript", kEnd = "</noscript>";
  std::string rest;
  for (std::size_t at = 0; at < html.size();) {
    const std::size_t start = std::min(html.find(kStart, at), html.size());
    rest.append(html, at, start - at);
    const std::size_t end = html.find(kEnd, start);
    if (end == std::string::npos) return rest.append(html, start);
    at = end + kEnd.size();
  }
  return rest;
}

std::string LettersOfRaw(const std::string& page) {
  const std::string html = WithoutNoscript(page);
  GumboOutput* const tree =
      gumbo_parse_with_options(&kGumboDefaultOptions, html.data(), html.size());
  std::string letters;
  std::vector<const GumboNode*> open = {tree->root};
  while (!open.empty()) {
    const GumboNode* const node = open.back();
    open.pop_back();
    if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_CDATA) {
      AddLetters(node->v.text.text, &letters);
    }
    if (node->type != GUMBO_NODE_ELEMENT || ShowsNoText(node->v.element.tag)) continue;
    const GumboVector& children = node->v.element.children;
    for (unsigned i = children.length; i-- > 0;) {
      open.push_back(static_cast<const GumboNode*>(children.data[i]));
    }
  }
  gumbo_destroy_output(&kGumboDefaultOptions, tree);
  return letters;
}

std::string LettersOfStripped(const std::string& html) {
  crawler::HtmlPrescanner prescanner;
  crawler::HtmlTree parser;
  const auto page = prescanner.Run(html);
  if (!page) return "refused: " + page.error().message;
  const auto nodes = parser.Parse(*page);
  if (!nodes) return "refused: " + nodes.error().message;
  std::string letters;
  for (std::size_t i = 0; i < nodes->size(); ++i) {
    const crawler::HtmlNode& node = (*nodes)[i];
    if (node.tag == GUMBO_TAG_TITLE) {
      i = node.end - 1;
    } else if (node.is_text()) {
      AddLetters(node.text, &letters);
    }
  }
  return letters;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(stripped_page_test)

BOOST_AUTO_TEST_CASE(what_confuses_scanners_confuses_none) {
  for (const std::string html :
       {"<p>one<script>if (a < b) document.write('<p>no</p>')</script>two",
        "<p>one<script><!-- <script> no </script> --> no </script>two",
        "<script>'<!--' no</script><p>one<!-- no -->two",
        "<script type='application/ld+json'>{\"a\": \"<\\/script> no\"}</script><p>one",
        "<p>one<textarea><p>no</p></textarea>two<style>p > a { }</style>three",
        "<p>one<![CDATA[ no ]]>two",
        "<p>one<!-->two<!--->three<!-- no --!>four",
        "<p>one<noscript><p>no</p></noscript>two<iframe><p>no</p></iframe>three",
        "<p>one<svg><style>no</style><text>no</text></svg>two",
        "<p>one<template><div>no</div></template>two",
        "<p title='a > b'>one<p title=\"</p>\">two",
        "<ul><li>one<li>two</ul><dl><dt>three<dd>four</dl>",
        "one < two &lt; three & four &amp; five",
        "<table><tr><td>one<td>two<tr><td>three</table>four",
        "<p>one</div>two</span>three",
        "<b>one<p>two</b>three</p>four",
        "<select><option>one<option>two</select>three",
        "<p>one<plaintext-not>two",
        "<h1>one</h2>two",
        "<a href=x>one<a href=y>two</a>three"}) {
    BOOST_TEST_CONTEXT(html) {
      BOOST_TEST(LettersOfStripped(html) == LettersOfRaw(html));
    }
  }
}

BOOST_AUTO_TEST_CASE(pages_show_the_same_text) {
  const auto& suite = boost::unit_test::framework::master_test_suite();
  std::vector<std::filesystem::path> folders(suite.argv + 1, suite.argv + suite.argc);
  folders.emplace_back(SHOLU_TEST_DATA "/pages");
  std::size_t pages = 0;
  for (const std::filesystem::path& folder : folders) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
      if (!entry.is_regular_file() || entry.path().extension() == ".json") continue;
      std::ifstream file(entry.path(), std::ios::binary);
      const std::string bytes((std::istreambuf_iterator<char>(file)), {});
      const std::string html = crawler::ToUtf8(bytes, "");
      const std::string stripped = LettersOfStripped(html), raw = LettersOfRaw(html);
      const auto [at, due] =
          std::mismatch(stripped.begin(), stripped.end(), raw.begin(), raw.end());
      BOOST_TEST((stripped == raw),
                 entry.path().string()
                     << " shows \""
                     << std::string(at, at + std::min<std::ptrdiff_t>(60, stripped.end() - at))
                     << "\" once it is stripped, not \""
                     << std::string(due, due + std::min<std::ptrdiff_t>(60, raw.end() - due))
                     << "\"");
      ++pages;
    }
  }
  BOOST_TEST(pages >= 8u);
}

BOOST_AUTO_TEST_SUITE_END()
