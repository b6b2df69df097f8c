#include "crawler/html_prescan.h"

#include <fmt/format.h>
#include <gumbo.h>

#include <algorithm>
#include <array>
#include <optional>

#include "crawler/ascii.h"
#include "crawler/html_marks.h"
#include "crawler/html_tag_rules.h"
#include "crawler/html_text.h"

namespace crawler {
namespace {

constexpr std::size_t kMaxValue = 2048;  // bytes of an attribute's value
constexpr std::size_t kMaxTitle = 4096;
constexpr std::size_t kMaxMetaValue = 64 << 10;  // of a meta's content

constexpr bool IsHtmlSpace(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

// The character reference at the front of `text`, or what looks like one.
std::string_view ReferenceAt(std::string_view text) {
  std::size_t end = 1;
  if (end < text.size() && text[end] == '#') ++end;
  while (end < text.size() && IsAlnum(text[end])) ++end;
  if (end < text.size() && text[end] == ';') ++end;
  return text.substr(0, end);
}

struct Attribute {
  std::string_view name, value;
};

}  // namespace

// One run over one page. Positions are byte offsets into `in`.
struct HtmlPrescanner::Scan {
  std::string_view in;
  const PrescanLimits& limits;
  std::string& out;
  std::vector<std::string_view>& json_ld;
  std::vector<std::string_view>& pieces;
  std::vector<std::uint8_t>& open;

  std::array<std::uint32_t, kTags> open_count{};
  std::array<std::uint32_t, kTags> vanished{};  // formatting start tags that were dropped
  std::array<bool, kTags> unclosed{};           // no end tag of that name follows any more
  std::size_t tags = 0;
  bool escapes_unclosed = false;  // a script's "<!--" was found to have no end any more
  bool after_block = true;        // white space here is not seen
  bool space_pending = false;     // white space was read and not yet written
  std::vector<Attribute> attributes{};

  bool refused() const { return open.size() > limits.max_depth || tags > limits.max_tags; }

  void Page() {
    std::size_t at = 0;
    while (at < in.size()) {
      const std::size_t tag = std::min(in.find('<', at), in.size());
      Text(in.substr(at, tag - at));
      if (tag == in.size()) return;
      at = Markup(tag);
      if (refused()) return;
    }
  }

  // Reads what begins with the '<' at `at`; returns the position behind it (HTML 13.2.5.6).
  std::size_t Markup(std::size_t at) {
    const char next = at + 1 < in.size() ? in[at + 1] : '\0';
    if (IsAlpha(next)) return StartTag(at);
    if (next == '!') return Comment(at);
    if (next == '?') return Behind('>', at);
    if (next == '/') {
      const char name = at + 2 < in.size() ? in[at + 2] : '\0';
      return IsAlpha(name) ? EndTag(at) : Behind('>', at);
    }
    WritePendingSpace();
    out += "&lt;";
    after_block = false;
    return at + 1;
  }

  std::size_t Behind(char c, std::size_t at) const {
    const std::size_t found = in.find(c, at);
    return found == std::string_view::npos ? in.size() : found + 1;
  }

  // HTML 13.2.5.43 and on. A doctype is passed on (it decides about quirks).
  std::size_t Comment(std::size_t at) {
    if (in.substr(at, 4) != "<!--") {
      const std::size_t end = Behind('>', at);
      if (out.empty() && EqualsIgnoreCase(in.substr(at, 9), "<!doctype")) {
        out.append(in.substr(at, std::min<std::size_t>(end - at, 256)));
        if (out.back() != '>') out += '>';
      }
      return end;
    }
    return std::min(CommentEnd(in, at), in.size());
  }

  void WritePendingSpace() {
    if (space_pending && !after_block) out += ' ';
    space_pending = false;
  }

  void Text(std::string_view text) {
    if (std::all_of(text.begin(), text.end(), IsHtmlSpace)) {
      space_pending = space_pending || !text.empty();
      return;
    }
    WritePendingSpace();
    after_block = false;
    while (!text.empty()) {
      const std::string_view plain = text.substr(0, text.find('&'));
      if (!plain.empty()) Piece(plain);
      text.remove_prefix(plain.size());
      if (text.empty()) break;
      const std::string_view reference = ReferenceAt(text);
      Raw(reference);
      text.remove_prefix(reference.size());
    }
  }

