#include "nlp/kazakh_morphology.h"

#include <stdexcept>

namespace nlp::kazakh {
namespace {

// What a stem costs that nobody knows, by its letters; a known one costs at most 60 or so.
constexpr std::uint32_t kUnknown = 60;
constexpr std::uint32_t kUnknownLetter = 9;
constexpr std::uint32_t kUnknownVerb = 8;
constexpr std::size_t kShortestGuess = 3;  // letters before suffixes

}  // namespace

Morphology::Morphology(std::string_view model) {
  const Words<std::uint32_t> words(model.data());
  if (model.size() < sizeof(Header) || words[0] != kMagic || words[1] != kVersion) {
    throw std::runtime_error("the Kazakh model is of another version; build it again");
  }
  Header header;
  header.states = words[2];
  header.arcs = words[3];
  header.tags = words[4];
  header.folded_states = words[5];
  header.folded_arcs = words[6];
  header.folded_tags = words[7];
  header.slots = words[8];
  header.folded_slots = words[9];
  header.lemma_bytes = words[10];
  const char* at = model.data() + sizeof(Header);
  const auto take = [&at](std::size_t bytes) {
    const char* begin = at;
    at += bytes;
    return begin;
  };
  const auto automaton = [&take](std::size_t states, std::size_t arcs, std::size_t tags) {
    Automaton result;
    result.arcs_begin = Words<std::uint32_t>(take((states + 1) * 4));
    result.tags_begin = Words<std::uint32_t>(take((states + 1) * 4));
    result.arcs = Words<std::uint32_t>(take(arcs * 4));
    result.tags = Words<std::uint32_t>(take(tags * 4));
    return result;
  };
  suffixes_ = automaton(header.states, header.arcs, header.tags);
  folded_suffixes_ = automaton(header.folded_states, header.folded_arcs, header.folded_tags);
  stems_ = {Words<std::uint64_t>(take(std::size_t{header.slots} * 8)), header.slots - 1};
  folded_stems_ = {Words<std::uint64_t>(take(std::size_t{header.folded_slots} * 8)),
                   header.folded_slots - 1};
  lemmas_ = take(header.lemma_bytes);
  if (at != model.data() + model.size()) {
    throw std::runtime_error("the Kazakh model is cut short; build it again");
  }
}

bool Morphology::IsNominalTail(const Spelling& word, std::size_t begin) const {
  std::uint32_t state = 0;
  for (std::size_t size = word.size; size > begin; --size) {
    const std::uint32_t next = suffixes_.Step(state, word.letters[size - 1]);
    if (next == Automaton::kNone) return false;
    state = next >> 6;
  }
  for (std::uint32_t i = suffixes_.tags_begin[state]; i < suffixes_.tags_begin[state + 1]; ++i) {
    if (UnpackTag(suffixes_.tags[i]).part == Class::kNominal) return true;
  }
  return false;
}

void Morphology::ReadPrefixes(const Spelling& word, Mode mode, Prefixes& prefixes) {
  HarmonyReader harmony;
  std::uint64_t hash = kHashSeed;
  std::uint8_t syllables = 0;
  prefixes[0] = {hash, harmony.value(), syllables};
  for (std::size_t i = 0; i < word.size; ++i) {
    const Letter letter = mode == Mode::kAsWritten ? word.letters[i] : FoldedOf(word.letters[i]);
    harmony.Read(letter);
    hash = HashNext(hash, letter);
    syllables = static_cast<std::uint8_t>(syllables + (IsSyllabic(letter) ? 1 : 0));
    prefixes[i + 1] = {hash, harmony.value(), syllables};
  }
}

bool Morphology::Guess(const Spelling& word, std::size_t size, const Prefix& prefix, const Tag& tag,
                       std::uint32_t cost, Reading& reading) {
  const bool is_whole = size == word.size;
  const Letter last = word.letters[size - 1];
  std::uint32_t penalty = 0;
  if (is_whole) {
    // Unknown words in -у are mostly action nouns.
    if (last == LetterOf(U'у') && size > 4) penalty = 8;
    if (tag.part != Class::kNominal || tag.final != FinalOf(last)) return false;
  } else if (size < kShortestGuess || prefix.syllables == 0) {
    return false;
  }
  if (tag.harmony != prefix.harmony) return false;
  reading.part = tag.part;
  reading.stem_size = size;
  reading.kept = static_cast<std::uint8_t>(size);
  reading.cost = cost + tag.cost + penalty + kUnknown +
                 kUnknownLetter * static_cast<std::uint32_t>(size) +
                 (tag.part == Class::kVerb ? kUnknownVerb : 0);
  switch (tag.final) {
    case Final::kElided:
      if (IsVowel(last) || size < 4) return false;
      reading.added = tag.harmony == Harmony::kBack ? LetterOf(U'ы') : LetterOf(U'і');
      reading.cost += 12;
      return true;
    case Final::kGlideless:
      if (!IsVowel(last)) return false;
      reading.added = LetterOf(U'й');
      return true;
    case Final::kHigh:
      return false;  // there are half a dozen, all known
    case Final::kLabial:
      if (last != LetterOf(U'у')) return false;
      reading.last = LetterOf(U'п');
      return true;
    default:
      break;
  }
  if (tag.final != FinalOf(last)) return false;
  if (tag.before_vowel && !is_whole) {
    if (last == LetterOf(U'қ')) return false;
    if (VoicelessOf(last) != last) reading.last = VoicelessOf(last);
    if (VoicedOf(last) != last) reading.cost += 8;  // a borrowed word: паркі
  } else if (!is_whole && (last == LetterOf(U'ғ') || last == LetterOf(U'б'))) {
    reading.cost += 8;
  }
  return true;
}

}  // namespace nlp::kazakh
