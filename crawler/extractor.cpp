#include "crawler/extractor.h"

#include <fmt/format.h>

#include <unordered_set>

#include "crawler/ascii.h"
#include "crawler/body_finder.h"
#include "crawler/class_hints.h"
#include "crawler/html_prescan.h"
#include "crawler/html_text.h"
#include "crawler/html_tree.h"
#include "crawler/json_ld.h"
#include "crawler/page_dates.h"
#include "crawler/page_metadata.h"
#include "crawler/page_signals.h"
#include "crawler/page_words.h"
#include "crawler/url.h"

namespace crawler {
namespace {

constexpr std::size_t kArticleLetters = 250;  // of one paragraph; half of it in two
constexpr std::size_t kListingLinks = 20;
constexpr std::size_t kGivenBytes = 500;

// What one thread needs again and again.
struct Scratch {
  HtmlPrescanner prescanner;
  HtmlTree tree;
  BodyFinder body;
  std::vector<std::uint16_t> hints;
};

Scratch& ThreadScratch() {
  thread_local Scratch scratch;
  return scratch;
}

void ReadHints(std::span<const HtmlNode> nodes, std::vector<std::uint16_t>* hints) {
  hints->assign(nodes.size(), 0);
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    if (nodes[i].is_text() || nodes[i].attributes.empty()) continue;
    (*hints)[i] = static_cast<std::uint16_t>(ClassHintsOf(nodes[i].attribute("class")) |
                                             ClassHintsOf(nodes[i].attribute("id")));
  }
}

// English outside the United States: "en-GB".
bool WritesDayFirst(std::string_view language) {
  return language.size() == 5 && EqualsIgnoreCase(language.substr(0, 3), "en-") &&
         !EqualsIgnoreCase(language.substr(3), "us");
}

std::string Absolute(std::string_view reference, const std::string& base) {
  if (reference.empty()) return {};
  const auto url = Canonicalize(reference, base);
  return url ? url->url : std::string();
}

std::vector<std::string> FindLinks(std::span<const HtmlNode> nodes, const std::string& base) {
  std::vector<std::string> links;
  std::unordered_set<std::string> known;
  for (const HtmlNode& node : nodes) {
    if (node.tag != GUMBO_TAG_A) continue;
    const std::string_view reference = Trim(node.attribute("href"));
    if (reference.empty() || reference[0] == '#') continue;
    std::string link = Absolute(reference, base);
    if (!link.empty() && known.insert(link).second) links.push_back(std::move(link));
  }
  return links;
}

// The text that the page gives to machines, if it shows much less of it to readers: the rest comes
// by script or for money.
void PreferGivenText(const JsonLdPage& json_ld, FoundBody* body) {
  if (json_ld.body.size() < kGivenBytes || json_ld.body.size() < 2 * body->text.size()) return;
  std::string text;
  std::size_t paragraphs = 0;
  const std::string_view given = json_ld.body;
  for (std::size_t at = 0; at < given.size();) {
    const std::size_t end = std::min(given.find('\n', at), given.size());
    const std::string line = HtmlToLine(given.substr(at, end - at));
    at = end + 1;
    if (line.empty()) continue;
    if (!text.empty()) text += '\n';
    text += line;
    ++paragraphs;
  }
  if (text.size() < 2 * body->text.size()) return;
  body->letters = text.size();
  body->paragraphs = paragraphs;
  body->text = std::move(text);
}

// The links that stand beside the body, in lines of their own, make a page a list.
PageKind KindOf(const PageMetadata& metadata, const FoundBody& body,
                std::span<const HtmlNode> nodes) {
  const bool prose = body.paragraphs > 0 && body.letters * body.paragraphs >= kArticleLetters;
  if (metadata.article && body.paragraphs > 0) return PageKind::kArticle;
  std::size_t linked_headings = 0;
  for (std::uint32_t i = 0; i < nodes.size(); ++i) {
    if (!IsHeading(nodes[i].tag)) continue;
    bool link = nodes[nodes[i].parent].tag == GUMBO_TAG_A;
    for (std::uint32_t k = i + 1; k < nodes[i].end && !link; ++k) {
      link = nodes[k].tag == GUMBO_TAG_A;
    }
    if (link) ++linked_headings;
  }
  if (metadata.listing || (linked_headings >= kListingLinks / 2 && body.paragraphs < 5)) {
    return PageKind::kListing;
  }
  if (prose) return PageKind::kArticle;
  std::size_t links = 0;
  for (const HtmlNode& node : nodes) links += node.tag == GUMBO_TAG_A;
  return links >= kListingLinks && body.paragraphs < 2 ? PageKind::kListing : PageKind::kOther;
}

}  // namespace

std::string_view Name(PageKind kind) {
  switch (kind) {
    case PageKind::kArticle:
      return "article";
    case PageKind::kListing:
      return "listing";
    case PageKind::kOther:
      break;
  }
  return "other";
}

core::Expected<ExtractedPage> Extract(std::string_view html, const ExtractOptions& options) {
  if (html.size() > options.max_bytes) {
    return core::Error{fmt::format("{}: page refused: {} bytes, more than {}", options.url,
                                   html.size(), options.max_bytes)};
  }
  Scratch& scratch = ThreadScratch();
  const auto scanned = scratch.prescanner.Run(html);
  if (!scanned) return core::Error{options.url + ": " + scanned.error().message};
  const auto tree = scratch.tree.Parse(*scanned);
  if (!tree) return core::Error{options.url + ": " + tree.error().message};
  const std::span<const HtmlNode> nodes = *tree;
  ReadHints(nodes, &scratch.hints);

  const PageSignals signals = CollectSignals(nodes);
  const JsonLdPage json_ld = ReadJsonLd(scanned->json_ld);
  const auto address = Canonicalize(options.url);
  const PageMetadata metadata =
      FindMetadata(nodes, scratch.hints, signals, json_ld, address ? address->host : std::string());
  const DateContext context{options.now, core::LanguageOf(metadata.language), options.zone,
                            WritesDayFirst(metadata.language)};
  const PageDates dates =
      FindDates(nodes, scratch.hints, signals, json_ld, metadata.heading, options.url, context);
  // The heading with its kicker and subtitle, which are no text either.
  const std::string heading = metadata.heading ? InnerText(nodes, metadata.heading) : std::string();
  const bool titled = FoldWords(heading).find(FoldWords(metadata.title)) != std::string::npos;
  const BodyClues clues{titled ? std::string_view(heading) : metadata.title,
                        signals.meta({"ogdescription", "description"}), json_ld.body};
  FoundBody body = scratch.body.Find(nodes, scratch.hints, clues, options.observer);
  PreferGivenText(json_ld, &body);

  std::string base = options.url;
  if (!signals.base.empty()) {
    if (std::string declared = Absolute(signals.base, options.url); !declared.empty()) {
      base = std::move(declared);
    }
  }
  ExtractedPage page;
  page.kind = KindOf(metadata, body, nodes);
  page.title = metadata.title;
  page.text = std::move(body.text);
  page.comments = std::move(body.comments);
  page.authors = metadata.authors;
  page.published = dates.published;
  page.modified = dates.modified;
  page.language = metadata.language;
  page.section = metadata.section;
  page.tags = metadata.tags;
  page.site = metadata.site;
  page.image = Absolute(metadata.image, base);
  page.canonical = Absolute(metadata.canonical, base);
  page.robots = signals.RobotsFor(options.robots_agent);
  if (options.links) page.links = FindLinks(nodes, base);
  return page;
}

}  // namespace crawler