  // Writes a mark for `piece`, which holds no character reference.
  void Piece(std::string_view piece) {
    if (pieces.size() == kMaxMarks) {
      Raw(piece);
      return;
    }
    AppendMark(pieces.size(), &out);
    pieces.push_back(piece);
  }

  // Writes text or a value itself, so that it forges neither a tag nor a mark.
  void Raw(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t stop = std::min(text.find_first_of("<&\"\xF3\xF4", at), text.size());
      out.append(text.substr(at, stop - at));
      at = stop;
      if (at == text.size()) return;
      if (text[at] == '<') {
        out += "&lt;";
        ++at;
      } else if (text[at] == '"') {
        out += "&quot;";
        ++at;
      } else if (text[at] == '&') {
        const std::string_view reference = ReferenceAt(text.substr(at));
        if (!NamesPrivate(reference)) out += reference;
        at += reference.size();
      } else if (IsPrivate(text, at)) {
        at += kMarkBytes;
      } else {
        out += text[at++];
      }
    }
  }

  // Reads the attributes from behind a tag's name on; returns the position behind its '>', or
  // nullopt at the end of input, where a tag is dropped (HTML 13.2.5.32 and on).
  std::optional<std::size_t> Attributes(std::size_t at, bool wanted, bool* self_closing) {
    attributes.clear();
    while (true) {
      while (at < in.size() && (IsHtmlSpace(in[at]) || in[at] == '/')) {
        *self_closing = in[at] == '/';
        ++at;
      }
      if (at >= in.size()) return std::nullopt;
      if (in[at] == '>') return at + 1;
      *self_closing = false;
      Attribute attribute;
      const std::size_t name = at++;
      while (at < in.size() && !IsHtmlSpace(in[at]) && in[at] != '/' && in[at] != '>' &&
             in[at] != '=') {
        ++at;
      }
      attribute.name = in.substr(name, at - name);
      while (at < in.size() && IsHtmlSpace(in[at])) ++at;
      if (at < in.size() && in[at] == '=') {
        const auto end = Value(at + 1, &attribute);
        if (!end) return std::nullopt;
        at = *end;
      }
      if (wanted && attributes.size() < 64) attributes.push_back(attribute);
    }
  }

  std::optional<std::size_t> Value(std::size_t at, Attribute* attribute) const {
    while (at < in.size() && IsHtmlSpace(in[at])) ++at;
    if (at >= in.size()) return std::nullopt;
    if (in[at] == '"' || in[at] == '\'') {
      const std::size_t end = in.find(in[at], at + 1);
      if (end == std::string_view::npos) return std::nullopt;
      attribute->value = in.substr(at + 1, end - at - 1);
      return end + 1;
    }
    const std::size_t begin = at;
    while (at < in.size() && !IsHtmlSpace(in[at]) && in[at] != '>') ++at;
    attribute->value = in.substr(begin, at - begin);
    return at;
  }

  std::string_view NameAt(std::size_t at) const {
    std::size_t end = at;
    while (end < in.size() && !IsHtmlSpace(in[end]) && in[end] != '/' && in[end] != '>') ++end;
    return in.substr(at, end - at);
  }

  static GumboTag TagOf(std::string_view name) {
    if (name.size() > 16) return GUMBO_TAG_UNKNOWN;
    return gumbo_tagn_enum(name.data(), static_cast<unsigned>(name.size()));
  }

