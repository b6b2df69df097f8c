#include "crawler/page_authors.h"

#include <algorithm>

#include "crawler/ascii.h"
#include "crawler/class_hints.h"
#include "crawler/page_words.h"

namespace crawler {
namespace {

constexpr std::size_t kMaxName = 120;    // bytes
constexpr std::size_t kMaxByline = 240;  // bytes
constexpr std::size_t kMaxWords = 6;
constexpr std::size_t kMaxAuthors = 12;

// Labels before a name, in lower case.
constexpr std::string_view kLabels[] = {
    "автор текста", "автор статьи",  "авторы",   "автор",      "текст",  "подготовил",
    "подготовила",  "мақала авторы", "авторлар", "дайындаған", "мәтін",  "written by",
    "posted by",    "published by",  "by",       "authors",    "author", "text",
    "von",          "par",           "por"};
// Between two names.
constexpr std::string_view kJoints[] = {", ",  "; ",    " и ", " және ", " мен ", " and ",
                                        " & ", " und ", " | ", " / ",    " • "};

// Takes "Автор:" and the like off the front.
std::string_view WithoutLabel(std::string_view text) {
  text = Trim(text);
  for (const std::string_view label : kLabels) {
    const std::string folded = FoldWords(text.substr(0, label.size()));
    if (folded != label || text.size() <= label.size()) continue;
    std::string_view rest = text.substr(label.size());
    if (rest[0] != ':' && rest[0] != ' ' && rest[0] != '\n') continue;
    while (!rest.empty() && (rest[0] == ':' || rest[0] == ' ')) rest.remove_prefix(1);
    return Trim(rest);
  }
  return text;
}

bool IsName(std::string_view text, std::string_view folded_site) {
  if (text.size() < 3 || text.size() > kMaxName) return false;
  if (text.find("://") != std::string_view::npos || text.find('@') != std::string_view::npos ||
      text.find('{') != std::string_view::npos) {
    return false;
  }
  if (std::any_of(text.begin(), text.end(), IsDigit)) return false;
  if (!IsNonAscii(text[0]) && !IsAlpha(text[0])) return false;
  const std::string folded = FoldWords(text);
  if (folded.empty() || folded == folded_site) return false;
  static constexpr std::string_view kNoNames[] = {
      "admin",     "administrator", "editor", "редакция",  "redaction", "redaktion", "null",
      "undefined", "unknown",       "guest",  "anonymous", "staff",     "none"};
  if (std::find(std::begin(kNoNames), std::end(kNoNames), folded) != std::end(kNoNames)) {
    return false;
  }
  return static_cast<std::size_t>(std::count(folded.begin(), folded.end(), ' ')) < kMaxWords;
}

class Names {
 public:
  explicit Names(std::string_view site) : folded_site_(FoldWords(site)) {}

  void AddLine(std::string_view line) {
    line = WithoutLabel(line);
    if (line.size() > kMaxByline) return;
    while (!line.empty()) {
      std::size_t end = line.size(), gap = 0;
      for (const std::string_view joint : kJoints) {
        const std::size_t at = line.find(joint);
        if (at < end) {
          end = at;
          gap = joint.size();
        }
      }
      Add(line.substr(0, end));
      line.remove_prefix(std::min(end + gap, line.size()));
    }
  }

  void Add(std::string_view name) {
    name = WithoutLabel(name);
    while (!name.empty() && (name.back() == ',' || name.back() == ':')) name.remove_suffix(1);
    if (!IsName(name, folded_site_) || names_.size() >= kMaxAuthors) return;
    const std::string folded = FoldWords(name);
    for (const std::string& known : names_) {
      if (FoldWords(known) == folded) return;
    }
    names_.emplace_back(name);
  }

  bool empty() const { return names_.empty(); }
  std::vector<std::string> Take() { return std::move(names_); }

