// Lemmas of English words.
#pragma once

#include <string>
#include <string_view>

namespace nlp {

// The lemma of a folded word in Latin letters, as Universal Dependencies has it: singular, base
// form of verbs, positive degree, the subject form of pronouns; a possessive 's comes off. Of
// several lemmas the most usual one; words that no dictionary has are taken for what the most words
// of their ending are. A view of `norm` or of `out`. Linear time, for words of up to 120 bytes.
// Thread-safe.
std::string_view EnglishLemma(std::string_view norm, std::string& out);

}  // namespace nlp
