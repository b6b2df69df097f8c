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

KazakhReading Read(std::string_view word, KazakhAlphabet alphabet, std::string& out) {
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

// What a word reads as, in one line of memory.
struct alignas(64) CachedReading {
  std::uint64_t hash = 0;  // of the word and its alphabet; 0: empty
  KazakhReading reading = KazakhReading::kNone;
  std::uint8_t size = 0;
  char text[54];
};
static_assert(sizeof(CachedReading) == 64);
constexpr std::size_t kCacheSlots = 1 << 12;

}  // namespace

KazakhReading ReadKazakh(std::string_view word, KazakhAlphabet alphabet, std::string& out) {
  // Each word is read once to see whether its sentence is Kazakh and once to write it.
  thread_local std::vector<CachedReading> cache(kCacheSlots);
  const std::uint64_t hash =
      std::max<std::uint64_t>(Hash(word, static_cast<std::uint64_t>(alphabet)), 1);
  CachedReading& slot = cache[hash % kCacheSlots];
  if (slot.hash != hash) {
    const KazakhReading reading = Read(word, alphabet, out);
    if (reading != KazakhReading::kNone && out.size() > sizeof slot.text) return reading;
    slot.hash = hash;
    slot.reading = reading;
    slot.size = reading == KazakhReading::kNone ? 0 : static_cast<std::uint8_t>(out.size());
    std::memcpy(slot.text, out.data(), slot.size);
    return reading;
  }
  if (slot.reading != KazakhReading::kNone) out.assign(slot.text, slot.size);
  return slot.reading;
}

bool KazakhToCyrillic(std::string_view word, KazakhAlphabet alphabet, std::string& out) {
  return ReadKazakh(word, alphabet, out) != KazakhReading::kNone;
}

}  // namespace nlp
