#include "nlp/common_words.h"

#include <array>
#include <initializer_list>

#include "nlp/embedded.h"
#include "nlp/flat_table.h"
#include "nlp/hash.h"
#include "nlp/kazakh_lemmas.h"
#include "nlp/name_table.h"
#include "nlp/word_classes.h"
#include "nlp/word_list.h"

namespace nlp {
namespace {

// The words of files of nlp/data, in small letters.
FlatSet WordsOf(std::initializer_list<std::string_view> files) {
  FlatSet words(1U << 16);
  for (const std::string_view file : files) {
    ForEachLine(file, [&](std::string_view line) {
      ForEachWord(line, [&](std::string_view word) {
        if (word.ends_with('!')) word.remove_suffix(1);
        words.Insert(Hash(FoldedWord(word)));
      });
    });
  }
  return words;
}

}  // namespace

bool IsEnglishWord(std::string_view word) {
  constexpr std::array<std::string_view, 9> kEndings = {"s",  "es", "ed", "d",  "ing",
                                                        "ly", "er", "'s", "ers"};
  constexpr std::array<std::string_view, 7> kContractions = {"n't", "'re", "'ll", "'ve",
                                                             "'d",  "'m",  "i'm"};
  constexpr std::size_t kMinStem = 3;
  static const FlatSet kWords = WordsOf({"words_en.txt"});
  for (const std::string_view ending : kContractions) {
    if (word.ends_with(ending)) return true;
  }
  if (kWords.Has(Hash(word))) return true;
  for (const std::string_view ending : kEndings) {
    if (word.size() < ending.size() + kMinStem || !word.ends_with(ending)) continue;
    if (kWords.Has(Hash(word.substr(0, word.size() - ending.size())))) return true;
  }
  return false;
}

bool IsLatinName(std::string_view word) {
  static const FlatSet kNames = WordsOf({"given_latin.txt", "surnames_latin.txt"});
  return kNames.Has(Hash(word));
}

bool IsCyrillicWord(std::string_view word) {
  const NameWord& known = NameOf(word);
  return known.dictionary || known.given != Given::kNone || known.surname == Surname::kKnown ||
         IsKazakhWord(word);
}

}  // namespace nlp
