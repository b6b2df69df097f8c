// Stems of Kazakh words.
#pragma once

#include <string>
#include <string_view>

namespace nlp {

// Strips the inflection of a folded Kazakh word (Cyrillic UTF-8): case, possession, number, and of
// verbs tense, person, mood and negation, as far as vowel harmony and the assimilation of
// consonants allow; restores п, к, қ that a vowel had turned into б, г, ғ. The forms of one word
// mostly give the same stem, which need not be the dictionary form. Writes to `stem`, overwriting
// it. Thread-safe.
void StemKazakh(std::string_view word, std::string& stem);

}  // namespace nlp
