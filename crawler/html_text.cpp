#include "crawler/html_text.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "core/utf8.h"
#include "crawler/ascii.h"

namespace crawler {
namespace {

struct Entity {
  std::string_view name;
  char32_t code;
};
// The entities of HTML 4 and &apos;. Sorted by bytes.
constexpr auto kEntities = std::to_array<Entity>({
    {"AElig", 0xC6},     {"Aacute", 0xC1},   {"Acirc", 0xC2},     {"Agrave", 0xC0},
    {"Alpha", 0x391},    {"Aring", 0xC5},    {"Atilde", 0xC3},    {"Auml", 0xC4},
    {"Beta", 0x392},     {"Ccedil", 0xC7},   {"Chi", 0x3A7},      {"Dagger", 0x2021},
    {"Delta", 0x394},    {"ETH", 0xD0},      {"Eacute", 0xC9},    {"Ecirc", 0xCA},
    {"Egrave", 0xC8},    {"Epsilon", 0x395}, {"Eta", 0x397},      {"Euml", 0xCB},
    {"Gamma", 0x393},    {"Iacute", 0xCD},   {"Icirc", 0xCE},     {"Igrave", 0xCC},
    {"Iota", 0x399},     {"Iuml", 0xCF},     {"Kappa", 0x39A},    {"Lambda", 0x39B},
    {"Mu", 0x39C},       {"Ntilde", 0xD1},   {"Nu", 0x39D},       {"OElig", 0x152},
    {"Oacute", 0xD3},    {"Ocirc", 0xD4},    {"Ograve", 0xD2},    {"Omega", 0x3A9},
    {"Omicron", 0x39F},  {"Oslash", 0xD8},   {"Otilde", 0xD5},    {"Ouml", 0xD6},
    {"Phi", 0x3A6},      {"Pi", 0x3A0},      {"Prime", 0x2033},   {"Psi", 0x3A8},
    {"Rho", 0x3A1},      {"Scaron", 0x160},  {"Sigma", 0x3A3},    {"THORN", 0xDE},
    {"Tau", 0x3A4},      {"Theta", 0x398},   {"Uacute", 0xDA},    {"Ucirc", 0xDB},
    {"Ugrave", 0xD9},    {"Upsilon", 0x3A5}, {"Uuml", 0xDC},      {"Xi", 0x39E},
    {"Yacute", 0xDD},    {"Yuml", 0x178},    {"Zeta", 0x396},     {"aacute", 0xE1},
    {"acirc", 0xE2},     {"acute", 0xB4},    {"aelig", 0xE6},     {"agrave", 0xE0},
    {"alefsym", 0x2135}, {"alpha", 0x3B1},   {"amp", 0x26},       {"and", 0x2227},
    {"ang", 0x2220},     {"apos", 0x27},     {"aring", 0xE5},     {"asymp", 0x2248},
    {"atilde", 0xE3},    {"auml", 0xE4},     {"bdquo", 0x201E},   {"beta", 0x3B2},
    {"brvbar", 0xA6},    {"bull", 0x2022},   {"cap", 0x2229},     {"ccedil", 0xE7},
    {"cedil", 0xB8},     {"cent", 0xA2},     {"chi", 0x3C7},      {"circ", 0x2C6},
    {"clubs", 0x2663},   {"cong", 0x2245},   {"copy", 0xA9},      {"crarr", 0x21B5},
    {"cup", 0x222A},     {"curren", 0xA4},   {"dArr", 0x21D3},    {"dagger", 0x2020},
    {"darr", 0x2193},    {"deg", 0xB0},      {"delta", 0x3B4},    {"diams", 0x2666},
    {"divide", 0xF7},    {"eacute", 0xE9},   {"ecirc", 0xEA},     {"egrave", 0xE8},
    {"empty", 0x2205},   {"emsp", 0x2003},   {"ensp", 0x2002},    {"epsilon", 0x3B5},
    {"equiv", 0x2261},   {"eta", 0x3B7},     {"eth", 0xF0},       {"euml", 0xEB},
    {"euro", 0x20AC},    {"exist", 0x2203},  {"fnof", 0x192},     {"forall", 0x2200},
    {"frac12", 0xBD},    {"frac14", 0xBC},   {"frac34", 0xBE},    {"frasl", 0x2044},
    {"gamma", 0x3B3},    {"ge", 0x2265},     {"gt", 0x3E},        {"hArr", 0x21D4},
    {"harr", 0x2194},    {"hearts", 0x2665}, {"hellip", 0x2026},  {"iacute", 0xED},
    {"icirc", 0xEE},     {"iexcl", 0xA1},    {"igrave", 0xEC},    {"image", 0x2111},
    {"infin", 0x221E},   {"int", 0x222B},    {"iota", 0x3B9},     {"iquest", 0xBF},
    {"isin", 0x2208},    {"iuml", 0xEF},     {"kappa", 0x3BA},    {"lArr", 0x21D0},
    {"lambda", 0x3BB},   {"lang", 0x2329},   {"laquo", 0xAB},     {"larr", 0x2190},
    {"lceil", 0x2308},   {"ldquo", 0x201C},  {"le", 0x2264},      {"lfloor", 0x230A},
    {"lowast", 0x2217},  {"loz", 0x25CA},    {"lrm", 0x200E},     {"lsaquo", 0x2039},
    {"lsquo", 0x2018},   {"lt", 0x3C},       {"macr", 0xAF},      {"mdash", 0x2014},
    {"micro", 0xB5},     {"middot", 0xB7},   {"minus", 0x2212},   {"mu", 0x3BC},
    {"nabla", 0x2207},   {"nbsp", 0xA0},     {"ndash", 0x2013},   {"ne", 0x2260},
    {"ni", 0x220B},      {"not", 0xAC},      {"notin", 0x2209},   {"nsub", 0x2284},
    {"ntilde", 0xF1},    {"nu", 0x3BD},      {"oacute", 0xF3},    {"ocirc", 0xF4},
    {"oelig", 0x153},    {"ograve", 0xF2},   {"oline", 0x203E},   {"omega", 0x3C9},
    {"omicron", 0x3BF},  {"oplus", 0x2295},  {"or", 0x2228},      {"ordf", 0xAA},
    {"ordm", 0xBA},      {"oslash", 0xF8},   {"otilde", 0xF5},    {"otimes", 0x2297},
    {"ouml", 0xF6},      {"para", 0xB6},     {"part", 0x2202},    {"permil", 0x2030},
    {"perp", 0x22A5},    {"phi", 0x3C6},     {"pi", 0x3C0},       {"piv", 0x3D6},
    {"plusmn", 0xB1},    {"pound", 0xA3},    {"prime", 0x2032},   {"prod", 0x220F},
    {"prop", 0x221D},    {"psi", 0x3C8},     {"quot", 0x22},      {"rArr", 0x21D2},
    {"radic", 0x221A},   {"rang", 0x232A},   {"raquo", 0xBB},     {"rarr", 0x2192},
    {"rceil", 0x2309},   {"rdquo", 0x201D},  {"real", 0x211C},    {"reg", 0xAE},
    {"rfloor", 0x230B},  {"rho", 0x3C1},     {"rlm", 0x200F},     {"rsaquo", 0x203A},
    {"rsquo", 0x2019},   {"sbquo", 0x201A},  {"scaron", 0x161},   {"sdot", 0x22C5},
    {"sect", 0xA7},      {"shy", 0xAD},      {"sigma", 0x3C3},    {"sigmaf", 0x3C2},
    {"sim", 0x223C},     {"spades", 0x2660}, {"sub", 0x2282},     {"sube", 0x2286},
    {"sum", 0x2211},     {"sup", 0x2283},    {"sup1", 0xB9},      {"sup2", 0xB2},
    {"sup3", 0xB3},      {"supe", 0x2287},   {"szlig", 0xDF},     {"tau", 0x3C4},
    {"there4", 0x2234},  {"theta", 0x3B8},   {"thetasym", 0x3D1}, {"thinsp", 0x2009},
    {"thorn", 0xFE},     {"tilde", 0x2DC},   {"times", 0xD7},     {"trade", 0x2122},
    {"uArr", 0x21D1},    {"uacute", 0xFA},   {"uarr", 0x2191},    {"ucirc", 0xFB},
    {"ugrave", 0xF9},    {"uml", 0xA8},      {"upsih", 0x3D2},    {"upsilon", 0x3C5},
    {"uuml", 0xFC},      {"weierp", 0x2118}, {"xi", 0x3BE},       {"yacute", 0xFD},
    {"yen", 0xA5},       {"yuml", 0xFF},     {"zeta", 0x3B6},     {"zwj", 0x200D},
    {"zwnj", 0x200C},
});
static_assert(std::is_sorted(kEntities.begin(), kEntities.end(),
                             [](const Entity& a, const Entity& b) { return a.name < b.name; }));
constexpr std::size_t kMaxEntityName = 8;

// Numeric references 0x80 to 0x9F mean windows-1252 (HTML Standard 13.2.5.80).
constexpr std::array<char16_t, 32> kC1 = {
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

// The code point of "#38" or "#x26"; 0 if that is no reference.
char32_t NumericReference(std::string_view digits) {
  digits.remove_prefix(1);
  unsigned base = 10;
  if (!digits.empty() && ToLower(digits[0]) == 'x') {
    base = 16;
    digits.remove_prefix(1);
  }
  if (digits.empty()) return 0;
  char32_t code = 0;
  for (const char c : digits) {
    const int value = HexValue(c);
    if (value < 0 || static_cast<unsigned>(value) >= base) return 0;
    code = std::min<char32_t>(code * base + static_cast<unsigned>(value), 0x110000);
  }
  if (code >= 0x80 && code < 0xA0) return kC1[code - 0x80];
  const bool no_character = code == 0 || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000);
  return no_character ? 0xFFFD : code;
}

char32_t NamedReference(std::string_view name) {
  if (name.size() > kMaxEntityName) return 0;
  const auto found = std::lower_bound(
      kEntities.begin(), kEntities.end(), name,
      [](const Entity& entity, std::string_view key) { return entity.name < key; });
  return found != kEntities.end() && found->name == name ? found->code : 0;
}

// Appends the character that `text`, which begins with '&', refers to; returns the length of the
// reference or 0 if it is none.
std::size_t AppendReference(std::string_view text, std::string& out) {
  constexpr std::size_t kMaxReference = 12;
  const std::size_t end = text.substr(0, kMaxReference).find(';');
  if (end == std::string_view::npos || end < 2) return 0;
  const std::string_view body = text.substr(1, end - 1);
  const char32_t code = body[0] == '#' ? NumericReference(body) : NamedReference(body);
  if (code == 0) return 0;
  core::AppendUtf8(code, out);
  return end + 1;
}

// Elements that part words.
constexpr auto kBlocks = std::to_array<std::string_view>({
    "address", "article", "aside",  "blockquote", "br",     "caption", "center", "dd",
    "div",     "dl",      "dt",     "figure",     "footer", "h1",      "h2",     "h3",
    "h4",      "h5",      "h6",     "header",     "hr",     "img",     "li",     "main",
    "nav",     "ol",      "option", "p",          "pre",    "section", "table",  "tbody",
    "td",      "tfoot",   "th",     "thead",      "tr",     "ul",
});
// Elements whose content is no text.
constexpr auto kHidden = std::to_array<std::string_view>({"applet", "script", "style"});

template <std::size_t n>
bool Holds(const std::array<std::string_view, n>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Reads HTML front to back and keeps the text.
class TextReader {
 public:
  explicit TextReader(std::string_view html) : rest_(html) { text_.reserve(html.size()); }

  std::string Read() && {
    while (!rest_.empty()) {
      if (rest_[0] == '<' && SkipTag()) continue;
      if (rest_[0] == '&' && TakeReference()) continue;
      TakeRun();
    }
    return std::move(text_);
  }

 private:
  // Takes at least one byte, up to the next one that may be special.
  void TakeRun() {
    const auto special = [](char c) { return c == '<' || c == '&' || IsSpace(c); };
    if (IsSpace(rest_[0])) {
      space_ = true;
      rest_.remove_prefix(1);
      return;
    }
    const auto end = std::find_if(rest_.begin() + 1, rest_.end(), special);
    const auto length = static_cast<std::size_t>(end - rest_.begin());
    Append(rest_.substr(0, length));
    rest_.remove_prefix(length);
  }

  // White space is held back until a character follows.
  void Append(std::string_view piece) {
    if (space_ && !text_.empty()) text_ += ' ';
    space_ = false;
    text_ += piece;
  }

  bool TakeReference() {
    std::string character;
    const std::size_t length = AppendReference(rest_, character);
    if (length == 0) return false;
    if (character.size() == 1 && IsSpace(character[0])) {
      space_ = true;
    } else {
      Append(character);
    }
    rest_.remove_prefix(length);
    return true;
  }

  // Skips a tag, comment or declaration; false if the '<' is text.
  bool SkipTag() {
    if (rest_.size() < 2 || no_end_) return false;
    if (rest_.starts_with("<!--") && SkipComment()) return true;
    const bool closing = rest_[1] == '/';
    const std::string_view name_on = rest_.substr(closing ? 2 : 1);
    if (rest_[1] == '!' || rest_[1] == '?') return SkipDeclaration();
    if (name_on.empty() || !IsAlpha(name_on[0])) return false;
    const auto name_end = std::find_if_not(name_on.begin(), name_on.end(), IsAlnum);
    const std::string name = Lower({name_on.begin(), name_end});
    const std::size_t end = TagEnd();
    if (end == std::string_view::npos) {
      no_end_ = true;
      return false;
    }
    const bool empty = rest_[end - 1] == '/';
    rest_.remove_prefix(end + 1);
    if (Holds(kBlocks, name)) space_ = true;
    if (!closing && !empty && Holds(kHidden, name)) SkipHidden(name);
    return true;
  }

  // Where the tag at the front ends: the first '>' outside quoted attribute values, else the first.
  std::size_t TagEnd() const {
    char quote = 0;
    for (std::size_t i = 1; i < rest_.size(); ++i) {
      const char c = rest_[i];
      if (quote != 0) {
        if (c == quote) quote = 0;
      } else if (c == '>') {
        return i;
      } else if ((c == '"' || c == '\'') && rest_[i - 1] == '=') {
        quote = c;
      }
    }
    return rest_.find('>');
  }

  bool SkipComment() {
    if (no_comment_end_) return false;
    const std::size_t end = CommentEnd(rest_, 0);
    no_comment_end_ = end == std::string_view::npos;
    if (!no_comment_end_) rest_.remove_prefix(end);
    return !no_comment_end_;
  }

  bool SkipDeclaration() {
    const std::size_t at = rest_.find('>');
    no_end_ = at == std::string_view::npos;
    if (!no_end_) rest_.remove_prefix(at + 1);
    return !no_end_;
  }

  // Skips to the end tag of the hidden element just begun; all the rest if there is none.
  void SkipHidden(std::string_view name) {
    while (!rest_.empty()) {
      const std::size_t at = std::min(rest_.find("</"), rest_.size());
      rest_.remove_prefix(at);
      if (StartsWithIgnoreCase(rest_.substr(std::min<std::size_t>(2, rest_.size())), name)) return;
      rest_.remove_prefix(std::min<std::size_t>(2, rest_.size()));
    }
  }

  std::string_view rest_;
  std::string text_;
  bool space_ = false;
  bool no_end_ = false;          // no '>' is left
  bool no_comment_end_ = false;  // nor one of a comment
};

}  // namespace

std::string DecodeReferences(std::string_view text) {
  std::string decoded;
  decoded.reserve(text.size());
  while (!text.empty()) {
    const std::size_t plain = std::min(text.find('&'), text.size());
    decoded += text.substr(0, plain);
    text.remove_prefix(plain);
    if (text.empty()) break;
    std::size_t length = AppendReference(text, decoded);
    if (length == 0) {
      decoded += '&';
      length = 1;
    }
    text.remove_prefix(length);
  }
  return decoded;
}

std::size_t CommentEnd(std::string_view html, std::size_t at) {
  std::size_t from = at + 4;
  if (html.substr(from, 1) == ">") return from + 1;
  if (html.substr(from, 2) == "->") return from + 2;
  while (true) {
    const std::size_t end = html.find("--", from);
    if (end == std::string_view::npos) return end;
    if (html.substr(end + 2, 1) == ">") return end + 3;
    if (html.substr(end + 2, 2) == "!>") return end + 4;
    from = end + 1;
  }
}

std::string HtmlToLine(std::string_view html) {
  return TextReader(html).Read();
}

}  // namespace crawler
