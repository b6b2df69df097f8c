#include "crawler/feed_vocabulary.h"

#include <array>
#include <utility>

#include "crawler/ascii.h"

namespace crawler {

FeedSpace FeedSpaceOf(std::string_view uri, bool is_default) {
  struct Known {
    std::string_view uri;
    FeedSpace space;
  };
  constexpr auto kKnown = std::to_array<Known>({
      {"http://www.w3.org/2005/atom", FeedSpace::kFeed},
      {"http://purl.org/atom/ns#", FeedSpace::kFeed},
      {"http://purl.org/rss/1.0/", FeedSpace::kFeed},
      {"http://my.netscape.com/rdf/simple/0.9/", FeedSpace::kFeed},
      {"http://channel.netscape.com/rdf/simple/0.9/", FeedSpace::kFeed},
      {"http://backend.userland.com/rss", FeedSpace::kFeed},
      {"http://backend.userland.com/rss2", FeedSpace::kFeed},
      {"http://blogs.law.harvard.edu/tech/rss", FeedSpace::kFeed},
      {"http://purl.org/net/rss1.1#", FeedSpace::kFeed},
      {"http://www.w3.org/1999/02/22-rdf-syntax-ns#", FeedSpace::kRdf},
      {"http://purl.org/dc/elements/1.1/", FeedSpace::kDublinCore},
      {"http://purl.org/dc/elements/1.0/", FeedSpace::kDublinCore},
      {"http://purl.org/dc/terms/", FeedSpace::kDcTerms},
      {"http://purl.org/rss/1.0/modules/content/", FeedSpace::kContent},
      {"http://www.w3.org/1999/xhtml", FeedSpace::kXhtml},
      {"http://www.w3.org/tr/xhtml1", FeedSpace::kXhtml},
      {"http://search.yahoo.com/mrss", FeedSpace::kMedia},
      {"http://search.yahoo.com/mrss/", FeedSpace::kMedia},
      {"http://www.itunes.com/dtds/podcast-1.0.dtd", FeedSpace::kItunes},
      {"http://example.com/dtds/podcast-1.0.dtd", FeedSpace::kItunes},
      {"http://www.sitemaps.org/schemas/sitemap/0.9", FeedSpace::kSitemap},
      {"https://www.sitemaps.org/schemas/sitemap/0.9", FeedSpace::kSitemap},
      {"http://www.google.com/schemas/sitemap/0.84", FeedSpace::kSitemap},
      {"http://www.google.com/schemas/sitemap-news/0.9", FeedSpace::kNews},
  });
  for (const Known& known : kKnown) {
    if (EqualsIgnoreCase(uri, known.uri)) return known.space;
  }
  return is_default ? FeedSpace::kFeed : FeedSpace::kOther;
}

FeedSpace FeedSpaceOfPrefix(std::string_view prefix) {
  constexpr std::pair<std::string_view, FeedSpace> kUsual[] = {
      {"rdf", FeedSpace::kRdf},         {"dc", FeedSpace::kDublinCore},
      {"dcterms", FeedSpace::kDcTerms}, {"content", FeedSpace::kContent},
      {"xhtml", FeedSpace::kXhtml},     {"media", FeedSpace::kMedia},
      {"itunes", FeedSpace::kItunes},   {"news", FeedSpace::kNews},
      {"atom", FeedSpace::kFeed},       {"rss", FeedSpace::kFeed},
      {"", FeedSpace::kFeed},
  };
  for (const auto& [usual, space] : kUsual) {
    if (EqualsIgnoreCase(prefix, usual)) return space;
  }
  return FeedSpace::kOther;
}

FeedField FeedFieldOf(FeedSpace space, std::string_view local) {
  struct Named {
    FeedSpace space;
    std::string_view local;
    FeedField field;
  };
  constexpr auto kFields = std::to_array<Named>({
      {FeedSpace::kFeed, "title", FeedField::kTitle},
      {FeedSpace::kFeed, "link", FeedField::kLink},
      {FeedSpace::kFeed, "id", FeedField::kId},
      {FeedSpace::kFeed, "guid", FeedField::kId},
      {FeedSpace::kFeed, "pubdate", FeedField::kPublished},
      {FeedSpace::kFeed, "published", FeedField::kPublished},
      {FeedSpace::kFeed, "issued", FeedField::kPublished},
      {FeedSpace::kFeed, "updated", FeedField::kUpdated},
      {FeedSpace::kFeed, "modified", FeedField::kUpdated},
      {FeedSpace::kFeed, "lastbuilddate", FeedField::kUpdated},
      {FeedSpace::kFeed, "description", FeedField::kSummary},
      {FeedSpace::kFeed, "summary", FeedField::kSummary},
      {FeedSpace::kFeed, "abstract", FeedField::kSummary},
      {FeedSpace::kFeed, "content", FeedField::kContent},
      {FeedSpace::kFeed, "fullitem", FeedField::kContent},
      {FeedSpace::kFeed, "body", FeedField::kContent},
      {FeedSpace::kDublinCore, "title", FeedField::kTitle},
      {FeedSpace::kDublinCore, "description", FeedField::kSummary},
      {FeedSpace::kDublinCore, "date", FeedField::kUpdated},
      {FeedSpace::kDcTerms, "issued", FeedField::kPublished},
      {FeedSpace::kDcTerms, "modified", FeedField::kUpdated},
      {FeedSpace::kContent, "encoded", FeedField::kContent},
      {FeedSpace::kXhtml, "body", FeedField::kContent},
      {FeedSpace::kMedia, "title", FeedField::kMediaTitle},
      {FeedSpace::kMedia, "description", FeedField::kMediaSummary},
      {FeedSpace::kItunes, "summary", FeedField::kSummary},
      {FeedSpace::kSitemap, "loc", FeedField::kLocation},
      {FeedSpace::kSitemap, "lastmod", FeedField::kUpdated},
      // Of sitemaps that name no schema, or one of their own.
      {FeedSpace::kFeed, "loc", FeedField::kLocation},
      {FeedSpace::kFeed, "lastmod", FeedField::kUpdated},
      {FeedSpace::kNews, "title", FeedField::kTitle},
      {FeedSpace::kNews, "publication_date", FeedField::kPublished},
  });
  for (const Named& named : kFields) {
    if (named.space == space && named.local == local) return named.field;
  }
  return FeedField::kNone;
}

}  // namespace crawler
