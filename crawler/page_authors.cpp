#include "crawler/page_authors.h"

#include <algorithm>

#include "crawler/ascii.h"
#include "crawler/class_hints.h"
#include "crawler/page_words.h"

namespace crawler {
namespace {

constexpr std::size_t kMaxName = 120;        // bytes
constexpr std::size_t kMaxByline = 240;      // bytes
constexpr std::size_t kMaxByLine = 60;       // bytes of a line that is a label and a name
constexpr std::uint32_t kAboveHeading = 60;  // nodes that may belong to the article
constexpr std::uint32_t kBeside = 8;         // nodes between links to two authors of one page
constexpr std::size_t kMaxWords = 6;
constexpr std::size_t kMaxAuthors = 12;

// Labels before a name, in lower case.
constexpr std::string_view kLabels[] = {
    "автор текста", "автор статьи",  "авторы",     "автор",      "текст",    "подготовил",
    "подготовила",  "мақала авторы", "авторлар",   "дайындаған", "мәтін",    "written by",
    "posted by",    "published by",  "article by", "post by",    "story by", "by",
    "contributors", "contributor",   "authors",    "author",     "text",     "von",
    "par",          "por",           "and"};
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

// Words that no name begins with, whatever stands where a name is due.
bool BeginsLikeNoName(std::string_view folded) {
  static constexpr std::string_view kBeginnings[] = {
      "read",   "view",  "see",   "more",   "all",    "follow",   "about",  "show",  "learn",
      "click",  "share", "image", "photo",  "source", "posts",    "quelle", "фото",  "все",
      "читать", "еще",   "ещё",   "барлық", "сурет",  "источник", "mehr",   "edited"};
  const std::string_view first = folded.substr(0, folded.find(' '));
  return std::find(std::begin(kBeginnings), std::end(kBeginnings), first) != std::end(kBeginnings);
}

// Letters behind a name that tell its bearer's degrees: "MD", "Ph.D.", "RD".
bool IsDegree(std::string_view text) {
  if (text.size() < 2 || text.size() > 10) return false;
  const auto capitals = std::count_if(text.begin(), text.end(), IsUpper);
  const auto signs = std::count_if(text.begin(), text.end(),
                                   [](char c) { return c == '.' || c == '-' || c == '*'; });
  return capitals >= 2 && capitals + signs + 1 >= static_cast<std::ptrdiff_t>(text.size()) &&
         text.find(' ') == std::string_view::npos;
}

// Who says that something is a name: the page to machines, or where it stands.
enum class Ground { kStated, kFound };

// A name's words have capitals, but for particles; what is stated may be all in lower case.
bool IsWritten(std::string_view text, Ground ground) {
  static constexpr std::string_view kParticles[] = {
      "al", "bin", "da",  "de", "del", "della", "den", "der", "di",  "do",  "dos", "du",
      "e",  "el",  "ibn", "la", "le",  "of",    "ter", "the", "van", "von", "y",   "zu"};
  if (ground == Ground::kStated) return true;
  if (text.find(' ') == std::string_view::npos &&
      text.find_first_of("/;") != std::string_view::npos) {
    return true;  // how agencies sign
  }
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string_view word = text.substr(at, end - at);
    const bool particle = at > 0 && std::find(std::begin(kParticles), std::end(kParticles), word) !=
                                        std::end(kParticles);
    if (BeginsLower(word) && !particle) return false;
    at = end + 1;
  }
  return true;
}

bool IsName(std::string_view text, Ground ground) {
  if (text.size() < 3 || text.size() > kMaxName) return false;
  if (text.find("://") != std::string_view::npos || text.find('@') != std::string_view::npos ||
      text.find('{') != std::string_view::npos || text.find(": ") != std::string_view::npos) {
    return false;
  }
  if (std::any_of(text.begin(), text.end(), IsDigit)) return false;
  if (!IsNonAscii(text[0]) && !IsAlpha(text[0])) return false;
  const std::string folded = FoldWords(text);
  if (folded.empty() || !IsWritten(text, ground) || BeginsLikeNoName(folded)) return false;
  static constexpr std::string_view kNoNames[] = {
      "admin",    "administrator", "editor",    "редакция",    "redaction", "redaktion",
      "null",     "author",        "undefined", "guest",       "unknown",   "none",
      "автор",    "автордан",      "writer",    "contributor", "авторы",    "contributors",
      "facebook", "instagram",     "linkedin",  "telegram",    "twitter",   "youtube"};
  if (std::find(std::begin(kNoNames), std::end(kNoNames), folded) != std::end(kNoNames)) {
    return false;
  }
  if (text.ends_with(".author")) return false;  // "page.meta.author", which nobody filled in
  return static_cast<std::size_t>(std::count(folded.begin(), folded.end(), ' ')) < kMaxWords;
}

class Names {
 public:
  // `site`, `publisher`, `host`: of the outlet, whose name is then left out.
  Names(std::string_view site, std::string_view publisher, std::string_view host)
      : site_words_(FoldWords(site)),
        site_(WithoutSpaces(site_words_)),
        publisher_(WithoutSpaces(FoldWords(publisher))),
        host_(WithoutSpaces(FoldWords(host))) {
    if (host_.starts_with("www")) host_.erase(0, 3);
  }

