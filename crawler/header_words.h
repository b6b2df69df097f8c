// Headers of tables and what they are called: words and phrases in Kazakh, Russian and English.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace crawler {

// How surely a header of exactly the words of a phrase has its role.
enum class Sure : std::uint8_t { kWeak = 1, kUsual, kCertain };

struct HeaderPhrase {
  std::uint8_t role;
  Sure sure;
  std::string_view words;  // in any order; "обращени*": the beginning of a word
};

struct HeaderMatch {
  int strength;
  std::size_t column;
  std::uint8_t role;
};

// Phrases ready to be compared. Immutable, thread-safe.
class HeaderVocabulary {
 public:
  // A header with a word of `foreign` has no role at all.
  HeaderVocabulary(std::span<const HeaderPhrase> phrases,
                   std::span<const std::string_view> foreign);

  // Every phrase found in a header, the surest first, then by column and role. A phrase of several
  // words allows one more in the header ("номер обращения гражданина"), a single word none; words
  // that say nothing ("и", "time") do not count.
  std::vector<HeaderMatch> Match(const std::vector<std::string>& headers) const;

 private:
  struct Folded {
    std::uint8_t role;
    Sure sure;
    std::vector<std::string> words;
  };

  std::vector<std::string> TellingWords(std::string_view header) const;
  static int Strength(const Folded& phrase, const std::vector<std::string>& header);

  std::vector<Folded> phrases_;
  std::vector<std::string> foreign_;
};

// A header as it is compared: words in lower case, Kazakh letters and their usual Russian and Latin
// substitutes made one, "№" a word of its own.
std::vector<std::string> HeaderWords(std::string_view header);
// The same words with spaces between them.
std::string FoldHeader(std::string_view header);

// The column whose header is `name`, without regard to case and punctuation; headers.size() if
// there is none.
std::size_t ColumnCalled(const std::vector<std::string>& headers, std::string_view name);

}  // namespace crawler