  std::size_t StartTag(std::size_t at) {
    const std::string_view name = NameAt(at + 1);
    GumboTag tag = TagOf(name);
    const unsigned flags = FlagsOf(tag);
    bool self_closing = false;
    const auto end = Attributes(at + 1 + name.size(), !(flags & kTagOnly), &self_closing);
    if (!end) return in.size();
    if (flags & kTagOnly) return *end;
    if (flags & kRawText) return RawText(tag, *end);
    if (flags & kDropped) {
      if (tag == GUMBO_TAG_SVG) return self_closing ? *end : Foreign(*end);
      return Template(*end);
    }
    if (tag == GUMBO_TAG_TITLE) return Title(*end);
    if (flags & kFormatting) {
      if (!Find("class") && !Find("itemprop")) {
        ++vanished[tag];
        return *end;
      }
      tag = GUMBO_TAG_SPAN;
    } else if (BecomesSpan(tag)) {
      tag = GUMBO_TAG_SPAN;
      if (self_closing) return *end;  // as in foreign content, where unknown elements are born
    }
    Open(tag);
    return *end;
  }

  const Attribute* Find(std::string_view name) const {
    for (const Attribute& attribute : attributes) {
      if (EqualsIgnoreCase(attribute.name, name)) return &attribute;
    }
    return nullptr;
  }

  void Open(GumboTag tag) {
    const unsigned flags = FlagsOf(tag);
    if (flags & kBlock) {
      after_block = true;
      space_pending = false;
    } else {
      WritePendingSpace();
    }
    ++tags;
    out += '<';
    out += gumbo_normalized_tagname(tag);
    WriteAttributes(tag);
    out += '>';
    if (flags & (kVoid | kUncounted)) return;
    open.push_back(static_cast<std::uint8_t>(tag));
    ++open_count[tag];
  }

  void WriteAttributes(GumboTag tag) {
    std::uint32_t seen = 0;
    for (const Attribute& attribute : attributes) {
      if (EqualsIgnoreCase(attribute.name, "style")) {
        WriteIfHidden(attribute.value);
        continue;
      }
      const int kept = KeptAttribute(attribute.name, tag);
      if (kept < 0) continue;
      const std::size_t limit = tag == GUMBO_TAG_META ? kMaxMetaValue : kMaxValue;
      if (!(seen >> kept & 1) && attribute.value.size() <= limit) {
        Write(NameOfKept(kept), attribute);
      }
      seen |= 1u << kept;  // the first of a name counts (HTML 13.2.5.33)
    }
  }

  void Write(std::string_view name, const Attribute& attribute) {
    out += ' ';
    out += name;
    if (attribute.value.empty()) return;
    out += "=\"";
    if (attribute.value.find('&') == std::string_view::npos) {
      Piece(attribute.value);
    } else {
      Raw(attribute.value);
    }
    out += '"';
  }

  // An inline style matters only if it hides the element.
  void WriteIfHidden(std::string_view style) {
    const std::size_t at = style.find("display");
    if (at == std::string_view::npos) return;
    style.remove_prefix(at + 7);
    while (!style.empty() && (IsHtmlSpace(style[0]) || style[0] == ':')) style.remove_prefix(1);
    if (EqualsIgnoreCase(style.substr(0, 4), "none")) out += " hidden";
  }

  std::size_t EndTag(std::size_t at) {
    const std::string_view name = NameAt(at + 2);
    GumboTag tag = TagOf(name);
    bool self_closing = false;
    const auto end = Attributes(at + 2 + name.size(), false, &self_closing);
    if (!end) return in.size();
    const unsigned flags = FlagsOf(tag);
    if (flags & (kTagOnly | kRawText | kDropped)) return *end;
    if (flags & kFormatting) {
      if (vanished[tag] > 0) {
        --vanished[tag];
        return *end;
      }
      tag = GUMBO_TAG_SPAN;
    }
    if (BecomesSpan(tag)) tag = GUMBO_TAG_SPAN;
    Close(tag);
    return *end;
  }

  static bool IsHeading(unsigned tag) { return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6; }

  void Close(GumboTag tag) {
    if (IsHeading(tag) && open_count[tag] == 0) {
      // The end tag of any heading closes the one that is open (HTML 13.2.6.4.7).
      const auto heading = std::find_if(open.rbegin(), open.rend(), IsHeading);
      if (heading != open.rend()) tag = static_cast<GumboTag>(*heading);
    }
    const unsigned flags = FlagsOf(tag);
    if (flags & kBlock) {
      after_block = true;
      space_pending = false;
    } else {
      WritePendingSpace();
    }
    if (flags & kVoid && tag != GUMBO_TAG_BR) return;
    if (!(flags & (kVoid | kUncounted)) && !Pop(tag)) return;
    out += "</";
    out += gumbo_normalized_tagname(tag);
    out += '>';
  }

