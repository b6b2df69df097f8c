#include "nlp/kazakh_script.h"

#include "nlp/kazakh_letters.h"
#include "nlp/kazakh_spelling.h"
#include "nlp/utf8.h"

namespace nlp {
namespace {

char32_t Upper(char32_t c) {
  if (c >= U'а' && c <= U'я') return c - (U'а' - U'А');
  switch (c) {
    case U'ё':
      return U'Ё';
    case U'і':
      return U'І';
    case U'ү':
      return U'Ү';
    case U'ұ':
      return U'Ұ';
    default:
      return c - 1;  // ә ғ қ ң ө һ follow their capitals
  }
}

}  // namespace

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
    AppendUtf8(upper ? Upper(c) : c, out);
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