 private:
  std::string folded_site_;
  std::vector<std::string> names_;
};

bool IsElsewhere(const HtmlNode& node, unsigned hints) {
  return node.tag == GUMBO_TAG_NAV || node.tag == GUMBO_TAG_FOOTER ||
         (hints & kHintComments && node.tag != GUMBO_TAG_BODY && node.tag != GUMBO_TAG_ARTICLE);
}

// Elements whose class speaks of an author; the innermost one that does.
void AddBylines(std::span<const HtmlNode> nodes, std::span<const std::uint16_t> hints,
                Names* names) {
  for (std::uint32_t i = 0; i < nodes.size() && names->empty(); ++i) {
    if (nodes[i].is_text()) continue;
    if (IsElsewhere(nodes[i], hints[i])) {
      i = nodes[i].end - 1;
      continue;
    }
    if (!(hints[i] & kHintByline)) continue;
    bool inner = false;
    for (std::uint32_t k = i + 1; k < nodes[i].end && !inner; ++k) {
      inner = !nodes[k].is_text() && hints[k] & kHintByline;
    }
    if (inner) continue;
    // A link inside is the name; the rest is "By" and a date.
    std::uint32_t from = i;
    for (std::uint32_t k = i + 1; k < nodes[i].end; ++k) {
      if (nodes[k].tag == GUMBO_TAG_A && !InnerText(nodes, k, 8).empty()) {
        from = k;
        break;
      }
    }
    names->AddLine(InnerText(nodes, from, kMaxByline + 1));
  }
}

// Whether the text says that an author's name follows. Without a colon it must say nothing else.
bool IsAuthorLabel(std::string_view text, bool colon) {
  static constexpr std::string_view kLonely[] = {
      "by",           "written by",   "posted by",     "автор",  "авторы",
      "автор текста", "автор статьи", "мақала авторы", "author", "authors"};
  const std::string folded = FoldWords(text);
  const auto* const found = std::find(std::begin(kLonely), std::end(kLonely), folded);
  return found != std::end(kLonely) && (colon || text.size() == folded.size());
}

// "Автор: ..." or "By ...", as a line of its own; the name may stand in the next text.
void AddLabelled(std::span<const HtmlNode> nodes, Names* names) {
  for (std::uint32_t i = 0; i < nodes.size() && names->empty(); ++i) {
    if (!nodes[i].is_text()) continue;
    const std::string_view text = Trim(nodes[i].text);
    if (text.size() > kMaxByline) continue;
    const std::size_t colon = text.find(':');
    if (text.empty() || (colon == std::string_view::npos ? text.size() : colon) > 32) continue;
    if (!IsAuthorLabel(text.substr(0, colon), colon != std::string_view::npos)) continue;
    std::string_view rest =
        colon == std::string_view::npos ? std::string_view() : Trim(text.substr(colon + 1));
    for (std::uint32_t k = i + 1; rest.empty() && k < nodes.size() && k < i + 6; ++k) {
      if (nodes[k].is_text()) rest = Trim(nodes[k].text);
    }
    names->AddLine(rest);
  }
}

// What the page states for machines.
void AddStated(const PageSignals& signals, const JsonLdPage& json_ld, Names* names) {
  for (const std::string& author : json_ld.authors) names->AddLine(author);
  if (!names->empty()) return;
  for (const auto& [name, content] : signals.metas) {
    if (name == "author" || name == "articleauthor" || name == "ogarticleauthor" ||
        name == "dccreator" || name == "dctermscreator" || name == "parselyauthor" ||
        name == "sailthruauthor" || name == "byl" || name == "citationauthor" ||
        name == "mediatorauthor" || name == "twittermiscwrittenby") {
      names->AddLine(content);
    }
  }
  const std::string label = FoldWords(signals.meta({"twitterlabel1"}));
  if (names->empty() &&
      (label == "written by" || label == "автор" || label == "написано автором")) {
    names->AddLine(signals.meta({"twitterdata1"}));
  }
}

}  // namespace

std::vector<std::string> FindAuthors(std::span<const HtmlNode> nodes,
                                     std::span<const std::uint16_t> hints,
                                     const PageSignals& signals, const JsonLdPage& json_ld,
                                     std::string_view site) {
  Names names(site);
  AddStated(signals, json_ld, &names);
  if (names.empty()) {
    for (const std::uint32_t node : signals.properties) {
      if (nodes[node].attribute("itemprop").find("author") == std::string_view::npos) continue;
      std::uint32_t name = node;
      for (std::uint32_t k = node + 1; k < nodes[node].end; ++k) {
        if (nodes[k].attribute("itemprop") == "name") {
          name = k;
          break;
        }
      }
      const std::string_view content = nodes[name].attribute("content");
      names.AddLine(content.empty() ? InnerText(nodes, name, kMaxByline + 1)
                                    : std::string(content));
    }
  }
  if (names.empty()) {
    for (const std::uint32_t node : signals.author_links) {
      names.AddLine(InnerText(nodes, node, kMaxByline + 1));
    }
  }
  if (names.empty()) AddBylines(nodes, hints, &names);
  if (names.empty()) AddLabelled(nodes, &names);
  if (!names.empty()) return names.Take();
  // An outlet of one person, named after them, or one that signs for its staff.
  Names outlet{std::string_view()};
  AddStated(signals, json_ld, &outlet);
  return outlet.Take();
}

}  // namespace crawler
