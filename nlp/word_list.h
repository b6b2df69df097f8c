// Lists of words and of endings written in code.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>
#include <unordered_set>

namespace nlp {

// Calls `visit` with each of the words that spaces and line breaks separate.
template <typename Visit>
void ForEachWord(std::string_view words, Visit visit) {
  constexpr std::string_view kWhite = " \n";
  while (!words.empty()) {
    const std::size_t end = std::min(words.find_first_of(kWhite), words.size());
    if (end > 0) visit(words.substr(0, end));
    words.remove_prefix(std::min(end + 1, words.size()));
  }
}

inline bool EndsWithAny(std::string_view word, std::initializer_list<std::string_view> endings) {
  return std::any_of(endings.begin(), endings.end(),
                     [&](std::string_view ending) { return word.ends_with(ending); });
}

// A set of folded words, compared without Kazakh letters, which many writers do not type.
class WordList {
 public:
  explicit WordList(std::string_view words);  // as for ForEachWord
  bool Has(std::string_view word) const;

 private:
  std::unordered_set<std::string> keys_;
};

}  // namespace nlp
