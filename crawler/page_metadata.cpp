#include "crawler/page_metadata.h"

#include <algorithm>
#include <unordered_set>

#include "crawler/ascii.h"
#include "crawler/class_hints.h"
#include "crawler/html_text.h"
#include "crawler/page_authors.h"
#include "crawler/page_titles.h"
#include "crawler/page_words.h"

namespace crawler {
namespace {

constexpr std::size_t kMaxTags = 32, kMaxTag = 100;  // bytes of one

std::string FindLanguage(const PageSignals& signals, const JsonLdPage& json_ld) {
  std::string language(signals.language);
  if (language.empty()) language = signals.meta({"contentlanguage", "language", "dclanguage"});
  if (language.empty()) language = signals.meta({"oglocale"});
  if (language.empty()) language = json_ld.language;
  std::replace(language.begin(), language.end(), '_', '-');
  const bool tag =
      language.size() >= 2 && language.size() <= 35 &&
      std::all_of(language.begin(), language.end(), [](char c) { return IsAlnum(c) || c == '-'; });
  return tag ? language : std::string();
}

// Each word or phrase once, as first written; lists are cut at commas.
std::vector<std::string> FindTags(const PageSignals& signals, const JsonLdPage& json_ld) {
  std::vector<std::string> tags;
  std::unordered_set<std::string> known;
  const auto add = [&](std::string_view list) {
    for (std::size_t at = 0; at < list.size() && tags.size() < kMaxTags;) {
      const std::size_t end = std::min(list.find_first_of(",;", at), list.size());
      std::string tag = HtmlToLine(list.substr(at, end - at));
      at = end + 1;
      if (tag.empty() || tag.size() > kMaxTag || !known.insert(FoldWords(tag)).second) continue;
      tags.push_back(std::move(tag));
    }
  };
  for (const auto& [name, content] : signals.metas) {
    if (name == "articletag" || name == "ogarticletag") add(content);
  }
  for (const std::string& keyword : json_ld.keywords) add(keyword);
  if (tags.empty()) add(signals.meta({"newskeywords", "keywords"}));
  return tags;
}

}  // namespace

PageMetadata FindMetadata(std::span<const HtmlNode> nodes, std::span<const std::uint16_t> hints,
                          const PageSignals& signals, const JsonLdPage& json_ld,
                          std::string_view host) {
  PageMetadata metadata;
  metadata.site = Squeezed(signals.meta({"ogsitename"}));
  if (metadata.site.empty()) metadata.site = json_ld.site;
  if (metadata.site.empty()) {
    metadata.site = Squeezed(signals.meta({"applicationname", "applemobilewebapptitle"}));
  }
  metadata.title = FindTitle(nodes, signals, json_ld, metadata.site, host);
  metadata.language = FindLanguage(signals, json_ld);
  metadata.heading = HeadingOf(nodes, signals, metadata.title);
  metadata.authors =
      FindAuthors(nodes, hints, signals, json_ld, metadata.heading, metadata.site, host);
  metadata.image = signals.meta(
      {"ogimage", "ogimageurl", "ogimagesecureurl", "twitterimage", "twitterimagesrc", "image"});
  if (metadata.image.empty()) metadata.image = json_ld.image;
  metadata.section = Squeezed(signals.meta({"articlesection", "ogarticlesection"}));
  if (metadata.section.empty()) metadata.section = HtmlToLine(json_ld.section);
  metadata.tags = FindTags(signals, json_ld);
  metadata.canonical = signals.canonical;
  if (metadata.canonical.empty()) metadata.canonical = signals.meta({"ogurl"});
  metadata.article = json_ld.article || signals.meta({"ogtype"}) == "article" ||
                     !signals.meta({"articlepublishedtime"}).empty();
  metadata.listing = json_ld.listing;
  return metadata;
}

}  // namespace crawler
