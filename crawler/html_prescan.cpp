#include "crawler/html_prescan.h"

#include <fmt/format.h>
#include <gumbo.h>

#include <algorithm>
#include <cstring>
#include <optional>

#include "crawler/ascii.h"

namespace crawler {
namespace {

constexpr std::size_t kTags = GUMBO_TAG_LAST + 1;
constexpr std::size_t kMaxValue = 2048;          // bytes of an attribute's value
constexpr std::size_t kMaxMetaValue = 64 << 10;  // of a meta's content

// What the scanner does with an element.
enum TagFlag : std::uint16_t {
  kVoid = 1,  // has no end tag
  kUncounted =
      2,         // cannot nest without a counted element between (optional end tags, HTML 13.1.2.4)
  kSpecial = 4,  // HTML 13.2.4.2: an inline end tag does not close it
  kBarrier = 8,  // HTML 13.2.4.2: "has an element in scope" ends here
  kBlock = 16,   // white space beside it is not seen
  kRawText = 32,      // dropped with its body, which is text up to its end tag
  kDropped = 64,      // dropped with its content, which is markup
  kTagOnly = 128,     // only its tags are dropped
  kFormatting = 256,  // HTML 13.2.4.3: becomes <span>, or vanishes if it has no attributes
};

constexpr std::array<std::uint16_t, kTags> MakeTagFlags() {
  std::array<std::uint16_t, kTags> flags{};
  const auto add = [&flags](std::uint16_t flag, std::initializer_list<GumboTag> tags) {
    for (const GumboTag tag : tags) flags[tag] = static_cast<std::uint16_t>(flags[tag] | flag);
  };
  using enum GumboTag;
  add(kVoid, {GUMBO_TAG_BASE, GUMBO_TAG_LINK, GUMBO_TAG_META, GUMBO_TAG_HR, GUMBO_TAG_BR,
              GUMBO_TAG_IMG, GUMBO_TAG_IMAGE});
  add(kUncounted, {GUMBO_TAG_HTML, GUMBO_TAG_HEAD, GUMBO_TAG_BODY, GUMBO_TAG_P, GUMBO_TAG_LI,
                   GUMBO_TAG_DT, GUMBO_TAG_DD, GUMBO_TAG_OPTION, GUMBO_TAG_OPTGROUP, GUMBO_TAG_RB,
                   GUMBO_TAG_RT, GUMBO_TAG_RTC, GUMBO_TAG_RP, GUMBO_TAG_TBODY, GUMBO_TAG_THEAD,
                   GUMBO_TAG_TFOOT, GUMBO_TAG_TR, GUMBO_TAG_TD, GUMBO_TAG_TH, GUMBO_TAG_COLGROUP,
                   // At most one is active, and one more per block.
                   GUMBO_TAG_A, GUMBO_TAG_FORM});
  add(kSpecial | kBlock,
      {GUMBO_TAG_ADDRESS, GUMBO_TAG_ARTICLE, GUMBO_TAG_ASIDE,    GUMBO_TAG_BLOCKQUOTE,
       GUMBO_TAG_BODY,    GUMBO_TAG_CAPTION, GUMBO_TAG_CENTER,   GUMBO_TAG_COLGROUP,
       GUMBO_TAG_DD,      GUMBO_TAG_DETAILS, GUMBO_TAG_DIR,      GUMBO_TAG_DIV,
       GUMBO_TAG_DL,      GUMBO_TAG_DT,      GUMBO_TAG_FIELDSET, GUMBO_TAG_FIGCAPTION,
       GUMBO_TAG_FIGURE,  GUMBO_TAG_FOOTER,  GUMBO_TAG_FORM,     GUMBO_TAG_H1,
       GUMBO_TAG_H2,      GUMBO_TAG_H3,      GUMBO_TAG_H4,       GUMBO_TAG_H5,
       GUMBO_TAG_H6,      GUMBO_TAG_HEAD,    GUMBO_TAG_HEADER,   GUMBO_TAG_HGROUP,
       GUMBO_TAG_HR,      GUMBO_TAG_HTML,    GUMBO_TAG_LI,       GUMBO_TAG_LISTING,
       GUMBO_TAG_MAIN,    GUMBO_TAG_MENU,    GUMBO_TAG_NAV,      GUMBO_TAG_OL,
       GUMBO_TAG_P,       GUMBO_TAG_PRE,     GUMBO_TAG_SECTION,  GUMBO_TAG_SUMMARY,
       GUMBO_TAG_TABLE,   GUMBO_TAG_TBODY,   GUMBO_TAG_TD,       GUMBO_TAG_TFOOT,
       GUMBO_TAG_TH,      GUMBO_TAG_THEAD,   GUMBO_TAG_TR,       GUMBO_TAG_UL,
       GUMBO_TAG_TITLE});
  add(kSpecial,
      {GUMBO_TAG_APPLET, GUMBO_TAG_BUTTON, GUMBO_TAG_MARQUEE, GUMBO_TAG_OBJECT, GUMBO_TAG_SELECT});
  add(kBlock, {GUMBO_TAG_BR, GUMBO_TAG_META, GUMBO_TAG_LINK, GUMBO_TAG_BASE});
  add(kBarrier, {GUMBO_TAG_APPLET, GUMBO_TAG_CAPTION, GUMBO_TAG_MARQUEE, GUMBO_TAG_OBJECT,
                 GUMBO_TAG_TABLE, GUMBO_TAG_SELECT});
  add(kRawText, {GUMBO_TAG_SCRIPT, GUMBO_TAG_STYLE, GUMBO_TAG_NOSCRIPT, GUMBO_TAG_IFRAME,
                 GUMBO_TAG_NOEMBED, GUMBO_TAG_NOFRAMES, GUMBO_TAG_XMP, GUMBO_TAG_TEXTAREA});
  add(kDropped, {GUMBO_TAG_SVG, GUMBO_TAG_TEMPLATE});
  add(kTagOnly,
      {GUMBO_TAG_PLAINTEXT, GUMBO_TAG_FRAMESET, GUMBO_TAG_FRAME, GUMBO_TAG_ISINDEX, GUMBO_TAG_INPUT,
       GUMBO_TAG_PARAM, GUMBO_TAG_SOURCE, GUMBO_TAG_TRACK, GUMBO_TAG_WBR, GUMBO_TAG_EMBED,
       GUMBO_TAG_COL, GUMBO_TAG_KEYGEN, GUMBO_TAG_BASEFONT, GUMBO_TAG_BGSOUND, GUMBO_TAG_AREA,
       GUMBO_TAG_MENUITEM, GUMBO_TAG_NEXTID, GUMBO_TAG_SPACER});
  add(kFormatting, {GUMBO_TAG_B, GUMBO_TAG_BIG, GUMBO_TAG_CODE, GUMBO_TAG_EM, GUMBO_TAG_FONT,
                    GUMBO_TAG_I, GUMBO_TAG_NOBR, GUMBO_TAG_S, GUMBO_TAG_SMALL, GUMBO_TAG_STRIKE,
                    GUMBO_TAG_STRONG, GUMBO_TAG_TT, GUMBO_TAG_U});
  return flags;
}
constexpr auto kTagFlags = MakeTagFlags();

// Elements without a rule of their own in the parser: they may as well be spans.
constexpr bool BecomesSpan(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_UNKNOWN:
    case GUMBO_TAG_MATH:
    case GUMBO_TAG_MI:
    case GUMBO_TAG_MO:
    case GUMBO_TAG_MN:
    case GUMBO_TAG_MS:
    case GUMBO_TAG_MTEXT:
    case GUMBO_TAG_MGLYPH:
    case GUMBO_TAG_MALIGNMARK:
    case GUMBO_TAG_ANNOTATION_XML:
    case GUMBO_TAG_FOREIGNOBJECT:
    case GUMBO_TAG_DESC:
      return true;
    default:
      return false;
  }
}

// The start tags that end foreign content (HTML 13.2.6.5) and so also an <svg> left open.
bool LeavesForeignContent(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_BODY:
    case GUMBO_TAG_BLOCKQUOTE:
    case GUMBO_TAG_BR:
    case GUMBO_TAG_CENTER:
    case GUMBO_TAG_DD:
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_DL:
    case GUMBO_TAG_DT:
    case GUMBO_TAG_H1:
    case GUMBO_TAG_H2:
    case GUMBO_TAG_H3:
    case GUMBO_TAG_H4:
    case GUMBO_TAG_H5:
    case GUMBO_TAG_H6:
    case GUMBO_TAG_HR:
    case GUMBO_TAG_IMG:
    case GUMBO_TAG_LI:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_P:
    case GUMBO_TAG_PRE:
    case GUMBO_TAG_SPAN:
    case GUMBO_TAG_TABLE:
    case GUMBO_TAG_UL:
      return true;
    default:
      return false;
  }
}

