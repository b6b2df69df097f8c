// Where sentences end, decided over tokens.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "core/normalized_text.h"
#include "nlp/tokenizer.h"

namespace nlp {

// Writes to `ends` the token index after each sentence, in order; the last one is tokens.size().
// Sets kSentenceStart on the first word or number of each. A line break ends a sentence, and so
// does . ! ? … with the quotes, brackets, smiles and pictures that close it, if what follows looks
// like a beginning and what precedes is no abbreviation (ул., т.б., Dr.), initial or list number.
// As people write comments, smiles, pictures and the handle of whom one answers part sentences too,
// and a space after a mark may be missing. Linear time.
void SplitSentences(std::string_view words, std::vector<core::Token>& tokens,
                    const std::vector<TokenNote>& notes, std::vector<std::uint32_t>& ends);

}  // namespace nlp
