#include "crawler/page_blocks.h"

namespace crawler {
namespace {

bool IsBlockElement(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_ADDRESS:
    case GUMBO_TAG_ARTICLE:
    case GUMBO_TAG_ASIDE:
    case GUMBO_TAG_BLOCKQUOTE:
    case GUMBO_TAG_BODY:
    case GUMBO_TAG_CAPTION:
    case GUMBO_TAG_CENTER:
    case GUMBO_TAG_DD:
    case GUMBO_TAG_DETAILS:
    case GUMBO_TAG_DIR:
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_DL:
    case GUMBO_TAG_DT:
    case GUMBO_TAG_FIELDSET:
    case GUMBO_TAG_FIGCAPTION:
    case GUMBO_TAG_FIGURE:
    case GUMBO_TAG_FOOTER:
    case GUMBO_TAG_FORM:
    case GUMBO_TAG_H1:
    case GUMBO_TAG_H2:
    case GUMBO_TAG_H3:
    case GUMBO_TAG_H4:
    case GUMBO_TAG_H5:
    case GUMBO_TAG_H6:
    case GUMBO_TAG_HEADER:
    case GUMBO_TAG_HGROUP:
    case GUMBO_TAG_HR:
    case GUMBO_TAG_LI:
    case GUMBO_TAG_MAIN:
    case GUMBO_TAG_MENU:
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_P:
    case GUMBO_TAG_PRE:
    case GUMBO_TAG_SECTION:
    case GUMBO_TAG_SUMMARY:
    case GUMBO_TAG_TABLE:
    case GUMBO_TAG_TBODY:
    case GUMBO_TAG_TFOOT:
    case GUMBO_TAG_THEAD:
    case GUMBO_TAG_TR:
    case GUMBO_TAG_UL:
      return true;
    default:
      return false;
  }
}

// Text in these is a control or stands in for something else.
bool ShowsNoProse(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_BUTTON:
    case GUMBO_TAG_SELECT:
    case GUMBO_TAG_DATALIST:
    case GUMBO_TAG_AUDIO:
    case GUMBO_TAG_VIDEO:
    case GUMBO_TAG_CANVAS:
    case GUMBO_TAG_OBJECT:
    case GUMBO_TAG_APPLET:
    case GUMBO_TAG_RP:
    case GUMBO_TAG_RT:
    case GUMBO_TAG_HEAD:
    case GUMBO_TAG_TITLE:
      return true;
    default:
      return false;
  }
}

}  // namespace

bool IsHeading(GumboTag tag) {
  return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6;
}

void PageBlocks::Cut(std::span<const HtmlNode> nodes, std::uint32_t body) {
  text_.clear();
  blocks_.clear();
  open_.clear();
  current_ = Block{};
  std::uint32_t link_end = 0;
  const std::uint32_t end = nodes[body].end;
  open_.push_back(body);
  for (std::uint32_t i = body + 1; i < end;) {
    while (i >= nodes[open_.back()].end) {
      EndBlock(open_.back());
      open_.pop_back();
    }
    const HtmlNode& node = nodes[i];
    if (node.is_text()) {
      Append(node.text, i < link_end);
    } else if (ShowsNoProse(node.tag)) {
      space_ = true;
      i = node.end;
      continue;
    } else if (IsBlockElement(node.tag)) {
      EndBlock(open_.back());
      if (node.end > i + 1) open_.push_back(i);
    } else if (node.tag == GUMBO_TAG_BR) {
      EndBlock(open_.back());
    } else if (node.tag == GUMBO_TAG_A) {
      link_end = node.end;
    } else if (node.tag == GUMBO_TAG_TD || node.tag == GUMBO_TAG_TH) {
      space_ = true;
    }
    ++i;
  }
  while (!open_.empty()) {
    EndBlock(open_.back());
    open_.pop_back();
  }
}

void PageBlocks::EndBlock(std::uint32_t node) {
  space_ = false;
  current_.end = static_cast<std::uint32_t>(text_.size());
  if (current_.letters > 0) {
    current_.node = node;
    blocks_.push_back(current_);
  } else {
    text_.resize(current_.begin);  // signs alone are ornament
  }
  current_ = Block{};
  current_.begin = static_cast<std::uint32_t>(text_.size());
}

void PageBlocks::Append(std::string_view text, bool in_link) {
  std::uint32_t letters = 0;
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const auto write = [&](std::size_t at, std::size_t size) {
    if (space_ && text_.size() > current_.begin) text_ += ' ';
    space_ = false;
    text_.append(text, at, size);
  };
  for (std::size_t i = 0; i < text.size();) {
    const unsigned char c = byte(i);
    if (c < 0x80) {
      if (c <= ' ') {
        space_ = true;
      } else {
        write(i, 1);
        letters += (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      }
      ++i;
      continue;
    }
    const std::size_t size = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : 2;
    const unsigned char next = i + 1 < text.size() ? byte(i + 1) : 0;
    const unsigned char third = i + 2 < text.size() ? byte(i + 2) : 0;
    if (c == 0xC2 && next == 0xA0) {  // no-break space
      space_ = true;
    } else if ((c == 0xC2 && next == 0xAD) ||  // soft hyphen
               (c == 0xE2 && next == 0x80 && third >= 0x8B &&
                third <= 0x8F) ||                               // zero width, marks
               (c == 0xEF && next == 0xBB && third == 0xBF)) {  // byte order mark
      // not seen
    } else if (c == 0xE2 && next == 0x80 && (third <= 0x8A || (third >= 0xA8 && third <= 0xAF))) {
      space_ = true;  // U+2000 to U+200A, U+2028 to U+202F: spaces and separators
    } else {
      write(i, size);
      if (c == 0xC2 || (c == 0xE2 && next < 0xB0)) {
        // signs: Latin-1 and U+2000 to U+2BFF
      } else {
        letters += c >= 0xE3 && c <= 0xED ? 2 : 1;
      }
    }
    i += size;
  }
  current_.letters += letters;
  if (in_link) current_.link_letters += letters;
}

}  // namespace crawler