constexpr bool IsHtmlSpace(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

enum class Keep : std::uint8_t { kAlways, kLinks, kImages, kMeta, kTimes };

struct KeptAttribute {
  std::string_view name;
  Keep keep;
};
constexpr KeptAttribute kKeptAttributes[] = {
    {"class", Keep::kAlways},    {"id", Keep::kAlways},          {"itemprop", Keep::kAlways},
    {"itemtype", Keep::kAlways}, {"rel", Keep::kLinks},          {"href", Keep::kLinks},
    {"src", Keep::kImages},      {"content", Keep::kAlways},     {"name", Keep::kMeta},
    {"property", Keep::kAlways}, {"http-equiv", Keep::kMeta},    {"datetime", Keep::kTimes},
    {"lang", Keep::kAlways},     {"role", Keep::kAlways},        {"hidden", Keep::kAlways},
    {"title", Keep::kTimes},     {"aria-hidden", Keep::kAlways},
};

bool KeepsOn(Keep keep, GumboTag tag) {
  switch (keep) {
    case Keep::kAlways:
      return true;
    case Keep::kLinks:
      return tag == GUMBO_TAG_A || tag == GUMBO_TAG_LINK || tag == GUMBO_TAG_BASE;
    case Keep::kImages:
      return tag == GUMBO_TAG_IMG;
    case Keep::kMeta:
      return tag == GUMBO_TAG_META;
    case Keep::kTimes:
      return tag == GUMBO_TAG_TIME || tag == GUMBO_TAG_ABBR;
  }
  return false;
}

struct Attribute {
  std::string_view name, value;
  char quote = 0;  // 0: unquoted or without a value
};

}  // namespace