  void AddLine(std::string_view line, Ground ground = Ground::kFound) {
    line = WithoutLabel(line);
    if (line.size() > kMaxByline) return;
    if (IsInverted(line)) return Add(line, ground);
    while (!line.empty()) {
      std::size_t end = line.size(), gap = 0;
      for (std::size_t from = 0; from < line.size();) {
        const auto [at, size] = NextJoint(line, from);
        end = std::min(at, line.size());
        gap = size;
        const std::string_view rest = line.substr(std::min(end + gap, line.size()));
        if (gap == 0 || !IsDegree(rest.substr(0, NextJoint(rest, 0).first))) break;
        from = end + gap;  // "Jane Roe, MD, RD"
      }
      Add(line.substr(0, end), ground);
      line.remove_prefix(std::min(end + gap, line.size()));
    }
  }

  void Add(std::string_view name, Ground ground) {
    name = WithoutLabel(name);
    while (!name.empty() && (name.back() == ',' || name.back() == ':')) name.remove_suffix(1);
    if (!IsName(name, ground) || names_.size() >= kMaxAuthors) return;
    const std::string folded = FoldWords(name);
    const bool one_word = name.find(' ') == std::string_view::npos;
    if (IsOutlet(WithoutSpaces(folded), one_word)) return;
    for (const std::string& known : names_) {
      if (FoldWords(known) == folded) return;
    }
    names_.emplace_back(name);
  }

  bool empty() const { return names_.empty(); }
  std::size_t size() const { return names_.size(); }
  // Beside others, a name that the outlet's begins is a department's.
  std::vector<std::string> Take() {
    if (names_.size() > 1 && !site_words_.empty()) {
      const auto department = [this](const std::string& name) {
        return FoldWords(name).starts_with(site_words_ + ' ');
      };
      if (!std::all_of(names_.begin(), names_.end(), department)) std::erase_if(names_, department);
    }
    return std::move(names_);
  }

 private:
  // Where the next joint stands in `line` from `from` on, and its size; the end if there is none.
  static std::pair<std::size_t, std::size_t> NextJoint(std::string_view line, std::size_t from) {
    std::size_t end = line.size(), gap = 0;
    for (const std::string_view joint : kJoints) {
      const std::size_t at = line.find(joint, from);
      if (at < end) {
        end = at;
        gap = joint.size();
      }
    }
    return {end, gap};
  }

  // "Roe, Jane M.": one name, the surname first.
  static bool IsInverted(std::string_view line) {
    const std::size_t comma = line.find(", ");
    if (comma == std::string_view::npos || line.find(' ') != comma + 1) return false;
    const std::string_view given = line.substr(comma + 2);
    return given.ends_with('.') && given.find(',') == std::string_view::npos && given.size() < 20 &&
           given.find(" and ") == std::string_view::npos;
  }

  static std::string WithoutSpaces(std::string text) {
    std::erase(text, ' ');
    return text;
  }

  // A name of several words that is the host's, too, is a person's who has a site.
  bool IsOutlet(std::string_view name, bool one_word) const {
    return name == site_ || name == publisher_ ||
           (!host_.empty() &&
            ((one_word && host_.starts_with(name)) || name.find(host_) != std::string_view::npos));
  }

