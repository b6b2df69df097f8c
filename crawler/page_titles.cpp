#include "crawler/page_titles.h"

#include <algorithm>
#include <vector>

#include "core/utf8.h"
#include "crawler/ascii.h"
#include "crawler/html_text.h"
#include "crawler/page_words.h"

namespace crawler {
namespace {

// What stands between a title and the outlet's name.
constexpr std::string_view kSeparators[] = {" | ", " - ", " – ",  " — ", " :: ", " » ", " • ",
                                            " · ", " / ", " // ", "|",   "ㅣ",   "｜",  "_"};

constexpr std::size_t kMaxTitle = 1000;                            // bytes
constexpr std::size_t kMaxHeadings = 64, kMaxLowerHeadings = 512;  // looked at
constexpr std::size_t kWord = 3;         // bytes; what is shorter tells nothing
constexpr std::size_t kStem = 5;         // letters of a word that tell what it speaks of
constexpr double kAkin = 0.25;           // of a heading's letters, those in words that others have
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

// What a page says its title is.
struct Statement {
  std::string text;
  std::string folded;

  Statement() = default;
  explicit Statement(std::string words) : text(std::move(words)), folded(FoldWords(text)) {}
  bool whole() const { return folded.size() > kWholeTitle; }
};

// What follows the first separator; "" if there is none.
std::string_view WithoutKicker(std::string_view title) {
  static constexpr std::string_view kEnds[] = {": ", " - ", " – ", " — ", " | "};
  std::size_t from = std::string_view::npos;
  for (const std::string_view end : kEnds) {
    const std::size_t at = title.find(end);
    if (at != std::string_view::npos) from = std::min(from, at + end.size());
  }
  return from == std::string_view::npos ? std::string_view() : title.substr(from);
}

// Nobody writes longer titles.
std::string Cut(std::string text) {
  text.resize(core::WholeCharacters(text, kMaxTitle).size());
  return text;
}

// The first letters of a word, by which its forms are known.
std::string_view StemOf(std::string_view word) {
  std::size_t letters = 0;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (!core::IsTrailByte(word[i]) && ++letters > kStem) return word.substr(0, i);
  }
  return word;
}

class TitleFinder {
 public:
  TitleFinder(std::span<const HtmlNode> nodes, const PageSignals& signals,
              const JsonLdPage& json_ld, std::string_view site, std::string_view host)
      : nodes_(nodes),
        signals_(signals),
        site_(site),
        host_(host),
        document_(signals.title ? InnerText(nodes, signals.title) : std::string()),
        graph_(Cut(Squeezed(signals.meta({"ogtitle", "twittertitle", "dctitle"})))),
        bare_graph_(WithoutSite(graph_.text, site, host)),
        headline_(WithoutSite(Cut(HtmlToLine(json_ld.headline)), site, host)) {
    std::vector<std::uint32_t> headings = signals.headings;
    if (headings.empty()) headings.push_back(MainHeading(nodes, signals));
    if (headings.size() > kMaxHeadings) headings.resize(kMaxHeadings);
    for (const std::uint32_t heading : headings) {
      if (heading == 0) continue;
      Statement stated(InnerText(nodes, heading));
      if (stated.folded.empty()) continue;
      if (stated.folded != graph_.folded && NamesSite(stated.text, site, host)) continue;
      headings_.push_back(std::move(stated));
    }
  }

  std::string Find() const {
    for (const Statement& heading : headings_) {
      if (std::string title = Inside(heading); !title.empty()) return title;
      if (!IsConfirmed(heading)) continue;
      const std::string shown = ShownBelow(false);
      return shown.empty() ? heading.text : shown;
    }
    for (const Statement& heading : headings_) {
      if (std::string title = BehindKicker(heading); !title.empty()) return title;
    }
    if (std::string shown = ShownBelow(true); !shown.empty()) return shown;
    if (headline_.whole() && graph_.folded.starts_with(headline_.folded)) return headline_.text;
    const Statement named(Cut(Squeezed(signals_.meta({"headline"}))));
    if (named.whole() && graph_.folded.starts_with(named.folded)) return named.text;
    if (!headings_.empty() && IsAkin(headings_.front())) return headings_.front().text;
    if (!bare_graph_.text.empty()) return bare_graph_.text;
    if (!headline_.text.empty()) return headline_.text;
    if (signals_.headings.size() == 1 && !headings_.empty()) return headings_.front().text;
    if (!document_.text.empty()) return WithoutSite(document_.text, site_, host_);
    return signals_.headings.empty() ? std::string() : InnerText(nodes_, signals_.headings.front());
  }

