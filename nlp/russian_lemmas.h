// Lemmas of Russian words.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace nlp {

// The lemma of a folded word, as Universal Dependencies has it: infinitive (of participles and
// gerunds too), nominative of the singular, masculine of the positive degree. Of several lemmas the
// most usual one; words that no dictionary has are taken for what the most words of their ending
// are. A view of `norm` or of `out`; none if the word has a letter of another alphabet.
// Linear time, for words of up to 120 bytes. Thread-safe.
std::optional<std::string_view> RussianLemma(std::string_view norm, std::string& out);

}  // namespace nlp
