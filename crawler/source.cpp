#include "crawler/source.h"

#include <algorithm>

namespace crawler {
namespace {

// Operators write "/новости/"; canonical URLs carry it percent-encoded.
std::vector<std::string> Encoded(const std::vector<std::string>& prefixes) {
  std::vector<std::string> encoded;
  for (const std::string& prefix : prefixes) {
    if (prefix.empty()) continue;
    const auto url = Canonicalize(prefix, "http://localhost/");
    encoded.push_back(url ? url->url.substr(url->origin.size()) : prefix);
  }
  return encoded;
}

bool BeginsWithOneOf(std::string_view path, const std::vector<std::string>& prefixes) {
  return std::any_of(prefixes.begin(), prefixes.end(),
                     [&](const std::string& prefix) { return path.starts_with(prefix); });
}

}  // namespace

SourceScope::SourceScope(const Source& source)
    : include_(Encoded(source.include)), exclude_(Encoded(source.exclude)) {
  for (const auto* urls : {&source.feeds, &source.sitemaps, &source.sections}) {
    for (const std::string& url : *urls) {
      const auto canonical = Canonicalize(url);
      if (canonical) domains_.push_back(canonical->domain);
    }
  }
  std::sort(domains_.begin(), domains_.end());
  domains_.erase(std::unique(domains_.begin(), domains_.end()), domains_.end());
}

bool SourceScope::AcceptsSite(const CanonicalUrl& url) const {
  return std::binary_search(domains_.begin(), domains_.end(), url.domain);
}

bool SourceScope::Accepts(const CanonicalUrl& url) const {
  if (!AcceptsSite(url)) return false;
  const std::string_view path = std::string_view(url.url).substr(url.origin.size());
  if (BeginsWithOneOf(path, exclude_)) return false;
  return include_.empty() || BeginsWithOneOf(path, include_);
}

bool Accepts(const Source& source, std::string_view url) {
  const auto canonical = Canonicalize(url);
  return canonical && SourceScope(source).Accepts(*canonical);
}

}  // namespace crawler
