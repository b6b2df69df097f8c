// The Russian table: hunspell-ru expanded, and what our lists add to it.
#pragma once

#include <string>
#include <vector>

#include "nlp/tools/lemma_table.h"

namespace nlp {

struct RussianSources {
  std::string aff, dic;            // hunspell-ru
  std::string words;               // nlp/data/lemmas_ru.txt
  std::vector<std::string> names;  // nlp/data: surnames, given names
};

// Throws std::runtime_error that names the source that cannot be used.
LemmaTable MakeRussianTable(const RussianSources& sources);

}  // namespace nlp
