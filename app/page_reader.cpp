#include "app/page_reader.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "crawler/charset.h"
#include "crawler/feed.h"
#include "crawler/url.h"
#include "crawler/url_shape.h"

namespace app {
namespace {

using crawler::FetchedPage;
using crawler::Purpose;

constexpr std::chrono::hours kNews{48};  // how old what a sitemap dates may be to come first

// A link of `page`, weighed by itself.
Link Weigh(const std::string& written, const FetchedPage& page, Purpose purpose,
           const crawler::SourceScope& scope) {
  Link link;
  link.item.source = page.item.source;
  link.item.purpose = purpose;
  const auto url = crawler::Canonicalize(written, page.item.url);
  if (!url) {
    link.item.url = written;
    link.fate = LinkFate::kNoAddress;
    return link;
  }
  link.item.url = url->url;
  link.item.origin = url->origin;
  const std::chrono::year_month_day today(std::chrono::floor<std::chrono::days>(page.fetched));
  if (!scope.Covers(*url)) {
    link.fate = LinkFate::kOtherSite;
  } else if (purpose == Purpose::kArticle && !scope.Accepts(*url)) {
    link.fate = LinkFate::kExcluded;
  } else if (page.item.purpose == Purpose::kSection &&
             !crawler::TrapOf(*url, static_cast<int>(today.year())).empty()) {
    link.fate = LinkFate::kTrap;
  }
  return link;
}

void MarkTwins(std::vector<Link>& links, const std::function<bool(const std::string&)>& knows) {
  std::unordered_set<std::string> named;
  for (const Link& link : links) {
    if (link.fate == LinkFate::kTaken) named.insert(link.item.url);
  }
  for (Link& link : links) {
    if (link.fate != LinkFate::kTaken) continue;
    const auto url = crawler::Canonicalize(link.item.url);
    const auto mains = url ? crawler::MainForms(*url) : std::vector<std::string>();
    if (std::any_of(mains.begin(), mains.end(),
                    [&](const std::string& main) { return named.contains(main) || knows(main); })) {
      link.fate = LinkFate::kTwin;
    }
  }
}

}  // namespace

core::Expected<crawler::ExtractedPage> PageReader::Extract(const FetchedPage& page,
                                                           std::string_view body,
                                                           bool links) const {
  crawler::ExtractOptions options;
  options.url = page.item.url;
  options.zone = zone_;
  options.links = links;
  options.robots_agent = robots_agent_;
  if (const auto zone = core::Zone::Find(zone_)) {
    options.now = core::WrittenTime{page.fetched, zone->OffsetAt(page.fetched), true};
  }
  auto extracted = crawler::Extract(crawler::ToUtf8(body, page.content_type), options);
  if (!extracted) return extracted;
  extracted->robots.index = extracted->robots.index && page.robots.index;
  extracted->robots.follow = extracted->robots.follow && page.robots.follow;
  return extracted;
}

core::Expected<Listing> PageReader::ListFeed(const FetchedPage& page, std::string_view body,
                                             const crawler::SourceScope& scope) const {
  const crawler::Feed feed = crawler::ParseFeed(body, page.item.url, page.content_type);
  if (feed.kind == crawler::FeedKind::kUnknown) {
    return core::Error{"neither a feed nor a sitemap"};
  }
  Listing listing;
  listing.kind = crawler::Name(feed.kind);
  const Purpose purpose =
      feed.kind == crawler::FeedKind::kSitemapIndex ? Purpose::kSitemap : Purpose::kArticle;
  listing.links.reserve(feed.entries.size());
  for (const crawler::FeedEntry& entry : feed.entries) {
    if (entry.link.empty()) continue;
    Link& link = listing.links.emplace_back(Weigh(entry.link, page, purpose, scope));
    link.title = entry.title;
    link.date = entry.published ? entry.published : entry.updated;
    if (entry.updated) link.item.expected_version = entry.updated->instant;
    // A feed names what is new; of a sitemap that is what its dates say.
    link.item.news =
        page.item.purpose == Purpose::kFeed || link.item.expected_version > page.fetched - kNews;
  }
  return listing;
}

core::Expected<Listing> PageReader::ListSection(const FetchedPage& page, std::string_view body,
                                                const crawler::SourceScope& scope) const {
  const auto read = Extract(page, body, true);
  if (!read) return read.error();
  Listing listing;
  listing.kind = crawler::Name(Purpose::kSection);
  listing.followed = read->robots.follow;
  if (!listing.followed) return listing;
  for (const std::string& written : read->links) {
    listing.links.push_back(Weigh(written, page, Purpose::kArticle, scope));
    listing.links.back().item.news = true;
  }
  return listing;
}

core::Expected<Listing> PageReader::List(
    const FetchedPage& page, std::string_view body, const crawler::SourceScope& scope,
    const std::function<bool(const std::string&)>& knows) const {
  auto listing = page.item.purpose == Purpose::kSection ? ListSection(page, body, scope)
                                                        : ListFeed(page, body, scope);
  if (listing) MarkTwins(listing->links, knows);
  return listing;
}

}  // namespace app
