// What a home page tells of where its site publishes: feeds, and the sections of its navigation.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "crawler/url.h"

namespace crawler {

struct FeedCandidate {
  std::string url;        // canonical
  std::string title;      // as the page calls it; may be empty
  bool declared = false;  // by <link rel="alternate">; else a link that looks like one
};

struct SectionCandidate {
  std::string url;   // canonical
  std::string text;  // of the link
};

struct SiteSurvey {
  std::vector<FeedCandidate> feeds;  // declared ones first
  std::vector<SectionCandidate> sections;
};

// Reads a home page, valid UTF-8, fetched from `home`. Feeds: what the page declares as RSS, Atom,
// RDF or JSON feed, and links whose address looks like one; on any host. Sections: links of menus
// that stay on the registrable domain and look like no article, file, search or service page. Each
// once, in the order of the page, at most 50 of both. Linear time; never fails.
SiteSurvey SurveySite(std::string_view html, const CanonicalUrl& home);

// Where sites that declare no feed often have one.
std::vector<std::string> UsualFeeds(const CanonicalUrl& home);

}  // namespace crawler
