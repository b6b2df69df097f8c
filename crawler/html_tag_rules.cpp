#include "crawler/html_tag_rules.h"

#include <array>
#include <cstdint>
#include <initializer_list>
#include <iterator>

#include "crawler/ascii.h"

namespace crawler {
namespace {

constexpr std::array<unsigned, kTags> MakeTagFlags() {
  std::array<unsigned, kTags> flags{};
  const auto add = [&flags](unsigned flag, std::initializer_list<GumboTag> tags) {
    for (const GumboTag tag : tags) flags[tag] |= flag;
  };
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

enum class Keep : std::uint8_t { kAlways, kLinks, kImages, kMeta, kTimes };

struct Kept {
  std::string_view name;
  Keep keep;
};
constexpr Kept kKept[] = {
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

static_assert(std::size(kKept) < 32);

}  // namespace

unsigned FlagsOf(GumboTag tag) {
  return kTagFlags[tag];
}

bool BecomesSpan(GumboTag tag) {
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

int KeptAttribute(std::string_view name, GumboTag tag) {
  for (std::size_t i = 0; i < std::size(kKept); ++i) {
    if (name.size() == kKept[i].name.size() && EqualsIgnoreCase(name, kKept[i].name)) {
      return KeepsOn(kKept[i].keep, tag) ? static_cast<int>(i) : -1;
    }
  }
  return -1;
}

std::string_view NameOfKept(int number) {
  return kKept[static_cast<std::size_t>(number)].name;
}

}  // namespace crawler
