#include "crawler/class_hints.h"

#include <algorithm>
#include <array>
#include <vector>

#include "crawler/ascii.h"

namespace crawler {
namespace {

struct Entry {
  std::string_view word;
  std::uint16_t hints;
};

constexpr Entry kWords[] = {
    {"nav", kHintBoilerplate},
    {"navbar", kHintBoilerplate},
    {"navigation", kHintBoilerplate},
    {"menu", kHintBoilerplate},
    {"submenu", kHintBoilerplate},
    {"footer", kHintBoilerplate},
    {"sidebar", kHintBoilerplate},
    {"aside", kHintBoilerplate},
    {"share", kHintBoilerplate},
    {"shares", kHintBoilerplate},
    {"sharing", kHintBoilerplate},
    {"social", kHintBoilerplate},
    {"socials", kHintBoilerplate},
    {"related", kHintBoilerplate},
    {"recommend", kHintBoilerplate},
    {"recommended", kHintBoilerplate},
    {"promo", kHintBoilerplate},
    {"promoted", kHintBoilerplate},
    {"advert", kHintBoilerplate},
    {"adverts", kHintBoilerplate},
    {"advertisement", kHintBoilerplate},
    {"ad", kHintBoilerplate},
    {"ads", kHintBoilerplate},
    {"adv", kHintBoilerplate},
    {"banner", kHintBoilerplate},
    {"banners", kHintBoilerplate},
    {"sponsor", kHintBoilerplate},
    {"sponsored", kHintBoilerplate},
    {"breadcrumb", kHintBoilerplate},
    {"crumbs", kHintBoilerplate},
    {"newsletter", kHintBoilerplate},
    {"subscribe", kHintBoilerplate},
    {"subscription", kHintBoilerplate},
    {"signup", kHintBoilerplate},
    {"popup", kHintBoilerplate},
    {"modal", kHintBoilerplate},
    {"cookie", kHintBoilerplate},
    {"cookies", kHintBoilerplate},
    {"consent", kHintBoilerplate},
    {"gdpr", kHintBoilerplate},
    {"pagination", kHintBoilerplate},
    {"pager", kHintBoilerplate},
    {"taglist", kHintBoilerplate},
    {"tagcloud", kHintBoilerplate},
    {"outbrain", kHintBoilerplate},
    {"taboola", kHintBoilerplate},
    {"popular", kHintBoilerplate},
    {"trending", kHintBoilerplate},
    {"toolbar", kHintBoilerplate},
    {"login", kHintBoilerplate},
    {"poll", kHintBoilerplate},
    {"copyright", kHintBoilerplate},
    {"skip", kHintBoilerplate},
    {"print", kHintSuspect},
    {"comment", kHintComments},
    {"comments", kHintComments},
    {"disqus", kHintComments},
    {"respond", kHintComments},
    {"replies", kHintComments},
    {"widget", kHintSuspect},
    {"widgets", kHintSuspect},
    {"tags", kHintSuspect},
    {"teaser", kHintSuspect},
    {"teasers", kHintSuspect},
    {"rating", kHintSuspect},
    {"ratings", kHintSuspect},
    {"vote", kHintSuspect},
    {"bio", kHintSuspect},
    {"meta", kHintSuspect},
    {"toc", kHintSuspect},
    {"player", kHintSuspect},
    {"donate", kHintSuspect},
    {"donation", kHintSuspect},
    {"feedback", kHintSuspect},
    {"similar", kHintSuspect},
    {"recent", kHintSuspect},
    {"latest", kHintSuspect},
    {"more", kHintSuspect},
    {"also", kHintSuspect},
    {"search", kHintSuspect},
    {"contact", kHintSuspect},
    {"cta", kHintSuspect},
    {"alert", kHintSuspect},
    {"notice", kHintSuspect},
    {"credit", kHintSuspect},
    {"credits", kHintSuspect},
    {"caption", kHintCaption},
    {"captions", kHintCaption},
    {"byline", kHintByline},
    {"bylines", kHintByline},
    {"author", kHintByline},
    {"authors", kHintByline},
    {"autor", kHintByline},
    {"avtor", kHintByline},
    {"writer", kHintByline},
    {"date", kHintDate},
    {"dates", kHintDate},
    {"time", kHintDate},
    {"timestamp", kHintDate},
    {"published", kHintDate},
    {"pubdate", kHintDate},
    {"datetime", kHintDate},
    {"publish", kHintDate},
    {"posted", kHintDate},
    {"article", kHintContent},
    {"body", kHintContent},
    {"content", kHintContent},
    {"post", kHintContent},
    {"entry", kHintContent},
    {"story", kHintContent},
    {"text", kHintContent},
    {"lead", kHintLead},
    {"lede", kHintLead},
    {"summary", kHintLead},
    {"intro", kHintLead},
    {"deck", kHintLead},
    {"dek", kHintLead},
    {"standfirst", kHintLead},
    {"subtitle", kHintLead},
    {"subheadline", kHintLead},
    {"subhead", kHintLead},
    {"excerpt", kHintLead},
    {"anons", kHintLead},
    {"abstract", kHintLead},
    {"title", kHintTitle},
    {"headline", kHintTitle},
    {"heading", kHintTitle},
};

// Beginnings of words that run together: "sidebarright", "sharebar".
constexpr Entry kBeginnings[] = {
    {"sidebar", kHintBoilerplate},
    {"share", kHintBoilerplate},
    {"sharing", kHintBoilerplate},
    {"social", kHintBoilerplate},
    {"related", kHintBoilerplate},
    {"recommend", kHintBoilerplate},
    {"breadcrumb", kHintBoilerplate},
    {"footer", kHintBoilerplate},
    {"newsletter", kHintBoilerplate},
    {"advert", kHintBoilerplate},
    {"subscri", kHintBoilerplate},
    {"navi", kHintBoilerplate},
    {"comment", kHintComments},
    {"byline", kHintByline},
    {"authorname", kHintByline},
    {"articlebody", kHintBody | kHintContent},
    {"articletext", kHintBody | kHintContent},
    {"articlecontent", kHintBody | kHintContent},
    {"newstext", kHintBody | kHintContent},
    {"storybody", kHintBody | kHintContent},
    {"postbody", kHintBody | kHintContent},
    {"postcontent", kHintBody | kHintContent},
    {"entrycontent", kHintBody | kHintContent},
    {"posttext", kHintBody | kHintContent},
};

// "article-body": a piece of writing, and what is inside it.
constexpr std::string_view kPieces[] = {"article", "post", "entry", "story", "news"};
constexpr std::string_view kInside[] = {"body", "content", "text", "fulltext", "detail"};

template <std::size_t kSize>
bool IsOneOf(std::string_view word, const std::string_view (&words)[kSize]) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

constexpr std::size_t kMaxWord = 24;

// The entries by their first letter.
struct Index {
  std::array<std::vector<Entry>, 26> words, beginnings;

