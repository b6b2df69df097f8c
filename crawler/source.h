// A source of media publications as the operator describes it in sources.yaml.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crawler/url.h"

namespace crawler {

struct Source {
  std::string id;                                      // short, stable, no '/'
  std::string name;                                    // of the outlet, for people
  std::vector<std::string> feeds, sitemaps, sections;  // absolute URLs
  std::vector<std::string> include,
      exclude;  // path prefixes of articles; empty include: all of the source's hosts
  std::vector<std::string> languages;  // ISO 639 codes ("kk", "ru"), the main one first
  std::string region;                  // ISO 3166-2 or empty
  std::string owner;                   // state, private, foreign or empty
  std::optional<std::chrono::milliseconds>
      delay;                             // between two requests to one host; absent: the default
  bool robots_sitemaps = false;          // also the sitemaps that its robots.txt names
  bool open = true;                      // an open source (Rules, para 14)
  bool allow_private_addresses = false;  // for intranets and tests
};

// Which addresses may be articles of a source: those on the registrable domains of its feeds,
// sitemaps and sections (sub-domains are fine), whose path begins as `include` says and not as
// `exclude` says. Immutable; thread-safe.
class SourceScope {
 public:
  explicit SourceScope(const Source& source);
  bool Accepts(const CanonicalUrl& url) const;
  // Whether it lies on the source's domains at all: enough for a sitemap that an index names, whose
  // path is none of an article.
  bool Covers(const CanonicalUrl& url) const;

 private:
  std::vector<std::string> domains_;
  std::vector<std::string> include_, exclude_;  // percent-encoded as in a canonical URL
};

// The same for a single address, absolute but not necessarily canonical.
bool Accepts(const Source& source, std::string_view url);

}  // namespace crawler
