// How rare words are in ordinary text, so that a pattern is looked for at its rarest ones.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/language.h"
#include "nlp/flat_table.h"

namespace classify {

// Knows the lemmas of classify/data/frequent_words.txt; of others it takes long ones for rarer.
class WordRarity {
 public:
  explicit WordRarity(core::Language language);

  // About how often in a word of text `literal` stands: codes of the streams with the spaces of
  // their ends; without the last one it is the begin of a word. Between 0 and 1.
  double RateOf(std::string_view literal) const;

 private:
  double RateOfWord(std::string_view code) const;
  double RateOfPrefix(std::string_view code) const;

  nlp::FlatTable<double> rate_of_;                     // of hashes of codes
  std::vector<std::pair<std::string, double>> rates_;  // of codes, sorted
};

}  // namespace classify
