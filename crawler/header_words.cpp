#include "crawler/header_words.h"

#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <tuple>

namespace crawler {
namespace {

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

bool MatchesAny(const std::vector<std::string>& patterns, const std::string& word) {
  return std::any_of(patterns.begin(), patterns.end(),
                     [&](const std::string& pattern) { return WordMatches(pattern, word); });
}

std::vector<std::string> Patterns(std::span<const std::string_view> words) {
  std::vector<std::string> patterns;
  for (const std::string_view word : words) patterns.push_back(Words(word, true).at(0));
  return patterns;
}

}  // namespace

HeaderVocabulary::HeaderVocabulary(std::span<const HeaderPhrase> phrases,
                                   std::span<const std::string_view> foreign)
    : foreign_(Patterns(foreign)) {
  for (const HeaderPhrase& phrase : phrases) {
    phrases_.push_back({phrase.role, phrase.sure, Words(phrase.words, true)});
  }
}

// The words of a header that can tell its role; none if it is foreign.
std::vector<std::string> HeaderVocabulary::TellingWords(std::string_view header) const {
  static const std::vector<std::string> kFilling = Patterns(kFillers);
  std::vector<std::string> words = HeaderWords(header);
  if (std::any_of(words.begin(), words.end(),
                  [&](const std::string& word) { return MatchesAny(foreign_, word); })) {
    return {};
  }
  std::erase_if(words, [](const std::string& word) { return MatchesAny(kFilling, word); });
  return words;
}

// 0: the phrase is not in the header. More words matched are surer.
int HeaderVocabulary::Strength(const Folded& phrase, const std::vector<std::string>& header) {
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

std::vector<HeaderMatch> HeaderVocabulary::Match(const std::vector<std::string>& headers) const {
  std::vector<HeaderMatch> matches;
  for (std::size_t column = 0; column < headers.size(); ++column) {
    const std::vector<std::string> words = TellingWords(headers[column]);
    if (words.empty()) continue;
    for (const Folded& phrase : phrases_) {
      const int strength = Strength(phrase, words);
      if (strength > 0) matches.push_back({strength, column, phrase.role});
    }
  }
  std::sort(matches.begin(), matches.end(), [](const HeaderMatch& a, const HeaderMatch& b) {
    return std::tie(b.strength, a.column, a.role) < std::tie(a.strength, b.column, b.role);
  });
  return matches;
}

std::vector<std::string> HeaderWords(std::string_view header) {
  return Words(header, false);
}

std::string FoldHeader(std::string_view header) {
  std::string folded;
  for (const std::string& word : HeaderWords(header)) {
    if (!folded.empty()) folded += ' ';
    folded += word;
  }
  return folded;
}

std::size_t ColumnCalled(const std::vector<std::string>& headers, std::string_view name) {
  const auto wanted = HeaderWords(name);
  const auto found = std::find_if(headers.begin(), headers.end(), [&](const std::string& other) {
    return other == name || (!wanted.empty() && HeaderWords(other) == wanted);
  });
  return static_cast<std::size_t>(found - headers.begin());
}

}  // namespace crawler
