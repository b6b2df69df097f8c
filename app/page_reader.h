// Fetched pages as a crawl reads them, whoever fetched them: what one says, and which of what it
// names is taken.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/expected.h"
#include "core/time.h"
#include "crawler/extractor.h"
#include "crawler/source.h"
#include "crawler/spider.h"

namespace app {

// What becomes of an address that a feed, a sitemap or a section page names.
enum class LinkFate : std::uint8_t {
  kTaken,
  kNoAddress,
  kOtherSite,
  kExcluded,  // by include and exclude of sources.yaml
  kTrap,      // of a shape that a site makes without end; of section pages alone
  kTwin,      // AMP, mobile or print version of what is named or known
};

struct Link {
  crawler::FrontierItem item;  // its URL as written if it is no address
  std::string title;           // as a feed says
  std::optional<core::WrittenTime> date;
  LinkFate fate = LinkFate::kTaken;
};

struct Listing {
  std::string kind;  // "rss", "sitemap index", "section", ...
  std::vector<Link> links;
  bool followed = true;  // false: the page asks that its links not be; then there are none
};

// Thread-safe.
class PageReader {
 public:
  // `zone`: of dates without one; `robots_agent`: whose directives count.
  PageReader(std::string zone, std::string robots_agent)
      : zone_(std::move(zone)), robots_agent_(std::move(robots_agent)) {}

  // The text of a page, whose content codings are undone: `body`. Its `robots` are those of header
  // and page together.
  core::Expected<crawler::ExtractedPage> Read(const crawler::FetchedPage& page,
                                              std::string_view body) const {
    return Extract(page, body, false);
  }

  // What a feed, sitemap or section page names, in its order. `knows`: whether an address needs no
  // finding any more. An error if it is none.
  core::Expected<Listing> List(const crawler::FetchedPage& page, std::string_view body,
                               const crawler::SourceScope& scope,
                               const std::function<bool(const std::string&)>& knows) const;

 private:
  core::Expected<crawler::ExtractedPage> Extract(const crawler::FetchedPage& page,
                                                 std::string_view body, bool links) const;
  core::Expected<Listing> ListFeed(const crawler::FetchedPage& page, std::string_view body,
                                   const crawler::SourceScope& scope) const;
  core::Expected<Listing> ListSection(const crawler::FetchedPage& page, std::string_view body,
                                      const crawler::SourceScope& scope) const;

  const std::string zone_, robots_agent_;
};

}  // namespace app
