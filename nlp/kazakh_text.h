// Whether text in Latin or Arabic letters is Kazakh, in which alphabet, and its words in Cyrillic.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "nlp/kazakh_script.h"

namespace nlp {

// Weighs the words of one sentence. Letters say which alphabet it would be; then most of the words
// must be forms of Kazakh words and no English ones.
class KazakhEvidence {
 public:
  void Clear();  // keeps its memory

  // One word as written or folded, UTF-8. Words of other scripts are counted against. Only the
  // first kMaxWords are read.
  void Add(std::string_view word);

  // The alphabet, kNone if the sentence is not Kazakh as far as it tells. `likely`: what speaks for
  // Kazakh beside its words (the sentences before, a language detector), and in which alphabet.
  KazakhAlphabet Verdict(KazakhAlphabet likely = KazakhAlphabet::kNone) const;

 private:
  static constexpr std::uint32_t kMaxWords = 200;
  static constexpr std::size_t kAlphabets = 6;

  // Of words that are forms of Kazakh ones, of frequent ones among them, of words that other
  // languages have too, and of words that are none.
  struct Letters {
    std::uint32_t known = 0, frequent = 0, either = 0, other = 0;
  };

  KazakhAlphabet LatinAlphabet(KazakhAlphabet likely) const;
  std::uint32_t Foreign() const;
  void AddReadings(std::string_view word);

  Letters letters_[kAlphabets] = {};
  std::uint32_t marks_[kAlphabets] = {};                 // letters that only this alphabet has
  std::uint32_t latin_ = 0, arabic_ = 0, cyrillic_ = 0;  // letters
  std::uint32_t foreign_ = 0;                            // letters no Kazakh alphabet has
  std::uint32_t glides_ = 0;                             // y beside a vowel
  std::uint32_t uzbek_ = 0;                              // o' and g'
  std::uint32_t ours_ = 0;     // letters that the neighbours of Kazakh do not have
  std::uint32_t dotless_ = 0;  // ı, which two of the alphabets have
  std::uint32_t words_ = 0;
  bool all_names_ = true;  // every word has a capital
  std::string reading_;
};

// Writes a word of a Kazakh sentence in Cyrillic to `out`, part by part where hyphens divide it
// (iPhone-ğa is iPhone-ға); false if it stays as it is: abbreviations, words with digits or with
// letters that Kazakh lacks, capitals inside, English words and brands that are no Kazakh ones.
// `part`: memory that calls reuse.
bool KazakhWordToCyrillic(std::string_view word, KazakhAlphabet alphabet, std::string& out,
                          std::string& part);

}  // namespace nlp
