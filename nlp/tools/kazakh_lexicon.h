// The stems of Kazakh from their sources, and how they are written before suffixes.
#pragma once

#include <compare>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "nlp/kazakh_model.h"

namespace nlp::kazakh {

using Letters = std::basic_string<Letter>;

// The letters of a UTF-8 word in small letters; empty if one is none of the alphabet.
Letters LettersOf(std::string_view utf8);
std::string Utf8Of(const Letters& letters);

struct Lexeme {
  Letters lemma;
  Class part = Class::kNominal;
  auto operator<=>(const Lexeme&) const = default;
};

struct Evidence {
  double count = 0;         // how often it is read in texts
  bool is_written = false;  // in the project's own list
  bool is_listed = false;   // in a dictionary
};

// A stem as it is written, see kazakh_model.h.
struct WrittenStem {
  Letters written;
  Final final;
  Before before;
};

class Lexicon {
 public:
  // The text of nlp/data/kazakh_words.txt, which says how it is written. Throws std::runtime_error
  // with the line that is wrong.
  void AddWords(std::string_view text);

  // Stems with their counts.
  void AddCounts(const std::map<Lexeme, Evidence>& counts);

  // Those words of hunspell's kk_KZ.dic that `is_wanted`; action nouns (-у) become verbs.
  void AddDictionary(std::string_view text, const std::function<bool(const Letters&)>& is_wanted);

  std::map<Lexeme, Evidence>& lexemes() { return lexemes_; }
  const std::map<Lexeme, Evidence>& lexemes() const { return lexemes_; }

  std::vector<WrittenStem> WrittenOf(const Lexeme& lexeme) const;

  // Stems with suffixes, and whole words, that have a lemma of another stem.
  struct Other {
    Letters written, lemma;
    Class part;
    bool is_whole;
  };
  const std::vector<Other>& others() const { return others_; }

 private:
  std::map<Lexeme, Evidence> lexemes_;
  std::map<Lexeme, Letters> elided_;
  std::vector<Other> others_;
};

// Counts as `LEMMA n|v COUNT` per line, both ways. Reading throws std::runtime_error.
std::map<Lexeme, Evidence> ReadCounts(std::string_view text);
std::string WriteCounts(const std::map<Lexeme, Evidence>& counts);

}  // namespace nlp::kazakh