 private:
  // A heading that another statement repeats is the title beyond doubt.
  bool IsConfirmed(const Statement& heading) const {
    return heading.folded == headline_.folded || graph_.folded.starts_with(heading.folded) ||
           document_.folded.starts_with(heading.folded) ||
           document_.folded.ends_with(heading.folded);
  }

  // The title within a heading that has a kicker or a subtitle, too, which other statements leave
  // out or word otherwise; "" if there is none.
  std::string Inside(const Statement& heading) const {
    const auto longer = [&heading](const Statement& stated) {
      return stated.whole() && heading.folded.size() > stated.folded.size();
    };
    if (longer(bare_graph_) && heading.folded.ends_with(' ' + bare_graph_.folded) &&
        document_.folded.find(bare_graph_.folded) != std::string::npos) {
      return bare_graph_.text;
    }
    if (longer(graph_) && heading.folded.starts_with(graph_.folded + ' ') &&
        FoldWords(signals_.meta({"twittertitle"})) == graph_.folded) {
      return graph_.text;
    }
    return {};
  }

  // What a heading and the statement of machines have in common behind kickers that differ.
  std::string BehindKicker(const Statement& heading) const {
    const std::string_view rest = WithoutKicker(heading.text);
    return rest.size() > kWholeTitle && 2 * rest.size() > heading.text.size() &&
                   rest == WithoutKicker(bare_graph_.text)
               ? std::string(rest)
               : std::string();
  }

  // The statement that a lower heading repeats, where no h1 does: that one is for searchers.
  std::string ShownBelow(bool linked) const {
    const auto stands = [this](const Statement& stated) {
      return stated.whole() &&
             std::none_of(headings_.begin(), headings_.end(), [&](const Statement& heading) {
               return heading.folded == stated.folded;
             });
    };
    std::vector<Statement> open;
    open.push_back(bare_graph_);
    open.emplace_back(WithoutSite(Cut(Squeezed(signals_.meta({"twittertitle"}))), site_, host_));
    open.push_back(headline_);
    open.emplace_back(WithoutSite(document_.text, site_, host_));
    std::erase_if(open, [&](const Statement& stated) { return !stands(stated); });
    if (open.empty()) return {};
    for (std::size_t i = 0; i < std::min(signals_.lower_headings.size(), kMaxLowerHeadings); ++i) {
      const std::uint32_t node = signals_.lower_headings[i];
      if (!linked && HasLink(node)) continue;
      const Statement heading(InnerText(nodes_, node));
      if (!stands(heading)) continue;
      for (const Statement& stated : open) {
        if (heading.folded.ends_with(stated.folded) &&
            heading.folded.size() < 2 * stated.folded.size()) {
          return stated.text;
        }
      }
    }
    return {};
  }

  bool HasLink(std::uint32_t node) const {
    for (std::uint32_t k = node; k < nodes_[node].end; ++k) {
      if (nodes_[k].tag == GUMBO_TAG_A) return true;
    }
    return nodes_[nodes_[node].parent].tag == GUMBO_TAG_A;
  }

  // Whether a heading speaks of what other statements do.
  bool IsAkin(const Statement& heading) const {
    const std::string others =
        ' ' + graph_.folded + ' ' + document_.folded + ' ' + headline_.folded;
    std::size_t letters = 0, shared = 0;
    for (std::size_t at = 0; at < heading.folded.size();) {
      const std::size_t end = std::min(heading.folded.find(' ', at), heading.folded.size());
      const std::string_view word = std::string_view(heading.folded).substr(at, end - at);
      at = end + 1;
      if (word.size() < kWord) continue;
      letters += word.size();
      if (others.find(' ' + std::string(StemOf(word))) != std::string::npos) shared += word.size();
    }
    return letters > 0 && static_cast<double>(shared) >= kAkin * static_cast<double>(letters);
  }

  std::span<const HtmlNode> nodes_;
  const PageSignals& signals_;
  std::string_view site_, host_;
  Statement document_, graph_, bare_graph_, headline_;
  std::vector<Statement> headings_;
};

}  // namespace

std::string FindTitle(std::span<const HtmlNode> nodes, const PageSignals& signals,
                      const JsonLdPage& json_ld, std::string_view site, std::string_view host) {
  return TitleFinder(nodes, signals, json_ld, site, host).Find();
}

}  // namespace crawler
