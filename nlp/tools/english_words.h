// The English table: lemmas, exceptions and frequencies of WordNet, words of hunspell-en-us, and
// our list.
#pragma once

#include <string>

#include "nlp/tools/lemma_table.h"

namespace nlp {

struct EnglishSources {
  std::string wordnet;   // folder: index.*, *.exc, cntlist.rev
  std::string aff, dic;  // hunspell-en-us
  std::string words;     // nlp/data/lemmas_en.txt
};

// Throws std::runtime_error that names the source that cannot be used.
LemmaTable MakeEnglishTable(const EnglishSources& sources);

}  // namespace nlp
