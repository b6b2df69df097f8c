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
  const DecodedText decoded = DecodeText(body, content_type);
  const std::string_view text = Trim(decoded.text);
  Feed feed = text.starts_with('{') ? ParseJsonFeed(text, url) : ParseXmlFeed(text, url);
  // XML in an encoding that it does not name is not well-formed (XML 1.0 section 4.3.3).
  if (decoded.guessed) feed.malformed = true;
  if (feed.kind == FeedKind::kUnknown) feed.entries.clear();
  return feed;
}

}  // namespace crawler
