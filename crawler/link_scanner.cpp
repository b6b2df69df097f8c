#include "crawler/link_scanner.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "crawler/ascii.h"
#include "crawler/html_text.h"

namespace crawler {
namespace {

// Elements whose content holds no tags: it ends at their own end tag.
constexpr auto kRaw = std::to_array<std::string_view>(
    {"script", "style", "title", "textarea", "iframe", "noembed", "noframes", "xmp"});

constexpr auto kMenuElements =
    std::to_array<std::string_view>({"div", "ul", "ol", "menu", "section", "table"});
constexpr std::size_t kMaxLinks = 10'000;
constexpr std::size_t kMaxAlternates = 100;
constexpr std::size_t kMaxLinkText = 2000;

// Whether a class or id has a word that begins with "menu" or "nav", as web authors write them:
// "main-menu", "topNav", "navbar".
bool SpeaksOfMenu(std::string_view names) {
  const std::string lower = Lower(names);
  for (const std::string_view word : {"menu", "nav", "rubric"}) {
    for (auto at = lower.find(word); at != std::string::npos; at = lower.find(word, at + 1)) {
      if (at == 0 || !IsLower(names[at - 1]) || IsUpper(names[at])) return true;
    }
  }
  return false;
}

std::string Unescaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::size_t mark = std::min(text.find('&'), text.size());
    out += text.substr(0, mark);
    text.remove_prefix(mark);
    if (text.starts_with("&amp;")) {
      out += '&';
      text.remove_prefix(5);
    } else if (text.starts_with("&#")) {
      const bool hex = text.size() > 2 && ToLower(text[2]) == 'x';
      const char* const begin = text.data() + (hex ? 3 : 2);
      unsigned code = 0;
      const auto [end, error] = std::from_chars(std::min(begin, text.data() + text.size()),
                                                text.data() + text.size(), code, hex ? 16 : 10);
      const bool good = error == std::errc() && code >= 0x20 && code < 0x7F &&
                        end != text.data() + text.size() && *end == ';';
      if (good) {
        out += static_cast<char>(code);
        text.remove_prefix(static_cast<std::size_t>(end - text.data()) + 1);
      } else {
        out += '&';
        text.remove_prefix(1);
      }
    } else if (!text.empty()) {
      out += '&';
      text.remove_prefix(1);
    }
  }
  return out;
}

// The attributes that are asked for; the first of a name counts.
struct Attributes {
  std::string_view href, rel, type, title, of_class, id;

  void Set(std::string_view attribute, std::string_view value) {
    for (const auto& [known, field] : {std::pair{"href", &href},
                                       {"rel", &rel},
                                       {"type", &type},
                                       {"title", &title},
                                       {"class", &of_class},
                                       {"id", &id}}) {
      if (field->data() == nullptr && EqualsIgnoreCase(attribute, known)) *field = value;
    }
  }
};

class Scanner {
 public:
  Scanner(std::string_view html, const ScanOptions& options) : rest_(html), options_(options) {}

  ScannedPage Run() {
    for (;;) {
      const std::size_t mark = rest_.find('<');
      if (mark == std::string_view::npos) break;
      rest_.remove_prefix(mark);
      if (rest_.starts_with("<!--")) {
        Skip(CommentEnd(rest_, 0), 0);
      } else if (rest_.size() > 1 && (rest_[1] == '!' || rest_[1] == '?')) {
        Skip(rest_.find('>'), 1);
      } else if (rest_.size() > 2 && rest_[1] == '/' && IsAlpha(rest_[2])) {
        rest_.remove_prefix(2);
        ReadTag(false);
      } else if (rest_.size() > 1 && IsAlpha(rest_[1])) {
        rest_.remove_prefix(1);
        ReadTag(true);
      } else {
        rest_.remove_prefix(1);
      }
    }
    return std::move(page_);
  }

 private:
  void Skip(std::size_t to, std::size_t size) {
    rest_.remove_prefix(to == std::string_view::npos ? rest_.size() : to + size);
  }

  template <typename End>
  std::string_view TakeUntil(End is_end) {
    const auto end = std::find_if(rest_.begin(), rest_.end(), is_end);
    const std::string_view taken(rest_.begin(), end);
    rest_.remove_prefix(taken.size());
    return taken;
  }

  void ReadTag(bool start) {
    const std::string_view name =
        TakeUntil([](char c) { return IsSpace(c) || c == '/' || c == '>'; });
    Attributes attributes;
    for (;;) {
      TakeUntil([](char c) { return !IsSpace(c) && c != '/'; });
      if (rest_.empty()) return;
      if (rest_[0] == '>') break;
      ReadAttribute(attributes);
    }
    rest_.remove_prefix(1);
    if (start) {
      if (options_.navigation) EnterMenu(name, attributes);
      TakeElement(name, attributes);
    } else if (options_.navigation) {
      LeaveMenu(name);
    }
  }

