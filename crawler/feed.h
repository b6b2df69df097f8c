// Feeds and sitemaps: RSS, Atom, RDF, JSON Feed, sitemaps and their indexes, from bytes as
// received.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/time.h"

namespace crawler {

enum class FeedKind { kUnknown, kRss, kAtom, kRdf, kJson, kSitemap, kSitemapIndex };
// "unknown", "rss", "atom", "rdf", "json", "sitemap", "sitemapindex".
std::string_view Name(FeedKind kind);

struct FeedEntry {
  std::string title, summary;  // one line of text each, no markup; empty if absent
  std::string link, id;        // empty if absent; link absolute where it can be, not canonical
  std::optional<core::WrittenTime> published, updated;
};

struct Feed {
  FeedKind kind = FeedKind::kUnknown;
  std::string title;
  std::vector<FeedEntry> entries;
  bool malformed = false;  // not well-formed: what could be read is here
};

// Reads `body` (not compressed, any encoding); `url` resolves relative links, `content_type` is the
// HTTP header or empty. Never fails: what is no feed is kUnknown. Bounded time and memory whatever
// the input. Thread-safe.
Feed ParseFeed(std::string_view body, std::string_view url, std::string_view content_type = {});

}  // namespace crawler
