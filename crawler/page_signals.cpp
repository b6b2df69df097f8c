#include "crawler/page_signals.h"

#include <algorithm>

#include "crawler/ascii.h"
#include "crawler/page_words.h"

namespace crawler {
namespace {

constexpr std::size_t kTitleBytes = 8;     // a shorter heading may occur in a title by chance
constexpr std::size_t kMaxHeadings = 256;  // looked at

// "article:published_time" and "article.published-time" are the same to whoever wrote them.
std::string MetaName(std::string_view written) {
  std::string name = Lower(written);
  std::erase_if(name, [](char c) { return !IsAlnum(c); });
  return name;
}

void CollectMeta(const HtmlNode& node, PageSignals* signals) {
  const std::string_view content = Trim(node.attribute("content"));
  if (content.empty()) return;
  for (const char* key : {"property", "name", "itemprop", "http-equiv"}) {
    std::string name = MetaName(node.attribute(key));
    if (!name.empty()) signals->metas.emplace_back(std::move(name), content);
  }
}

}  // namespace

std::string_view PageSignals::meta(std::initializer_list<std::string_view> names) const {
  for (const std::string_view name : names) {
    for (const auto& [key, content] : metas) {
      if (key == name) return content;
    }
  }
  return {};
}

RobotsDirectives PageSignals::RobotsFor(std::string_view agent) const {
  const std::string own = MetaName(agent);
  RobotsDirectives robots;
  for (const auto& [name, content] : metas) {
    if (name == "robots" || name == own) robots.Add(content, agent);
  }
  return robots;
}

PageSignals CollectSignals(std::span<const HtmlNode> nodes) {
  PageSignals signals;
  for (std::uint32_t i = 0; i < nodes.size(); ++i) {
    const HtmlNode& node = nodes[i];
    switch (node.tag) {
      case GUMBO_TAG_LAST:
        continue;
      case GUMBO_TAG_HTML:
        signals.language = Trim(node.attribute("lang"));
        continue;
      case GUMBO_TAG_META:
        CollectMeta(node, &signals);
        continue;
      case GUMBO_TAG_LINK:
        if (signals.canonical.empty() && HasWord(node.attribute("rel"), "canonical")) {
          signals.canonical = Trim(node.attribute("href"));
        }
        continue;
      case GUMBO_TAG_BASE:
        if (signals.base.empty()) signals.base = Trim(node.attribute("href"));
        continue;
      case GUMBO_TAG_TITLE:
        if (!signals.title) signals.title = i;
        continue;
      case GUMBO_TAG_H1:
        signals.headings.push_back(i);
        break;
      case GUMBO_TAG_H2:
      case GUMBO_TAG_H3:
      case GUMBO_TAG_H4:
        signals.lower_headings.push_back(i);
        break;
      case GUMBO_TAG_TIME:
        signals.times.push_back(i);
        break;
      case GUMBO_TAG_A:
        if (HasWord(node.attribute("rel"), "author")) signals.author_links.push_back(i);
        break;
      default:
        break;
    }
    if (node.has_attribute("itemprop")) signals.properties.push_back(i);
  }
  return signals;
}

std::uint32_t MainHeading(std::span<const HtmlNode> nodes, const PageSignals& signals) {
  if (!signals.headings.empty()) return signals.headings.front();
  const std::string title = signals.title ? FoldWords(InnerText(nodes, signals.title)) : "";
  std::uint32_t first = 0;
  for (const std::uint32_t i : signals.lower_headings) {
    const std::string text = FoldWords(InnerText(nodes, i));
    if (text.size() > kTitleBytes && title.find(text) != std::string::npos) return i;
    if (!first && !text.empty()) first = i;
  }
  return first;
}

std::uint32_t HeadingOf(std::span<const HtmlNode> nodes, const PageSignals& signals,
                        std::string_view title) {
  const std::string folded = FoldWords(title);
  if (folded.size() <= kTitleBytes) return MainHeading(nodes, signals);
  for (const auto* const headings : {&signals.headings, &signals.lower_headings}) {
    for (std::size_t i = 0; i < std::min(headings->size(), kMaxHeadings); ++i) {
      const std::uint32_t heading = (*headings)[i];
      if (FoldWords(InnerText(nodes, heading)).find(folded) != std::string::npos) return heading;
    }
  }
  return MainHeading(nodes, signals);
}

std::string InnerText(std::span<const HtmlNode> nodes, std::uint32_t node, std::size_t max_bytes) {
  std::string text;
  bool space = false;
  for (std::uint32_t i = node; i < nodes[node].end && text.size() < max_bytes; ++i) {
    if (!nodes[i].is_text()) {
      // Only these run on without a gap; a missing space would glue words.
      if (nodes[i].tag != GUMBO_TAG_SPAN && nodes[i].tag != GUMBO_TAG_A) space = true;
      continue;
    }
    const std::string_view piece = nodes[i].text;
    for (std::size_t at = 0; at < piece.size(); ++at) {
      if (IsSpace(piece[at])) {
        space = true;
        continue;
      }
      if (piece.substr(at, 2) == "\xC2\xA0") {  // no-break space
        space = true;
        ++at;
        continue;
      }
      if (space && !text.empty()) text += ' ';
      space = false;
      text += piece[at];
    }
  }
  return text;
}

}  // namespace crawler
