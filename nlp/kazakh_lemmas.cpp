#include "nlp/kazakh_lemmas.h"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>

#include "nlp/embedded.h"
#include "nlp/kazakh_morphology.h"
#include "nlp/utf8.h"

namespace nlp {
namespace {

using kazakh::Class;
using kazakh::Letter;
using kazakh::LetterOf;
using kazakh::Morphology;
using kazakh::Reading;
using kazakh::Spelling;

const Morphology& Model() {
  static const Morphology kModel(KazakhFiles().front().content);
  return kModel;
}

// The letters of a word; nullopt if one is none or there are too many.
std::optional<Spelling> Spell(std::string_view word) {
  Spelling spelling;
  for (std::size_t at = 0; at < word.size();) {
    const Decoded next = DecodeAt(word, at);
    const Letter letter = LetterOf(next.character);
    if (letter == 0 || spelling.size == kazakh::kMaxLetters) return std::nullopt;
    spelling.letters[spelling.size++] = letter;
    at += next.size;
  }
  return spelling;
}

void AppendLemma(const Spelling& word, const Reading& reading, std::string& lemma) {
  if (reading.is_known) {
    for (const char letter : Model().LemmaAt(reading.lemma)) {
      AppendUtf8(kazakh::CharacterOf(static_cast<Letter>(letter)), lemma);
    }
    return;
  }
  for (std::size_t i = 0; i < reading.kept; ++i) {
    const bool is_replaced = reading.last != 0 && i + 1 == reading.kept;
    AppendUtf8(kazakh::CharacterOf(is_replaced ? reading.last : word.letters[i]), lemma);
  }
  if (reading.added != 0) AppendUtf8(kazakh::CharacterOf(reading.added), lemma);
}

// Keeps the likeliest reading, the longer stem of two that are as likely.
struct Best {
  std::optional<Reading> reading;
  void operator()(const Reading& next) {
    if (!reading || next.cost < reading->cost) reading = next;
  }
};

// Whether it may have been typed without Kazakh letters: who has some has all of them.
bool MayBeTyped(const Spelling& word) {
  return std::none_of(word.letters.begin(), word.letters.begin() + word.size,
                      [](Letter letter) { return kazakh::FoldedOf(letter) != letter; });
}

std::optional<Reading> BestKnown(const Spelling& word) {
  Best best;
  Model().ForEachKnown(word, Morphology::Mode::kAsWritten, std::ref(best));
  if (!best.reading && MayBeTyped(word)) {
    Model().ForEachKnown(word, Morphology::Mode::kAsTyped, std::ref(best));
  }
  return best.reading;
}

// Appends the lemma of a word without a hyphen.
void AppendLemmaOf(const Spelling& word, std::string& lemma) {
  Best best;
  best.reading = BestKnown(word);
  if (!best.reading) Model().ForEachGuess(word, std::ref(best));
  if (best.reading) AppendLemma(word, *best.reading, lemma);
}

// Suffixes of ordinal numbers, which make a word of their own elsewhere: 2-нші.
bool IsOrdinal(std::string_view tail) {
  constexpr std::array<std::string_view, 6> kOrdinals = {"ші", "шы", "нші", "ншы", "інші", "ыншы"};
  return std::find(kOrdinals.begin(), kOrdinals.end(), tail) != kOrdinals.end();
}

// Particles that are written behind a hyphen: кейін-ақ, болды-ау.
bool IsParticle(std::string_view tail) {
  return tail == "ақ" || tail == "ау" || tail == "ай" || tail == "мыс" || tail == "міс";
}

bool EndsInDigit(std::string_view text) {
  return !text.empty() && text.back() >= '0' && text.back() <= '9';
}

}  // namespace

void LemmatizeKazakh(std::string_view word, std::string& lemma) {
  lemma.assign(word);
  if (word.empty() || CountCharacters(word) > kazakh::kMaxLetters) return;
  const std::size_t hyphen = word.rfind('-');
  const std::optional<Spelling> whole = Spell(word);
  if (hyphen == word.npos) {
    if (!whole) return;
    lemma.clear();
    AppendLemmaOf(*whole, lemma);
    return;
  }
  if (whole) {
    if (const auto known = BestKnown(*whole)) {
      lemma.clear();
      AppendLemma(*whole, *known, lemma);
      return;
    }
  }
  const std::string_view head = word.substr(0, hyphen), tail = word.substr(hyphen + 1);
  const std::optional<Spelling> end = Spell(tail);
  if (head.empty() || !end || end->size == 0) return;
  if (IsParticle(tail)) return LemmatizeKazakh(head, lemma);
  if (Model().IsNominalTail(*end, 0) || (EndsInDigit(head) && IsOrdinal(tail))) {
    lemma.assign(head);
    return;
  }
  lemma.assign(word.substr(0, hyphen + 1));
  AppendLemmaOf(*end, lemma);
}

bool IsKazakhWord(std::string_view word) {
  const std::optional<Spelling> letters = Spell(word);
  return letters && letters->size > 1 && BestKnown(*letters);
}

std::vector<KazakhReading> ReadKazakh(std::string_view word) {
  std::vector<KazakhReading> readings;
  const std::optional<Spelling> spelling = Spell(word);
  if (!spelling || spelling->size == 0) return readings;
  const auto keep = [&](const Reading& reading) {
    KazakhReading read;
    AppendLemma(*spelling, reading, read.lemma);
    read.is_verb = reading.part == Class::kVerb;
    read.is_known = reading.is_known;
    for (std::size_t i = reading.stem_size; i < spelling->size; ++i) {
      AppendUtf8(kazakh::CharacterOf(spelling->letters[i]), read.suffixes);
    }
    read.cost = reading.cost / 4.0;
    const auto same = std::find_if(readings.begin(), readings.end(), [&](const auto& other) {
      return other.lemma == read.lemma && other.is_verb == read.is_verb;
    });
    if (same == readings.end()) {
      readings.push_back(std::move(read));
    } else if (read.cost < same->cost) {
      *same = std::move(read);
    }
  };
  Model().ForEachKnown(*spelling, Morphology::Mode::kAsWritten, keep);
  if (readings.empty() && MayBeTyped(*spelling)) {
    Model().ForEachKnown(*spelling, Morphology::Mode::kAsTyped, keep);
  }
  if (readings.empty()) Model().ForEachGuess(*spelling, keep);
  std::stable_sort(readings.begin(), readings.end(),
                   [](const auto& a, const auto& b) { return a.cost < b.cost; });
  return readings;
}

}  // namespace nlp
