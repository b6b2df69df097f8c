#include "nlp/kazakh_script.h"

#include <algorithm>
#include <cstring>
#include <vector>

#include "nlp/character.h"
#include "nlp/hash.h"
#include "nlp/kazakh_slots.h"
#include "nlp/kazakh_spelling.h"
#include "nlp/utf8.h"

namespace nlp {
namespace {

KazakhSpelling Spell(std::string_view word, KazakhAlphabet alphabet, std::string& out) {
  Slots slots;
  if (!ReadSlots(word, alphabet, slots)) return KazakhSpelling::kNone;
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
      return KazakhSpelling::kFrequent;
    case Known::kKazakh:
      return KazakhSpelling::kKnown;
    case Known::kBorrowed:
      return KazakhSpelling::kBorrowed;
    default:
      return KazakhSpelling::kByRule;
  }
}

// What a word reads as, in one line of memory.
struct alignas(64) CachedSpelling {
  std::uint64_t hash = 0;  // of the word and its alphabet; 0: empty
  KazakhSpelling spelling = KazakhSpelling::kNone;
  std::uint8_t size = 0;
  char text[54];
};
static_assert(sizeof(CachedSpelling) == 64);
constexpr std::size_t kCacheSlots = 1 << 12;

}  // namespace

KazakhSpelling SpellKazakh(std::string_view word, KazakhAlphabet alphabet, std::string& out) {
  // Each word is read once to see whether its sentence is Kazakh and once to write it.
  thread_local std::vector<CachedSpelling> cache(kCacheSlots);
  const std::uint64_t hash =
      std::max<std::uint64_t>(Hash(word, static_cast<std::uint64_t>(alphabet)), 1);
  CachedSpelling& slot = cache[hash % kCacheSlots];
  if (slot.hash != hash) {
    const KazakhSpelling spelling = Spell(word, alphabet, out);
    if (spelling != KazakhSpelling::kNone && out.size() > sizeof slot.text) return spelling;
    slot.hash = hash;
    slot.spelling = spelling;
    slot.size = spelling == KazakhSpelling::kNone ? 0 : static_cast<std::uint8_t>(out.size());
    std::memcpy(slot.text, out.data(), slot.size);
    return spelling;
  }
  if (slot.spelling != KazakhSpelling::kNone) out.assign(slot.text, slot.size);
  return slot.spelling;
}

bool KazakhToCyrillic(std::string_view word, KazakhAlphabet alphabet, std::string& out) {
  return SpellKazakh(word, alphabet, out) != KazakhSpelling::kNone;
}

}  // namespace nlp
