// What a word may be in a keyphrase, told by its ending and by lists of words.
#pragma once

#include <string_view>

#include "core/language.h"

namespace nlp {

enum class PhraseRole : unsigned char {
  kNone,      // ends every phrase: words of grammar, verbs, adverbs
  kLink,      // stands inside only: "of", "с"
  kModifier,  // stands before a noun: adjectives, participles
  kWeak,      // a noun that says too little alone: "год", "вопрос"
  kNoun,      // may stand anywhere and alone
};

// The role of the word `norm` with `lemma` in a sentence of `language`.
PhraseRole PhraseRoleOf(std::string_view norm, std::string_view lemma, core::Language language);

// Whether the modifier `norm` (Russian) has an ending of the nominative.
bool IsNominativeModifier(std::string_view norm);

}  // namespace nlp
