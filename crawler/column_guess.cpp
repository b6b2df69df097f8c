#include "crawler/column_guess.h"

#include <fmt/format.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <span>
#include <tuple>

namespace crawler {
namespace {

constexpr std::array<std::string_view, 8> kRoleNames = {"number",   "text",   "title", "date",
                                                        "language", "region", "body",  "other"};

// How surely a header of exactly these words has the role; see Strength.
enum class Sure : std::uint8_t { kWeak = 1, kUsual, kCertain };

struct Phrase {
  ColumnRole role;
  Sure sure;
  std::string_view words;  // in any order; "обращени*": the beginning of a word
};

using enum ColumnRole;
using enum Sure;

constexpr Phrase kPhrases[] = {
    {kNumber, kCertain, "рег* номер"},
    {kNumber, kCertain, "рег* №"},
    {kNumber, kCertain, "номер обращени*"},
    {kNumber, kCertain, "№ обращени*"},
    {kNumber, kCertain, "номер заявлени*"},
    {kNumber, kCertain, "№ заявлени*"},
    {kNumber, kCertain, "номер жалоб*"},
    {kNumber, kCertain, "№ жалоб*"},
    {kNumber, kCertain, "номер заявк*"},
    {kNumber, kCertain, "id обращени*"},
    {kNumber, kUsual, "вход* номер"},
    {kNumber, kUsual, "вход* №"},
    {kNumber, kUsual, "вх №"},
    {kNumber, kUsual, "вх номер"},
    {kNumber, kCertain, "тіркеу нөмір*"},
    {kNumber, kCertain, "тіркеу №"},
    {kNumber, kCertain, "өтініш* нөмір*"},
    {kNumber, kCertain, "өтініш* №"},
    {kNumber, kCertain, "шағым* нөмір*"},
    {kNumber, kUsual, "кіріс нөмір*"},
    {kNumber, kCertain, "reg* number"},
    {kNumber, kCertain, "reg* no"},
    {kNumber, kCertain, "appeal number"},
    {kNumber, kCertain, "appeal no"},
    {kNumber, kCertain, "appeal id"},
    {kNumber, kCertain, "request number"},
    {kNumber, kCertain, "request id"},
    {kNumber, kCertain, "complaint number"},
    {kNumber, kCertain, "complaint id"},
    {kNumber, kCertain, "ticket id"},
    {kNumber, kCertain, "case number"},
    {kNumber, kUsual, "number"},
    {kNumber, kUsual, "номер"},
    {kNumber, kUsual, "нөмір*"},
    {kNumber, kUsual, "id"},
    {kNumber, kUsual, "uid"},
    {kNumber, kUsual, "uuid"},
    {kNumber, kUsual, "ид"},
    {kNumber, kWeak, "№"},
    {kNumber, kWeak, "no"},
    {kNumber, kWeak, "num"},

    {kText, kCertain, "текст обращени*"},
    {kText, kCertain, "текст заявлени*"},
    {kText, kCertain, "текст жалоб*"},
    {kText, kCertain, "содержани* обращени*"},
    {kText, kCertain, "суть обращени*"},
    {kText, kCertain, "суть вопроса"},
    {kText, kCertain, "өтініш* мәтін*"},
    {kText, kCertain, "өтініш* мазмұн*"},
    {kText, kCertain, "шағым* мәтін*"},
    {kText, kCertain, "appeal text"},
    {kText, kCertain, "complaint text"},
    {kText, kCertain, "message text"},
    {kText, kCertain, "full text"},
    {kText, kCertain, "полный текст"},
    {kText, kCertain, "толық мәтін*"},
    {kText, kCertain, "text"},
    {kText, kCertain, "текст"},
    {kText, kCertain, "мәтін*"},
    {kText, kUsual, "содержани*"},
    {kText, kUsual, "мазмұн*"},
    {kText, kUsual, "content*"},
    {kText, kUsual, "message"},
    {kText, kUsual, "сообщени*"},
    {kText, kUsual, "хабарлама"},
    {kText, kUsual, "описани*"},
    {kText, kUsual, "сипаттама*"},
    {kText, kUsual, "description"},
    {kText, kUsual, "суть"},
    {kText, kWeak, "обращени*"},
    {kText, kWeak, "жалоба"},
    {kText, kWeak, "вопрос"},
    {kText, kWeak, "өтініш*"},
    {kText, kWeak, "шағым*"},
    {kText, kWeak, "appeal"},
    {kText, kWeak, "complaint"},
    {kText, kWeak, "question"},
    {kText, kWeak, "comment"},
    {kText, kWeak, "комментари*"},
    {kText, kWeak, "body"},

    {kTitle, kCertain, "тема обращени*"},
    {kTitle, kCertain, "тема"},
    {kTitle, kCertain, "заголовок"},
    {kTitle, kCertain, "өтініш* тақырыб*"},
    {kTitle, kCertain, "тақырып*"},
    {kTitle, kCertain, "тақырыб*"},
    {kTitle, kCertain, "subject"},
    {kTitle, kCertain, "title"},
    {kTitle, kUsual, "topic"},
    {kTitle, kUsual, "theme"},
    {kTitle, kUsual, "кратк* содержани*"},
    {kTitle, kUsual, "қысқаша мазмұн*"},
    {kTitle, kWeak, "наименовани*"},
    {kTitle, kWeak, "summary"},

    {kDate, kCertain, "дата регистрации"},
    {kDate, kCertain, "дата обращени*"},
    {kDate, kCertain, "дата поступлени*"},
    {kDate, kCertain, "дата подачи"},
    {kDate, kCertain, "тіркеу* күн*"},
    {kDate, kCertain, "тіркелген күн*"},
    {kDate, kCertain, "түскен күн*"},
    {kDate, kCertain, "өтініш* күн*"},
    {kDate, kCertain, "берілген күн*"},
    {kDate, kCertain, "reg* date"},
    {kDate, kCertain, "appeal date"},
    {kDate, kCertain, "date received"},
    {kDate, kCertain, "date registered"},
    {kDate, kCertain, "date submitted"},
    {kDate, kCertain, "дата"},
    {kDate, kCertain, "күні"},
    {kDate, kCertain, "date"},
    {kDate, kUsual, "дата создани*"},
    {kDate, kUsual, "date created"},
    {kDate, kUsual, "created at"},
    {kDate, kUsual, "received at"},
    {kDate, kUsual, "submitted at"},
    {kDate, kUsual, "күн"},
    {kDate, kUsual, "datetime"},
    {kDate, kWeak, "created"},
    {kDate, kWeak, "received"},
    {kDate, kWeak, "timestamp"},
    {kDate, kWeak, "поступило"},
    {kDate, kWeak, "зарегистрировано"},

    {kLanguage, kCertain, "язык"},
    {kLanguage, kCertain, "язык обращени*"},
    {kLanguage, kCertain, "тілі"},
    {kLanguage, kCertain, "тіл"},
    {kLanguage, kCertain, "өтініш* тіл*"},
    {kLanguage, kCertain, "language"},
    {kLanguage, kCertain, "lang"},

    {kRegion, kCertain, "регион"},
    {kRegion, kCertain, "область"},
    {kRegion, kCertain, "өңір*"},
    {kRegion, kCertain, "облыс*"},
    {kRegion, kCertain, "аймақ*"},
    {kRegion, kCertain, "region"},
    {kRegion, kUsual, "oblast"},
    {kRegion, kWeak, "город"},
    {kRegion, kWeak, "қала*"},
    {kRegion, kWeak, "city"},

    {kBody, kCertain, "государственн* орган"},
    {kBody, kCertain, "гос* орган"},
    {kBody, kCertain, "госорган"},
    {kBody, kCertain, "мемлекеттік орган*"},
    {kBody, kCertain, "state body"},
    {kBody, kCertain, "government agency"},
    {kBody, kUsual, "орган"},
    {kBody, kUsual, "ведомство"},
    {kBody, kUsual, "организаци*"},
    {kBody, kUsual, "ұйым*"},
    {kBody, kUsual, "agency"},
    {kBody, kUsual, "organization"},
    {kBody, kUsual, "organisation"},
    {kBody, kWeak, "учреждени*"},
    {kBody, kWeak, "мекеме*"},
    {kBody, kWeak, "department"},
};

// A header with such a word is about a person, about the answer, or about the row of the sheet.
constexpr std::string_view kForeignWords[] = {
    "телефон*",     "phone*",   "тел",      "дом*",       "house",    "үй",        "пәтер*",
    "квартир*",     "иин",      "жсн",      "iin",        "бин",      "бсн",       "bin",
    "паспорт*",     "passport", "фио",      "аты*",       "имя",      "заявител*", "applicant*",
    "рожден*",      "birth*",   "туған",    "ответ*",     "жауап*",   "answer*",   "response*",
    "reply*",       "исполн*",  "орындау*", "орындаушы*", "executor", "срок*",     "due",
    "deadline",     "закрыт*",  "closed",   "пп",         "п",        "parent*",   "user*",
    "пользовател*", "автор*",   "author*",  "исходящ*",   "исх",      "шығыс",     "updated",
    "modified",     "изменен*", "договор*", "contract*"};

// Words that say nothing of what the column is.
constexpr std::string_view kFillers[] = {"и",      "в",  "время", "мен", "және",
                                         "уақыты", "of", "the",   "and", "time"};

// One letter for those that stand for each other when a Kazakh header is typed with a Russian or
// English keyboard.
UChar32 FoldLetter(UChar32 c, bool cyrillic_word) {
  struct Pair {
    char32_t from, to;
  };
  constexpr Pair kLetters[] = {{U'ә', U'а'}, {U'і', U'и'}, {U'ң', U'н'}, {U'ғ', U'г'},
                               {U'ү', U'у'}, {U'ұ', U'у'}, {U'қ', U'к'}, {U'ө', U'о'},
                               {U'һ', U'х'}, {U'ё', U'е'}};
  constexpr Pair kLookalikes[] = {{U'i', U'и'}, {U'a', U'а'}, {U'e', U'е'}, {U'o', U'о'},
                                  {U'c', U'с'}, {U'p', U'р'}, {U'x', U'х'}, {U'y', U'у'},
                                  {U'k', U'к'}, {U'm', U'м'}, {U't', U'т'}, {U'h', U'н'}};
  if (cyrillic_word) {
    for (const Pair& pair : kLookalikes) {
      if (pair.from == static_cast<char32_t>(c)) return static_cast<UChar32>(pair.to);
    }
  }
  for (const Pair& pair : kLetters) {
    if (pair.from == static_cast<char32_t>(c)) return static_cast<UChar32>(pair.to);
  }
  return c;
}

constexpr UChar32 kNumeroSign = 0x2116;  // №
constexpr std::size_t kMaxHeaderBytes = 512;

std::string FoldWord(const std::vector<UChar32>& letters) {
  const bool cyrillic = std::any_of(letters.begin(), letters.end(),
                                    [](UChar32 c) { return c >= 0x400 && c < 0x530; });
  std::string word;
  for (const UChar32 c : letters) {
    icu::UnicodeString(FoldLetter(c, cyrillic)).toUTF8String(word);
  }
  return word;
}

// Words of `text`; '*' belongs to a word if `pattern`.
std::vector<std::string> Words(std::string_view text, bool pattern) {
  text = text.substr(0, kMaxHeaderBytes);
  std::vector<std::string> words;
  std::vector<UChar32> letters;
  const auto flush = [&] {
    if (!letters.empty()) words.push_back(FoldWord(letters));
    letters.clear();
  };
  bool lower_before = false;
  const auto units =
      icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
  for (std::int32_t i = 0; i < units.length(); i = units.moveIndex32(i, 1)) {
    const UChar32 c = units.char32At(i);
    const bool upper = u_isupper(c);
    if (upper && lower_before) flush();  // "registrationDate"
    lower_before = u_islower(c);
    if (u_isalnum(c) || (pattern && c == '*')) {
      letters.push_back(u_tolower(c));
    } else {
      flush();
      if (c == kNumeroSign) words.push_back("№");
    }
  }
  flush();
  return words;
}

bool WordMatches(const std::string& pattern, const std::string& word) {
  if (pattern.back() != '*') return word == pattern;
  return word.compare(0, pattern.size() - 1, pattern, 0, pattern.size() - 1) == 0;
}

std::vector<std::string> Patterns(std::span<const std::string_view> words) {
  std::vector<std::string> patterns;
  for (const std::string_view word : words) patterns.push_back(Words(word, true).at(0));
  return patterns;
}

bool MatchesAny(const std::vector<std::string>& patterns, const std::string& word) {
  return std::any_of(patterns.begin(), patterns.end(),
                     [&](const std::string& pattern) { return WordMatches(pattern, word); });
}

// The words of a header that can tell its role; none if it is foreign.
std::vector<std::string> TellingWords(std::string_view header) {
  static const std::vector<std::string> kForeign = Patterns(kForeignWords);
  static const std::vector<std::string> kFilling = Patterns(kFillers);
  std::vector<std::string> words = HeaderWords(header);
  if (std::any_of(words.begin(), words.end(),
                  [](const std::string& word) { return MatchesAny(kForeign, word); })) {
    return {};
  }
  std::erase_if(words, [](const std::string& word) { return MatchesAny(kFilling, word); });
  return words;
}

struct FoldedPhrase {
  ColumnRole role;
  Sure sure;
  std::vector<std::string> words;
};

const std::vector<FoldedPhrase>& Phrases() {
  static const std::vector<FoldedPhrase> kFolded = [] {
    std::vector<FoldedPhrase> folded;
    for (const Phrase& phrase : kPhrases) {
      folded.push_back({phrase.role, phrase.sure, Words(phrase.words, true)});
    }
    return folded;
  }();
  return kFolded;
}

// 0: the phrase is not in the header. More words matched are surer; a phrase of two words allows
// one more in the header ("номер обращения гражданина"), a single word none.
int Strength(const FoldedPhrase& phrase, const std::vector<std::string>& header) {
  const std::size_t count = phrase.words.size();
  if (header.size() < count || header.size() > count + (count > 1 ? 1 : 0)) return 0;
  const bool all = std::all_of(phrase.words.begin(), phrase.words.end(), [&](const auto& pattern) {
    return std::any_of(header.begin(), header.end(),
                       [&](const std::string& word) { return WordMatches(pattern, word); });
  });
  if (!all) return 0;
  return static_cast<int>(phrase.sure) * 100 + static_cast<int>(count) * 10 -
         static_cast<int>(header.size() - count) * 5;
}

struct Match {
  int strength;
  std::size_t column;
  ColumnRole role;
};

std::vector<Match> FindMatches(const std::vector<std::string>& headers) {
  std::vector<Match> matches;
  for (std::size_t column = 0; column < headers.size(); ++column) {
    const std::vector<std::string> words = TellingWords(headers[column]);
    if (words.empty()) continue;
    for (const FoldedPhrase& phrase : Phrases()) {
      const int strength = Strength(phrase, words);
      if (strength > 0) matches.push_back({strength, column, phrase.role});
    }
  }
  std::sort(matches.begin(), matches.end(), [](const Match& a, const Match& b) {
    return std::tie(b.strength, a.column, a.role) < std::tie(a.strength, b.column, b.role);
  });
  return matches;
}

}  // namespace

std::string_view Name(ColumnRole role) {
  return kRoleNames[static_cast<std::size_t>(role)];
}

std::vector<std::string> HeaderWords(std::string_view header) {
  return Words(header, false);
}

core::Expected<std::vector<ColumnRole>> GuessColumns(
    const std::vector<std::string>& headers,
    const std::vector<std::pair<std::string, std::string>>& named) {
  std::vector<ColumnRole> roles(headers.size(), kOther);
  std::array<bool, kRoleNames.size()> taken{};
  for (const auto& name : named) {
    const std::string_view role_name = name.first, header = name.second;
    const auto role = std::find(kRoleNames.begin(), kRoleNames.end() - 1, role_name);
    if (role == kRoleNames.end() - 1) {
      return core::Error{fmt::format("no such kind of column: {}", role_name)};
    }
    const auto wanted = HeaderWords(header);
    const auto found = std::find_if(headers.begin(), headers.end(), [&](const std::string& other) {
      return other == header || (!wanted.empty() && HeaderWords(other) == wanted);
    });
    if (found == headers.end()) return core::Error{fmt::format("no column \"{}\"", header)};
    const auto index = static_cast<std::size_t>(role - kRoleNames.begin());
    roles[static_cast<std::size_t>(found - headers.begin())] = static_cast<ColumnRole>(index);
    taken[index] = true;
  }
  for (const Match& match : FindMatches(headers)) {
    const auto index = static_cast<std::size_t>(match.role);
    if (taken[index] || roles[match.column] != kOther) continue;
    roles[match.column] = match.role;
    taken[index] = true;
  }
  return roles;
}

}  // namespace crawler