  Index() {
    for (const Entry& entry : kWords) words[Slot(entry.word)].push_back(entry);
    for (const Entry& entry : kBeginnings) beginnings[Slot(entry.word)].push_back(entry);
  }
  static std::size_t Slot(std::string_view word) { return static_cast<std::size_t>(word[0] - 'a'); }
};

std::uint16_t WordHints(std::string_view word) {
  static const Index index;
  if (word.size() < 2) return 0;
  const std::size_t slot = Index::Slot(word);
  for (const Entry& entry : index.words[slot]) {
    if (entry.word == word) return entry.hints;
  }
  for (const Entry& entry : index.beginnings[slot]) {
    if (word.starts_with(entry.word)) return entry.hints;
  }
  return 0;
}

}  // namespace

std::uint16_t ClassHintsOf(std::string_view names) {
  unsigned hints = 0;
  std::array<char, kMaxWord> word{};
  std::size_t size = 0;
  bool after_piece = false;  // the word before names a piece of writing
  const auto end_word = [&] {
    if (size == 0) return;
    const std::string_view whole(word.data(), size);
    hints |= size < kMaxWord ? WordHints(whole) : 0u;
    if (after_piece && IsOneOf(whole, kInside)) hints |= kHintBody;
    after_piece = IsOneOf(whole, kPieces);
    size = 0;
  };
  char before = ' ';
  for (const char c : names) {
    if (!IsAlpha(c) || (IsUpper(c) && IsLower(before))) end_word();
    if (IsAlpha(c)) {
      if (size < kMaxWord) word[size++] = ToLower(c);
    }
    if (IsSpace(c)) after_piece = false;
    before = c;
  }
  end_word();
  return static_cast<std::uint16_t>(hints);
}

}  // namespace crawler