  // Takes the element off the open ones if the parser, too, will find it: nothing may be counted as
  // closed that stays open there.
  bool Pop(GumboTag tag) {
    if (open_count[tag] == 0) return false;
    const bool block = FlagsOf(tag) & kSpecial;
    std::size_t at = open.size();
    while (at > 0 && open[at - 1] != tag) {
      const unsigned above = FlagsOf(static_cast<GumboTag>(open[at - 1]));
      if (above & (block ? kBarrier : kSpecial) && tag != GUMBO_TAG_TABLE) return false;
      --at;
    }
    if (at == 0) return false;
    for (std::size_t i = at - 1; i < open.size(); ++i) --open_count[open[i]];
    open.resize(at - 1);
    return true;
  }

  // Position of the "</name" that ends raw text, or npos (HTML 13.2.5.12).
  std::size_t RawTextEnd(std::string_view name, std::size_t at) const {
    while (true) {
      at = in.find("</", at);
      if (at == std::string_view::npos) return at;
      const std::size_t behind = at + 2 + name.size();
      if (EqualsIgnoreCase(in.substr(at + 2, name.size()), name) &&
          (behind >= in.size() || IsHtmlSpace(in[behind]) || in[behind] == '/' ||
           in[behind] == '>')) {
        return at;
      }
      at += 2;
    }
  }

  std::size_t RawText(GumboTag tag, std::size_t begin) {
    const std::string_view name = gumbo_normalized_tagname(tag);
    const bool json = tag == GUMBO_TAG_SCRIPT && IsJsonLd(begin);
    if (unclosed[tag]) return begin;
    const std::size_t end = tag == GUMBO_TAG_SCRIPT ? ScriptEnd(begin) : RawTextEnd(name, begin);
    if (end == std::string_view::npos) {
      // Left open, a browser shows nothing more. Code must not pass for text; but of the others a
      // reader is better served by ignoring the tag.
      if (tag == GUMBO_TAG_SCRIPT || tag == GUMBO_TAG_STYLE) return in.size();
      unclosed[tag] = true;
      return begin;
    }
    if (json) json_ld.push_back(in.substr(begin, end - begin));
    return Behind('>', end);
  }

  // By its type, or, since some forget it, by how it begins.
  bool IsJsonLd(std::size_t begin) const {
    const Attribute* const type = Find("type");
    if (type) return EqualsIgnoreCase(type->value.substr(0, 19), "application/ld+json");
    const std::string_view text = Trim(in.substr(begin, 120));
    return text.starts_with('{') && text.find("schema.org") != std::string_view::npos;
  }

  // Position of the "</script" that ends a script, with the escaped states of HTML 13.2.5.17 to 31:
  // behind "<!--" and "<script" the next "</script" does not end it.
  std::size_t ScriptEnd(std::size_t begin) {
    const std::size_t plain = RawTextEnd("script", begin);
    if (plain == std::string_view::npos) return plain;
    if (escapes_unclosed ||
        in.substr(begin, plain - begin).find("<!--") == std::string_view::npos) {
      return plain;
    }
    std::size_t at = begin;
    bool escaped = false, twice = false;
    while (at < in.size()) {
      at = in.find_first_of(escaped ? "<-" : "<", at);
      if (at == std::string_view::npos) break;
      const std::string_view rest = in.substr(at);
      if (escaped && rest.starts_with("-->")) {
        escaped = twice = false;
        at += 3;
      } else if (!escaped && rest.starts_with("<!--")) {
        escaped = true;
        at += 2;  // "<!-->" ends at once
      } else if (escaped && !twice && IsScriptTag(rest.substr(1))) {
        twice = true;
        at += 7;
      } else if (rest.size() > 1 && rest[1] == '/' && IsScriptTag(rest.substr(2))) {
        if (!twice) return at;
        twice = false;
        at += 8;
      } else {
        ++at;
      }
    }
    escapes_unclosed = true;  // by the letter of the standard the script has no end
    return plain;
  }