  std::string site_words_, site_, publisher_, host_;
  std::vector<std::string> names_;
};

bool IsElsewhere(const HtmlNode& node, unsigned hints) {
  return node.tag == GUMBO_TAG_NAV || node.tag == GUMBO_TAG_FOOTER ||
         (hints & kHintComments && node.tag != GUMBO_TAG_BODY && node.tag != GUMBO_TAG_ARTICLE);
}

// "/author/jane-roe", "/avtory/12".
bool LeadsToAuthor(std::string_view address) {
  static constexpr std::string_view kFolders[] = {
      "/author/", "/authors/", "/autor/",  "/autoren/",     "/autores/",      "/avtor/",
      "/avtory/", "/auteur/",  "/writer/", "/contributor/", "/contributors/", "/avtorlar/"};
  return std::any_of(std::begin(kFolders), std::end(kFolders), [&](std::string_view folder) {
    return address.find(folder) != std::string_view::npos;
  });
}

// The names in an element whose class speaks of an author: a link inside is the name, and the rest
// is "By" and a date; else all of it, or the first text.
void AddByline(std::span<const HtmlNode> nodes, std::uint32_t node, Names* names) {
  std::uint32_t from = node;
  for (std::uint32_t k = node + 1; k < nodes[node].end; ++k) {
    if (nodes[k].tag == GUMBO_TAG_A && !InnerText(nodes, k, 8).empty()) {
      from = k;
      break;
    }
  }
  const std::size_t known = names->size();
  names->AddLine(InnerText(nodes, from, kMaxByline + 1));
  for (std::uint32_t k = node + 1; k < nodes[node].end && names->size() == known; ++k) {
    if (!nodes[k].is_text() || Trim(nodes[k].text).empty()) continue;
    names->AddLine(Trim(nodes[k].text));
    return;
  }
}

// Elements whose class speaks of an author, the innermost that do: the first with a name, and those
// beside it.
void AddBylines(std::span<const HtmlNode> nodes, std::span<const std::uint16_t> hints,
                std::uint32_t from, Names* names) {
  std::uint32_t last = 0;
  std::string_view alike;  // the class of the first
  for (std::uint32_t i = from; i < nodes.size(); ++i) {
    if (nodes[i].is_text()) continue;
    if (last && i > last + kBeside) return;
    if (IsElsewhere(nodes[i], hints[i])) {
      i = nodes[i].end - 1;
      continue;
    }
    if (!(hints[i] & kHintByline) || (last && nodes[i].attribute("class") != alike)) continue;
    bool inner = false;
    for (std::uint32_t k = i + 1; k < nodes[i].end && !inner; ++k) {
      inner = !nodes[k].is_text() && hints[k] & kHintByline;
    }
    if (inner) continue;
    AddByline(nodes, i, names);
    if (names->empty()) continue;
    last = nodes[i].end;
    alike = nodes[i].attribute("class");
  }
}

void AddAuthorLinks(std::span<const HtmlNode> nodes, const PageSignals& signals, Names* names) {
  for (const std::uint32_t node : signals.author_links) {
    names->AddLine(InnerText(nodes, node, kMaxByline + 1));
  }
}

// Links to pages of authors, by their address: the first behind the heading, and those beside it.
void AddAuthorPages(std::span<const HtmlNode> nodes, std::span<const std::uint16_t> hints,
                    std::uint32_t heading, Names* names) {
  std::uint32_t last = 0;
  for (std::uint32_t i = heading + 1; i < nodes.size(); ++i) {
    if (nodes[i].is_text()) continue;
    if (IsElsewhere(nodes[i], hints[i])) {
      i = nodes[i].end - 1;
      continue;
    }
    if (last && i > last + kBeside) return;
    if (nodes[i].tag != GUMBO_TAG_A || !LeadsToAuthor(nodes[i].attribute("href"))) continue;
    names->AddLine(InnerText(nodes, i, kMaxByline + 1));
    if (!names->empty()) last = nodes[i].end;
  }
}

// Whether the text says that an author's name follows. Without a colon it must say nothing else.
bool IsAuthorLabel(std::string_view text, bool colon) {
  static constexpr std::string_view kLonely[] = {
      "by",           "written by",   "posted by",     "автор",  "авторы",
      "автор текста", "автор статьи", "мақала авторы", "author", "authors",
      "autor",        "autorin",      "autorin autor", "autore", "auteur"};
  const std::string folded = FoldWords(text);
  const auto* const found = std::find(std::begin(kLonely), std::end(kLonely), folded);
  return found != std::end(kLonely) && (colon || text.size() == folded.size());
}

// The name in a line that is nothing but "By Jane Roe"; "" if it is another line.
std::string_view NameBehindBy(std::string_view text) {
  static constexpr std::string_view kBy[] = {"by ",        "written by ", "article by ",
                                             "posted by ", "post by ",    "story by "};
  if (text.size() > kMaxByLine) return {};
  for (const std::string_view by : kBy) {
    const std::size_t end = by.size() - 1;  // of the words; the white space may be of any kind
    if (!StartsWithIgnoreCase(text, by.substr(0, end)) || end >= text.size() || !IsSpace(text[end]))
      continue;
    const std::string_view name = Trim(text.substr(by.size()));
    std::size_t words = 0;
    bool capitals = true;
    for (std::size_t at = 0; at < name.size(); ++words) {
      capitals = capitals && (IsUpper(name[at]) || IsNonAscii(name[at]));
      at = std::min(name.find(' ', at), name.size() - 1) + 1;
    }
    if (capitals && words >= 2 && words <= 4 && !name.ends_with('.')) return name;
  }
  return {};
}

// "Автор: ..." or "By ...", as a line of its own; the name may stand in the next text.
void AddLabelled(std::span<const HtmlNode> nodes, std::uint32_t from, Names* names) {
  for (std::uint32_t i = from; i < nodes.size() && names->empty(); ++i) {
    if (!nodes[i].is_text()) continue;
    const std::string_view text = Trim(nodes[i].text);
    if (text.size() > kMaxByline) continue;
    if (const std::string_view name = NameBehindBy(text); !name.empty()) {
      names->AddLine(name);
      continue;
    }
    const std::size_t mark = text.find_first_of(":\n\t");  // or a label in bold and a new line
    if (text.empty() || std::min(mark, text.size()) > 32) continue;
    if (!IsAuthorLabel(text.substr(0, mark), mark < text.size() && text[mark] == ':')) continue;
    std::string_view rest =
        mark == std::string_view::npos ? std::string_view() : Trim(text.substr(mark + 1));
    for (std::uint32_t k = i + 1; rest.empty() && k < nodes.size() && k < i + 6; ++k) {
      if (nodes[k].is_text()) rest = Trim(nodes[k].text);
    }
    names->AddLine(rest);
  }
}

// What the page states for machines.
void AddStated(const PageSignals& signals, const JsonLdPage& json_ld, Names* names) {
  for (const std::string& author : json_ld.authors) names->AddLine(author, Ground::kStated);
  if (!names->empty()) return;
  for (const auto& [name, content] : signals.metas) {
    if (name == "author" || name == "articleauthor" || name == "ogarticleauthor" ||
        name == "dccreator" || name == "dctermscreator" || name == "parselyauthor" ||
        name == "sailthruauthor" || name == "byl" || name == "citationauthor" ||
        name == "citationauthors" || name == "mediatorauthor" || name == "twittermiscwrittenby") {
      names->AddLine(content, Ground::kStated);
    }
  }
  const std::string label = FoldWords(signals.meta({"twitterlabel1"}));
  if (names->empty() &&
      (label == "written by" || label == "автор" || label == "написано автором")) {
    names->AddLine(signals.meta({"twitterdata1"}), Ground::kStated);
  }
}

}  // namespace

std::vector<std::string> FindAuthors(std::span<const HtmlNode> nodes,
                                     std::span<const std::uint16_t> hints,
                                     const PageSignals& signals, const JsonLdPage& json_ld,
                                     std::uint32_t heading, std::string_view site,
                                     std::string_view host) {
  Names names(site, json_ld.site, host);
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
  if (names.empty()) AddAuthorLinks(nodes, signals, &names);
  const std::uint32_t from = heading - std::min(heading, kAboveHeading);
  if (names.empty()) AddBylines(nodes, hints, from, &names);
  if (names.empty()) AddBylines(nodes, hints, 0, &names);
  if (names.empty()) AddAuthorPages(nodes, hints, heading, &names);
  if (names.empty()) AddLabelled(nodes, from, &names);
  if (!names.empty()) return names.Take();
  // An outlet of one person, named after them, or one that signs for its staff.
  Names outlet{{}, {}, {}};
  AddStated(signals, json_ld, &outlet);
  if (outlet.empty()) AddAuthorLinks(nodes, signals, &outlet);
  if (outlet.empty()) AddBylines(nodes, hints, from, &outlet);
  return outlet.Take();
}

}  // namespace crawler
