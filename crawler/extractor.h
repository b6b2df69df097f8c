// A page's HTML to its article: body text, title, authors, dates, language; and its links.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/expected.h"
#include "core/time.h"
#include "crawler/block_observer.h"
#include "crawler/robots_directives.h"

namespace crawler {

enum class PageKind { kArticle, kListing, kOther };
// "article", "listing", "other".
std::string_view Name(PageKind kind);

struct ExtractedPage {
  std::string title, text;  // UTF-8; text: paragraphs separated by '\n'
  std::string comments;     // of readers, as text
  std::vector<std::string> authors;
  std::optional<core::WrittenTime> published, modified;
  std::string language;   // BCP 47, as declared; may be empty
  std::string site;       // name of the outlet
  std::string image;      // absolute URL
  std::string canonical;  // absolute URL of rel=canonical; may be empty
  std::string section;    // as named by the page; may be empty
  std::vector<std::string> tags;
  PageKind kind = PageKind::kOther;
  RobotsDirectives robots;         // of its meta elements
  std::vector<std::string> links;  // absolute, in order of place; only if asked for
};

struct ExtractOptions {
  std::string url;                       // of the page; resolves relative links and dates in paths
  std::optional<core::WrittenTime> now;  // when it was fetched; relative dates count from it
  std::string zone = "Asia/Almaty";
  std::string robots_agent = "sholu";  // whose <meta name="..."> counts beside that of "robots"
  bool links = false;
  std::size_t max_bytes = 20u << 20;
  BlockObserver observer;  // for those who train BlockJudge
};

// Extracts from `html`, valid UTF-8 (see ToUtf8). Linear time; an error if the page is refused: too
// large, nested or attributed beyond reason. Thread-safe; reuses the calling thread's memory.
core::Expected<ExtractedPage> Extract(std::string_view html, const ExtractOptions& options);

}  // namespace crawler
