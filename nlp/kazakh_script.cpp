#include "nlp/kazakh_script.h"

#include "nlp/character.h"
#include "nlp/kazakh_slots.h"
#include "nlp/kazakh_spelling.h"
#include "nlp/utf8.h"

namespace nlp {
KazakhReading ReadKazakh(std::string_view word, KazakhAlphabet alphabet, std::string& out) {
  Slots slots;
  if (!ReadSlots(word, alphabet, slots)) return KazakhReading::kNone;
  Spelled spelled;
  const Known known = SpellKnown(slots, spelled);
  if (known == Known::kNot) SpellByRule(slots, 0, spelled);
  out.clear();
  for (std::size_t i = 0; i < spelled.size; ++i) {
    const char32_t c = CharacterOf(spelled.letters[i]);
    const bool upper = slots.upper_all || (slots.upper_first && i == 0);
    AppendUtf8(upper ? UpperCyrillic(c) : c, out);
  }
  switch (known) {
    case Known::kFrequent:
      return KazakhReading::kFrequent;
    case Known::kKazakh:
      return KazakhReading::kKnown;
    case Known::kBorrowed:
      return KazakhReading::kBorrowed;
    default:
      return KazakhReading::kByRule;
  }
}

bool KazakhToCyrillic(std::string_view word, KazakhAlphabet alphabet, std::string& out) {
  return ReadKazakh(word, alphabet, out) != KazakhReading::kNone;
}

}  // namespace nlp
