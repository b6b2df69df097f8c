// Reads the dictionaries of hunspell (hunspell(5)), as far as they are lists of words with endings.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace nlp {

class Hunspell {
 public:
  struct Entry {
    std::string word;   // as written
    std::string flags;  // one character each
  };

  // Reads both files, UTF-8. Throws std::runtime_error that names the file and says what is wrong.
  Hunspell(const std::string& aff_path, const std::string& dic_path);

  const std::vector<Entry>& entries() const { return entries_; }

  // Calls `visit` with each form that the ending class `flag` makes of `word`.
  template <typename Visit>
  void ForEachForm(std::string_view word, char flag, Visit visit) const {
    const auto found = endings_.find(flag);
    if (found == endings_.end()) return;
    for (const Ending& ending : found->second) {
      if (!Fits(word, ending)) continue;
      visit(std::string(word.substr(0, word.size() - ending.strip.size())) + ending.add);
    }
  }

 private:
  struct Ending {
    std::string strip, add;
    std::vector<std::u32string> condition;  // per character: those allowed, or behind ^ forbidden
  };

  static bool Fits(std::string_view word, const Ending& ending);
  void ReadEndings(const std::string& path);

  std::unordered_map<char, std::vector<Ending>> endings_;
  std::vector<Entry> entries_;
};

}  // namespace nlp
