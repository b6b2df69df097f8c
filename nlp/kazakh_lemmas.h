// Lemmas and readings of Kazakh words.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace nlp {

// Writes the lemma of a folded Kazakh word (Cyrillic UTF-8) to `lemma`, overwriting it: the bare
// form of a noun, adjective, numeral or name, the stem of a verb (оқыған: оқы; құрылды: құр, for
// the passive is no verb of its own where the lexicon has the active). Derived words keep their
// suffixes (жемқорлық). A pure function of the word: of several readings the likeliest wins.
// - A stem of the lexicon comes first, as written, then as typed without Kazakh letters (кызметкер:
//   қызметкер); for other words the longest run of suffixes that obeys vowel harmony and
//   assimilation and leaves a word comes off.
// - Suffixes behind a hyphen come off (қр-ның, 2-нші); of other hyphenated words the last part is
//   brought to its lemma (ата-анасы: ата-ана).
// - A word of more than 60 letters, or with other than Kazakh letters, is its own lemma.
// Linear time; allocates nothing once `lemma` has room for the word. Thread-safe.
//
// The method is that of finite-state morphology (Koskenniemi, Two-Level Morphology, 1983; weights:
// Mohri, Finite-State Transducers in Language and Speech Processing, 1997); the grammar follows
// Krippes, Kazakh Grammatical Sketch, 1993, and the school grammar. nlp/data/kazakh_grammar.txt has
// it in full.
void LemmatizeKazakh(std::string_view word, std::string& lemma);

struct KazakhReading {
  std::string lemma;
  bool is_verb = false;
  bool is_known = false;  // its stem is in the lexicon
  std::string suffixes;   // of the word, as written; empty: none
  double cost = 0;        // -log of its likelihood, up to a constant

  bool operator==(const KazakhReading&) const = default;
};

// All readings of one word without a hyphen, the likeliest first; guesses only if the lexicon has
// none. Empty for what LemmatizeKazakh leaves alone. Thread-safe.
std::vector<KazakhReading> ReadKazakh(std::string_view word);

// Whether `word`, folded and without a hyphen, is a form of a stem that the lexicon has.
// Thread-safe.
bool IsKazakhWord(std::string_view word);

}  // namespace nlp
