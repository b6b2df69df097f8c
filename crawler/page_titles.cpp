#include "crawler/page_titles.h"

#include <algorithm>
#include <vector>

#include "crawler/ascii.h"
#include "crawler/html_text.h"
#include "crawler/page_words.h"

namespace crawler {
namespace {

// What stands between a title and the outlet's name.
constexpr std::string_view kSeparators[] = {" | ", " - ", " – ",  " — ", " :: ", " » ", " • ",
                                            " · ", " / ", " // ", "|",   "ㅣ",   "｜",  "_"};

constexpr std::size_t kWholeTitle = 16;  // bytes; what is shorter may be a part of many titles

std::string WithoutSpaces(std::string text) {
  std::erase(text, ' ');
  return text;
}

// Whether `name` is how the outlet calls itself.
bool NamesSite(std::string_view name, std::string_view site, std::string_view host) {
  const std::string folded = WithoutSpaces(FoldWords(name));
  if (folded.empty()) return false;
  const std::string known = WithoutSpaces(FoldWords(site));
  if (!known.empty() && (folded.find(known) != std::string::npos ||
                         (folded.size() > 3 && known.find(folded) != std::string::npos))) {
    return true;
  }
  std::string address(host.starts_with("www.") ? host.substr(4) : host);
  std::erase_if(address, [](char c) { return c == '.' || c == '-'; });
  return folded.size() > 3 && address.find(folded) != std::string::npos;
}

// Takes the outlet's name off the end, or the beginning, of a title.
std::string WithoutSite(std::string title, std::string_view site, std::string_view host) {
  for (int round = 0; round < 3; ++round) {
    std::size_t last = std::string::npos, size = 0, first = std::string::npos, first_size = 0;
    for (const std::string_view separator : kSeparators) {
      const std::size_t at = title.rfind(separator);
      if (at != std::string::npos && (last == std::string::npos || at > last)) {
        last = at;
        size = separator.size();
      }
      const std::size_t front = title.find(separator);
      if (front != std::string::npos && front < first) {
        first = front;
        first_size = separator.size();
      }
    }
    if (last == std::string::npos || last == 0) break;
    if (NamesSite(std::string_view(title).substr(last + size), site, host)) {
      title = std::string(Trim(std::string_view(title).substr(0, last)));
    } else if (NamesSite(std::string_view(title).substr(0, first), site, host)) {
      title = std::string(Trim(std::string_view(title).substr(first + first_size)));
    } else {
      break;
    }
  }
  return title;
}

}  // namespace

std::string FindTitle(std::span<const HtmlNode> nodes, const PageSignals& signals,
                      const JsonLdPage& json_ld, std::string_view site, std::string_view host) {
  const std::string document = signals.title ? InnerText(nodes, signals.title) : std::string();
  const std::string graph = Squeezed(signals.meta({"ogtitle", "twittertitle", "dctitle"}));
  const std::string folded_document = FoldWords(document), folded_graph = FoldWords(graph);
  const std::string folded_headline = FoldWords(json_ld.headline);
  // A heading that another statement repeats is the title beyond doubt.
  std::vector<std::uint32_t> headings = signals.headings;
  if (headings.empty()) headings.push_back(MainHeading(nodes, signals));
  for (const std::uint32_t heading : headings) {
    const std::string text = InnerText(nodes, heading);
    const std::string folded = FoldWords(text);
    if (folded.empty() || NamesSite(text, site, host)) continue;
    // The heading often has the kicker in it, which all other statements leave out.
    if (folded_graph.size() > kWholeTitle && folded.size() > folded_graph.size() &&
        folded.ends_with(folded_graph) && folded_document.find(folded_graph) != std::string::npos) {
      return graph;
    }
    if (folded == folded_headline || folded_graph.starts_with(folded) ||
        folded_document.starts_with(folded) || folded_document.ends_with(folded)) {
      return text;
    }
  }
  const std::string headline = HtmlToLine(json_ld.headline);
  if (folded_headline.size() > kWholeTitle && folded_graph.starts_with(folded_headline)) {
    return headline;
  }
  if (!graph.empty()) return WithoutSite(graph, site, host);
  if (!headline.empty()) return headline;
  if (signals.headings.size() == 1) {
    const std::string text = InnerText(nodes, signals.headings.front());
    if (!text.empty() && !NamesSite(text, site, host)) return text;
  }
  if (!document.empty()) return WithoutSite(document, site, host);
  return signals.headings.empty() ? std::string() : InnerText(nodes, signals.headings.front());
}

}  // namespace crawler
