#include "crawler/page_words.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>

namespace crawler {
namespace {

constexpr std::size_t kTabled = 0x530;  // Latin to Cyrillic

// As FoldWords writes them. A line that begins with one of them is a cue.
constexpr std::string_view kAsideCues[] = {
    // Russian
    "читайте также",
    "читать также",
    "читайте еще",
    "читайте ещё",
    "читать далее",
    "читайте нас",
    "смотрите также",
    "см также",
    "ещё по теме",
    "еще по теме",
    "по теме",
    "материалы по теме",
    "новости по теме",
    "другие новости",
    "другие материалы",
    "похожие",
    "рекомендуем",
    "главные новости",
    "последние новости",
    "популярное",
    "самое читаемое",
    "самое популярное",
    "подписывайтесь",
    "подпишитесь",
    "подписаться",
    "поделиться",
    "поделитесь",
    "комментарии",
    "комментировать",
    "оставить комментарий",
    "оставьте комментарий",
    "добавить комментарий",
    "реклама",
    "нашли ошибку",
    "заметили ошибку",
    "если вы нашли ошибку",
    "следите за новостями",
    "следите за нами",
    "присоединяйтесь",
    "теги",
    "метки",
    "читайте в",
    // Kazakh
    "оқи отырыңыз",
    "тағы оқыңыз",
    "тағы оқи",
    "сондай ақ оқыңыз",
    "сондай ақ оқи",
    "осы тақырыпта",
    "осы тақырып бойынша",
    "ұқсас жаңалықтар",
    "ұқсас материалдар",
    "басқа жаңалықтар",
    "соңғы жаңалықтар",
    "көп оқылған",
    "танымал",
    "жазылыңыз",
    "бізге жазылыңыз",
    "бөлісу",
    "бөлісіңіз",
    "пікірлер",
    "пікір қалдыру",
    "пікір жазу",
    "жарнама",
    "тегтер",
    "қате таптыңыз ба",
    "қатені тапсаңыз",
    "толығырақ",
    // English
    "read also",
    "also read",
    "read more",
    "read next",
    "see also",
    "more on this",
    "more from",
    "more stories",
    "related",
    "recommended",
    "you may also",
    "you might also",
    "most read",
    "most popular",
    "popular posts",
    "recent posts",
    "latest news",
    "share this",
    "share on",
    "follow us",
    "subscribe",
    "sign up",
    "join our",
    "comments",
    "leave a comment",
    "leave a reply",
    "add a comment",
    "post a comment",
    "advertisement",
    "tags",
    "filed under",
    "posted in",
    "click here",
    "continue reading",
    "newsletter",
    "about the author",
};

}  // namespace

std::string FoldWords(std::string_view text) {
  // Most of what comes is below; 0 for what is no letter and no digit.
  static const auto kBelow = [] {
    std::array<char16_t, kTabled> table{};
    for (UChar32 c = 0; c < static_cast<UChar32>(kTabled); ++c) {
      if (u_isalnum(c)) table[static_cast<std::size_t>(c)] = static_cast<char16_t>(u_tolower(c));
    }
    return table;
  }();
  std::string folded;
  folded.reserve(text.size());
  const auto* const bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto size = static_cast<std::int32_t>(text.size());
  bool gap = false;
  for (std::int32_t i = 0; i < size;) {
    UChar32 c = 0;
    U8_NEXT(bytes, i, size, c);
    if (c < 0) continue;
    const bool tabled = c < static_cast<UChar32>(kTabled);
    if (tabled ? kBelow[static_cast<std::size_t>(c)] == 0 : !u_isalnum(c)) {
      gap = c != 0x301 && c != 0xAD;  // a stress mark or a soft hyphen parts no words
      continue;
    }
    if (gap && !folded.empty()) folded += ' ';
    gap = false;
    c = tabled ? kBelow[static_cast<std::size_t>(c)] : u_tolower(c);
    if (c < 0x80) {
      folded += static_cast<char>(c);
      continue;
    }
    char buffer[4];
    std::int32_t length = 0;
    U8_APPEND_UNSAFE(buffer, length, c);
    folded.append(buffer, static_cast<std::size_t>(length));
  }
  return folded;
}

bool BeginsLower(std::string_view word) {
  const auto* const bytes = reinterpret_cast<const std::uint8_t*>(word.data());
  std::int32_t at = 0;
  UChar32 c = 0;
  if (!word.empty()) U8_NEXT(bytes, at, static_cast<std::int32_t>(word.size()), c);
  return c > 0 && u_islower(c);
}

bool IsAsideCue(std::string_view line) {
  if (line.size() > 400) return false;
  const std::string folded = FoldWords(line.substr(0, 120));
  return std::any_of(std::begin(kAsideCues), std::end(kAsideCues), [&](std::string_view cue) {
    return folded.starts_with(cue) && (folded.size() == cue.size() || folded[cue.size()] == ' ');
  });
}

}  // namespace crawler
