#include "crawler/site_survey.h"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "crawler/ascii.h"
#include "crawler/link_scanner.h"

namespace crawler {
namespace {

constexpr std::size_t kMost = 50;

constexpr auto kFeedTypes = std::to_array<std::string_view>(
    {"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json",
     "text/rss+xml", "text/rss", "application/rss"});
// What leads to no list of articles.
constexpr auto kServicePages = std::to_array<std::string_view>(
    {"about",  "advertising", "auth",    "contact",  "contacts", "cookies", "login",
     "logout", "privacy",     "profile", "register", "reklama",  "search",  "signin",
     "signup", "subscribe",   "terms",   "user",     "vacancy",  "wp-admin"});

std::string_view PathOf(const CanonicalUrl& url) {
  return std::string_view(url.url).substr(url.origin.size());
}

std::vector<std::string_view> Segments(std::string_view path) {
  std::vector<std::string_view> segments;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('/'), path.size());
    if (end > 0) segments.push_back(path.substr(0, end));
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return segments;
}

// A segment of the path that says it: "/rss", "/feed/", "/news.rss", "/atom.xml".
bool LooksLikeFeed(const CanonicalUrl& url) {
  const std::string_view whole = PathOf(url);
  const std::string path = Lower(whole.substr(0, whole.find('?')));
  for (const std::string_view segment : Segments(path)) {
    const std::string_view stem = segment.substr(0, segment.find('.'));
    if (stem == "rss" || stem == "feed" || stem == "feeds" || stem == "atom" || stem == "rss2" ||
        segment.ends_with(".rss") || segment.ends_with(".atom") || segment.ends_with(".rdf")) {
      return true;
    }
  }
  return false;
}

bool LooksLikeSection(const CanonicalUrl& url) {
  const std::string_view path = PathOf(url);
  if (path.find('?') != std::string_view::npos || LooksLikeFeed(url)) return false;
  const auto segments = Segments(path);
  if (segments.empty() || segments.size() > 3) return false;
  const std::string_view last = segments.back();
  const auto digits = std::count_if(last.begin(), last.end(), IsDigit);
  if (digits > 2 || std::count(last.begin(), last.end(), '-') > 3) return false;  // an article
  if (const auto dot = last.rfind('.'); dot != std::string_view::npos) {
    const std::string_view ending = last.substr(dot);
    if (ending != ".html" && ending != ".htm" && ending != ".php") return false;
  }
  return std::none_of(segments.begin(), segments.end(), [](std::string_view segment) {
    const std::string_view stem = segment.substr(0, segment.find('.'));
    return std::find(kServicePages.begin(), kServicePages.end(), Lower(stem)) !=
           kServicePages.end();
  });
}

}  // namespace

SiteSurvey SurveySite(std::string_view html, const CanonicalUrl& home) {
  ScanOptions options;
  options.navigation = true;
  const ScannedPage page = ScanPage(html, options);
  const auto base = page.base.empty() ? Resolve(home.url, {}) : Resolve(page.base, home.url);
  const std::string from = base ? *base : home.url;

  SiteSurvey survey;
  std::unordered_set<std::string> seen = {home.url};
  const auto add_feed = [&](std::string_view href, std::string title, bool declared) {
    const auto url = Canonicalize(href, from);
    if (!url || survey.feeds.size() == kMost || (!declared && !LooksLikeFeed(*url))) return;
    if (seen.insert(url->url).second)
      survey.feeds.push_back({url->url, std::move(title), declared});
  };
  for (const AlternateLink& link : page.alternates) {
    const std::string_view type = Trim(std::string_view(link.type).substr(0, link.type.find(';')));
    if (std::find(kFeedTypes.begin(), kFeedTypes.end(), type) != kFeedTypes.end()) {
      add_feed(link.href, link.title, true);
    }
  }
  for (const std::string& link : page.links) add_feed(link, "", false);
  for (const NavigationLink& link : page.navigation) {
    const auto url = Canonicalize(link.href, from);
    if (!url || survey.sections.size() == kMost || url->domain != home.domain) continue;
    if (LooksLikeSection(*url) && seen.insert(url->url).second) {
      survey.sections.push_back({url->url, link.text});
    }
  }
  return survey;
}

std::vector<std::string> UsualFeeds(const CanonicalUrl& home) {
  std::vector<std::string> urls;
  for (const std::string_view path : {"/rss", "/feed", "/rss.xml", "/feed.xml"}) {
    urls.push_back(home.origin + std::string(path));
  }
  return urls;
}

}  // namespace crawler