  // The outermost menu counts: it lasts until its element ends.
  void EnterMenu(std::string_view name, const Attributes& attributes) {
    if (menu_depth_ > 0) {
      if (EqualsIgnoreCase(name, menu_)) ++menu_depth_;
      return;
    }
    const bool is_menu =
        EqualsIgnoreCase(name, "nav") || EqualsIgnoreCase(name, "header") ||
        (std::any_of(kMenuElements.begin(), kMenuElements.end(),
                     [&](std::string_view element) { return EqualsIgnoreCase(name, element); }) &&
         (SpeaksOfMenu(attributes.of_class) || SpeaksOfMenu(attributes.id)));
    if (!is_menu) return;
    menu_ = name;
    menu_depth_ = 1;
  }

  void LeaveMenu(std::string_view name) {
    if (EqualsIgnoreCase(name, "a")) return EndLink();
    if (menu_depth_ > 0 && EqualsIgnoreCase(name, menu_)) --menu_depth_;
  }

  void EndLink() {
    if (link_text_ == nullptr) return;
    const auto size = static_cast<std::size_t>(rest_.data() - link_text_);
    if (size <= kMaxLinkText) {
      const std::string_view content(link_text_, size);
      page_.navigation.back().text = HtmlToLine(content.substr(0, content.rfind("</")));
    }
    link_text_ = nullptr;
  }

  void ReadAttribute(Attributes& attributes) {
    // A '=' at the beginning belongs to the name.
    const std::size_t first = rest_[0] == '=' ? 1 : 0;
    const auto end =
        std::find_if(rest_.begin() + static_cast<std::ptrdiff_t>(first), rest_.end(),
                     [](char c) { return IsSpace(c) || c == '/' || c == '>' || c == '='; });
    const std::string_view name(rest_.begin(), end);
    rest_.remove_prefix(name.size());
    TakeUntil([](char c) { return !IsSpace(c); });
    if (rest_.empty() || rest_[0] != '=') return attributes.Set(name, "");
    rest_.remove_prefix(1);
    TakeUntil([](char c) { return !IsSpace(c); });
    if (rest_.empty()) return;
    if (const char quote = rest_[0]; quote == '"' || quote == '\'') {
      rest_.remove_prefix(1);
      const std::string_view value = TakeUntil([&](char c) { return c == quote; });
      if (rest_.empty()) return;
      rest_.remove_prefix(1);
      return attributes.Set(name, value);
    }
    attributes.Set(name, TakeUntil([](char c) { return IsSpace(c) || c == '>'; }));
  }

  void TakeElement(std::string_view name, const Attributes& attributes) {
    const auto is = [&](std::string_view element) { return EqualsIgnoreCase(name, element); };
    if (is("a") || is("area")) return TakeLink(attributes);
    if (is("base")) {
      if (page_.base.empty()) page_.base = Unescaped(Trim(attributes.href));
    } else if (is("link")) {
      if (HasWord(attributes.rel, "alternate") && page_.alternates.size() < kMaxAlternates) {
        page_.alternates.push_back({Unescaped(Trim(attributes.href)), Lower(Trim(attributes.type)),
                                    DecodeReferences(Squeezed(attributes.title))});
      }
    } else if (std::any_of(kRaw.begin(), kRaw.end(), is)) {
      SkipRawText(name);
    }
  }

  void TakeLink(const Attributes& attributes) {
    if (page_.links.size() >= kMaxLinks) return;
    const std::string_view href = Trim(attributes.href);
    if (href.empty() || href[0] == '#' || HasWord(attributes.rel, "nofollow")) return;
    page_.links.push_back(Unescaped(href));
    if (menu_depth_ == 0) return;
    EndLink();
    page_.navigation.push_back({page_.links.back(), ""});
    link_text_ = rest_.data();
  }

  void SkipRawText(std::string_view name) {
    for (;;) {
      Skip(rest_.find("</"), 2);
      if (rest_.empty() || StartsWithIgnoreCase(rest_, name)) return;
    }
  }

  std::string_view rest_;
  const ScanOptions& options_;
  ScannedPage page_;
  std::string_view menu_;            // name of the element that is the menu
  std::size_t menu_depth_ = 0;       // open elements of that name in it, with it; 0: no menu
  const char* link_text_ = nullptr;  // where that of the last link of `navigation` began
};

}  // namespace

ScannedPage ScanPage(std::string_view html, const ScanOptions& options) {
  return Scanner(html, options).Run();
}

}  // namespace crawler
