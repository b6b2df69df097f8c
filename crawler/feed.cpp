#include "crawler/feed.h"

#include "crawler/ascii.h"
#include "crawler/charset.h"
#include "crawler/feed_builder.h"
#include "crawler/json_feed.h"
#include "crawler/xml_events.h"

namespace crawler {
namespace {

// Sitemaps have up to 50 MB (sitemaps.org); larger bodies are not looked at.
constexpr std::size_t kMaxFeedBytes = 64u << 20;

Feed ParseXmlFeed(std::string_view xml, std::string_view url) {
  FeedBuilder strict(url);
  if (ReadXmlStrictly(xml, strict)) return std::move(strict).Finish();
  FeedBuilder lenient(url);
  ReadXmlLeniently(xml, lenient);
  Feed feed = std::move(lenient).Finish();
  feed.malformed = true;
  return feed;
}

}  // namespace

std::string_view Name(FeedKind kind) {
  switch (kind) {
    case FeedKind::kUnknown:
      return "unknown";
    case FeedKind::kRss:
      return "rss";
    case FeedKind::kAtom:
      return "atom";
    case FeedKind::kRdf:
      return "rdf";
    case FeedKind::kJson:
      return "json";
    case FeedKind::kSitemap:
      return "sitemap";
    case FeedKind::kSitemapIndex:
      return "sitemapindex";
  }
  return "unknown";
}

Feed ParseFeed(std::string_view body, std::string_view url, std::string_view content_type) {
  if (body.size() > kMaxFeedBytes) {
    Feed refused;
    refused.malformed = true;
    return refused;
  }
  const std::string text = ToUtf8(body, content_type);
  const std::string_view trimmed = Trim(text);
  if (trimmed.starts_with('{')) return ParseJsonFeed(trimmed, url);
  return ParseXmlFeed(trimmed, url);
}

}  // namespace crawler