  static bool IsScriptTag(std::string_view text) {
    return EqualsIgnoreCase(text.substr(0, 6), "script") && text.size() > 6 &&
           (IsHtmlSpace(text[6]) || text[6] == '/' || text[6] == '>');
  }

  // Skips the inside of an <svg>; HTML elements that cannot live there end it.
  std::size_t Foreign(std::size_t at) {
    std::size_t depth = 1, integration = 0;
    while (at < in.size()) {
      at = in.find('<', at);
      if (at == std::string_view::npos) return in.size();
      if (in.substr(at, 9) == "<![CDATA[") {
        const std::size_t end = in.find("]]>", at);
        at = end == std::string_view::npos ? in.size() : end + 3;
        continue;
      }
      const bool closing = in.substr(at + 1, 1) == "/";
      const std::size_t name_at = at + (closing ? 2 : 1);
      if (name_at >= in.size() || !IsAlpha(in[name_at])) {
        at = in.substr(at + 1, 1) == "!" ? Comment(at) : at + 1;
        continue;
      }
      const std::string_view name = NameAt(name_at);
      const GumboTag tag = TagOf(name);
      if (!closing && integration == 0 && LeavesForeignContent(tag)) return at;
      bool self_closing = false;
      const auto end = Attributes(name_at + name.size(), false, &self_closing);
      if (!end) return in.size();
      at = *end;
      if (self_closing) continue;
      if (tag == GUMBO_TAG_SVG) {
        depth = closing ? depth - 1 : depth + 1;
        if (depth == 0) return at;
      } else if (tag == GUMBO_TAG_FOREIGNOBJECT || tag == GUMBO_TAG_DESC ||
                 tag == GUMBO_TAG_TITLE) {
        integration =
            closing ? integration - std::min<std::size_t>(integration, 1) : integration + 1;
      }
    }
    return in.size();
  }

  // Skips a <template>, which shows nothing, unless it is a shadow root, which shows its content.
  std::size_t Template(std::size_t begin) {
    if (Find("shadowrootmode") || unclosed[GUMBO_TAG_TEMPLATE]) return begin;
    std::size_t depth = 1, at = begin;
    while (true) {
      at = in.find('<', at);
      if (at == std::string_view::npos) break;
      const bool closing = in.substr(at + 1, 1) == "/";
      const std::string_view name = NameAt(at + (closing ? 2 : 1));
      at += 1;
      if (!EqualsIgnoreCase(name, "template")) continue;
      depth = closing ? depth - 1 : depth + 1;
      if (depth == 0) return Behind('>', at);
    }
    unclosed[GUMBO_TAG_TEMPLATE] = true;
    return begin;
  }

  // Passed on as a piece: some contexts would not read it as text (HTML 13.2.6.4.16).
  std::size_t Title(std::size_t begin) {
    if (unclosed[GUMBO_TAG_TITLE]) return begin;
    const std::size_t end = RawTextEnd("title", begin);
    if (end == std::string_view::npos) {
      unclosed[GUMBO_TAG_TITLE] = true;
      return begin;
    }
    ++tags;
    out += "<title>";
    after_block = false;
    Text(in.substr(begin, std::min<std::size_t>(end - begin, kMaxTitle)));
    after_block = true;
    out += "</title>";
    return Behind('>', end);
  }
};

core::Expected<PrescannedPage> HtmlPrescanner::Run(std::string_view html) {
  out_.clear();
  json_ld_.clear();
  pieces_.clear();
  open_.clear();
  out_.reserve(html.size() / 4);
  Scan scan{html, limits_, out_, json_ld_, pieces_, open_};
  scan.Page();
  if (open_.size() > limits_.max_depth) {
    return core::Error{
        fmt::format("page refused: more than {} elements nested", limits_.max_depth)};
  }
  if (scan.tags > limits_.max_tags) {
    return core::Error{fmt::format("page refused: more than {} tags", limits_.max_tags)};
  }
  return PrescannedPage{out_, pieces_, json_ld_};
}

}  // namespace crawler
