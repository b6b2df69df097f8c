// Counts the stems of Kazakh in lists of words.
#pragma once

#include <map>
#include <string_view>

#include "nlp/tools/kazakh_lexicon.h"

namespace nlp::kazakh {

// How often each stem stands behind the words of `forms`, lines `WORD COUNT`: words with several
// readings are shared out among them by expectation maximisation (Dempster, Laird, Rubin 1977).
// Stems that many unknown words suggest are added; words of a dictionary that are but forms of
// other stems are left out. `lexicon` is used up.
std::map<Lexeme, Evidence> CountStems(Lexicon lexicon, std::string_view grammar,
                                      std::string_view forms);

// Adds those words of a dictionary (see Lexicon) that are no forms of stems in the lexicon.
void AddUnknown(Lexicon& lexicon, std::string_view grammar, std::string_view dictionary);

}  // namespace nlp::kazakh