// One run over one page. Positions are byte offsets into `in`.
struct HtmlPrescanner::Scan {
  std::string_view in;
  const PrescanLimits& limits;
  std::string& out;
  std::vector<std::string_view>& json_ld;
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
    std::size_t from = at + 4;
    if (in.substr(from, 1) == ">") return from + 1;
    if (in.substr(from, 2) == "->") return from + 2;
    while (true) {
      const std::size_t end = in.find("--", from);
      if (end == std::string_view::npos) return in.size();
      if (in.substr(end + 2, 1) == ">") return end + 3;
      if (in.substr(end + 2, 2) == "!>") return end + 4;
      from = end + 1;
    }
  }

  void WritePendingSpace() {
    if (space_pending && !after_block) out += ' ';
    space_pending = false;
  }

  void Text(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
      const std::size_t begin = at;
      while (at < text.size() && !IsHtmlSpace(text[at])) ++at;
      if (at > begin) {
        WritePendingSpace();
        out.append(text.substr(begin, at - begin));
        after_block = false;
      }
      while (at < text.size() && IsHtmlSpace(text[at])) {
        space_pending = true;
        ++at;
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
      attribute->quote = in[at];
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
    const unsigned flags = kTagFlags[tag];
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
    const unsigned flags = kTagFlags[tag];
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
      for (std::size_t i = 0; i < std::size(kKeptAttributes); ++i) {
        const KeptAttribute& kept = kKeptAttributes[i];
        if (attribute.name.size() != kept.name.size() || !KeepsOn(kept.keep, tag) ||
            !EqualsIgnoreCase(attribute.name, kept.name)) {
          continue;
        }
        const std::size_t limit = tag == GUMBO_TAG_META ? kMaxMetaValue : kMaxValue;
        if (!(seen & (1u << i)) && attribute.value.size() <= limit) Write(kept.name, attribute);
        seen |= 1u << i;  // the first of a name counts (HTML 13.2.5.33)
        break;
      }
    }
  }

  void Write(std::string_view name, const Attribute& attribute) {
    out += ' ';
    out += name;
    if (attribute.value.empty()) return;
    out += '=';
    if (attribute.quote) out += attribute.quote;
    out += attribute.value;
    if (attribute.quote) out += attribute.quote;
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
    const unsigned flags = kTagFlags[tag];
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
    const unsigned flags = kTagFlags[tag];
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
    const bool block = kTagFlags[tag] & kSpecial;
    std::size_t at = open.size();
    while (at > 0 && open[at - 1] != tag) {
      const unsigned above = kTagFlags[open[at - 1]];
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

  // Passed on with its '<' escaped: some contexts would not read it as text (HTML 13.2.6.4.16).
  std::size_t Title(std::size_t begin) {
    if (unclosed[GUMBO_TAG_TITLE]) return begin;
    const std::size_t end = RawTextEnd("title", begin);
    if (end == std::string_view::npos) {
      unclosed[GUMBO_TAG_TITLE] = true;
      return begin;
    }
    ++tags;
    out += "<title>";
    for (const char c : in.substr(begin, std::min<std::size_t>(end - begin, 4096))) {
      if (c == '<') {
        out += "&lt;";
      } else {
        out += c;
      }
    }
    out += "</title>";
    return Behind('>', end);
  }
};

core::Expected<PrescannedPage> HtmlPrescanner::Run(std::string_view html) {
  out_.clear();
  json_ld_.clear();
  open_.clear();
  out_.reserve(html.size() / 2);
  Scan scan{html, limits_, out_, json_ld_, open_};
  scan.Page();
  if (open_.size() > limits_.max_depth) {
    return core::Error{
        fmt::format("page refused: more than {} elements nested", limits_.max_depth)};
  }
  if (scan.tags > limits_.max_tags) {
    return core::Error{fmt::format("page refused: more than {} tags", limits_.max_tags)};
  }
  return PrescannedPage{out_, json_ld_};
}

}  // namespace crawler
