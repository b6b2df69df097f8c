#include "tests/bench/made_words.h"

#include <span>
#include <unordered_set>

namespace bench {
namespace {

using Letters = std::span<const std::string_view>;

// The first ending is that of the lemma.
using Paradigm = std::array<std::string_view, Lexis::kForms>;

// What syllables of a language are made of. A Kazakh word has the vowels and endings of one of two
// kinds.
struct Phonology {
  std::array<Letters, 2> vowels;
  Letters onsets, codas;
  std::array<std::span<const Paradigm>, 2> paradigms;
  Paradigm name;
};

constexpr std::string_view kRuVowels[] = {"а", "о", "е", "и", "у", "ы", "я", "ю"};
constexpr std::string_view kRuOnsets[] = {"б",  "в",  "г",  "д",  "ж",  "з",  "к",  "л", "м",
                                          "н",  "п",  "р",  "с",  "т",  "ч",  "ш",  "х", "ц",
                                          "ст", "пр", "тр", "гр", "кр", "сл", "вл", "др"};
constexpr std::string_view kRuCodas[] = {"", "", "", "", "н", "р", "с", "т", "л", "й", "м"};
constexpr Paradigm kRuParadigms[] = {
    {"", "а", "у", "ом", "е", "ы", "ов", "ами"},
    {"а", "ы", "е", "у", "ой", "", "ам", "ах"},
    {"ый", "ого", "ому", "ым", "ая", "ой", "ые", "ых"},
    {"ать", "ает", "ал", "ала", "али", "ают", "ано", "ать"},
    {"ение", "ения", "ению", "ением", "ении", "ений", "ениям", "ениях"},
};
constexpr std::string_view kKkBack[] = {"а", "ы", "о", "ұ"};
constexpr std::string_view kKkFront[] = {"ә", "е", "і", "ө", "ү"};
constexpr std::string_view kKkOnsets[] = {"б", "д", "ж", "з", "к", "л", "м", "н",
                                          "п", "р", "с", "т", "ш", "қ", "ғ", "г"};
constexpr std::string_view kKkCodas[] = {"", "", "", "р", "н", "л", "с", "т", "м", "ң", "қ", "й"};
constexpr Paradigm kKkBackParadigms[] = {
    {"", "ның", "ға", "ды", "да", "дан", "мен", "лар"},
    {"", "лары", "ларының", "ына", "ында", "ымен", "ын", "лардың"},
    {"у", "ды", "ған", "атын", "ып", "мақ", "ады", "уға"},
};
constexpr Paradigm kKkFrontParadigms[] = {
    {"", "нің", "ге", "ді", "де", "ден", "мен", "лер"},
    {"", "лері", "лерінің", "іне", "інде", "імен", "ін", "лердің"},
    {"у", "ді", "ген", "етін", "іп", "мек", "еді", "уге"},
};
constexpr std::string_view kEnVowels[] = {"a", "e", "i", "o", "u", "ea", "ou"};
constexpr std::string_view kEnOnsets[] = {"b",  "c",  "d",  "f",  "g",  "h",  "l",  "m",
                                          "n",  "p",  "r",  "s",  "t",  "v",  "w",  "st",
                                          "tr", "pl", "ch", "sh", "br", "gr", "cl", "qu"};
constexpr std::string_view kEnCodas[] = {"", "", "n", "r", "s", "t", "l", "ck", "nd", "m"};
constexpr Paradigm kEnParadigms[] = {
    {"", "s", "", "s", "", "", "s", ""},
    {"", "s", "ed", "ing", "", "ed", "s", "ing"},
    {"al", "ally", "al", "al", "al", "al", "ally", "al"},
};

const Phonology& PhonologyOf(Tongue tongue) {
  static const Phonology kKazakh{{kKkBack, kKkFront},
                                 kKkOnsets,
                                 kKkCodas,
                                 {kKkBackParadigms, kKkFrontParadigms},
                                 {"ов", "овтың", "овқа", "овты", "овта", "ов", "овпен", "ов"}};
  static const Phonology kRussian{{kRuVowels, kRuVowels},
                                  kRuOnsets,
                                  kRuCodas,
                                  {kRuParadigms, kRuParadigms},
                                  {"ов", "ова", "ову", "овым", "ове", "ов", "ова", "ов"}};
  static const Phonology kEnglish{{kEnVowels, kEnVowels},
                                  kEnOnsets,
                                  kEnCodas,
                                  {kEnParadigms, kEnParadigms},
                                  {"ov", "ov", "ov", "ov", "ov", "ov", "ov", "ov"}};
  switch (tongue) {
    case Tongue::kKazakh:
      return kKazakh;
    case Tongue::kRussian:
      return kRussian;
    case Tongue::kEnglish:
      break;
  }
  return kEnglish;
}

std::string_view Pick(Letters letters, Chance& chance) {
  return letters[chance.Below(letters.size())];
}

std::string Syllables(const Phonology& sounds, std::size_t kind, std::uint32_t count,
                      Chance& chance) {
  std::string word;
  for (std::uint32_t i = 0; i < count; ++i) {
    if (i > 0 || !chance.With(0.2)) word += Pick(sounds.onsets, chance);
    word += Pick(sounds.vowels[kind], chance);
    word += Pick(sounds.codas, chance);
  }
  return word;
}

// Numbers without end as syllables of one consonant and one vowel: another number, another word.
constexpr std::string_view kOpenCyrillic[] = {"б", "в", "г", "д", "ж", "з", "к", "л",
                                              "м", "н", "п", "р", "с", "т", "ш", "х"};
constexpr std::string_view kOpenCyrillicVowels[] = {"а", "е", "и", "у"};
constexpr std::string_view kOpenLatin[] = {"b", "v", "g", "d", "j", "z", "k", "l",
                                           "m", "n", "p", "r", "s", "t", "h", "f"};
constexpr std::string_view kOpenLatinVowels[] = {"a", "e", "i", "u"};
constexpr std::uint32_t kOpenSyllables = 64;

// Two syllables for the first few thousands, then three, ...; scattered, so that neighbours in rank
// are none in spelling.
void AppendOpen(Tongue tongue, std::uint32_t rank, std::string& out) {
  const bool latin = tongue == Tongue::kEnglish;
  const Letters onsets = latin ? Letters(kOpenLatin) : Letters(kOpenCyrillic);
  const Letters vowels = latin ? Letters(kOpenLatinVowels) : Letters(kOpenCyrillicVowels);
  std::uint64_t size = std::uint64_t{kOpenSyllables} * kOpenSyllables;
  std::uint64_t place = rank;
  int count = 2;
  while (place >= size) {
    place -= size;
    size *= kOpenSyllables;
    ++count;
  }
  // An odd factor permutes the numbers below a power of two.
  place = (place * 0x9e37'79b1u + 0x7f4a'7c15u) & (size - 1);
  for (int i = 0; i < count; ++i, place /= kOpenSyllables) {
    const std::uint64_t syllable = place % kOpenSyllables;
    out += onsets[syllable / vowels.size()];
    out += vowels[syllable % vowels.size()];
  }
}

}  // namespace

Lexis::Lexis(Tongue tongue, std::uint32_t content_words, std::uint64_t seed) : tongue_(tongue) {
  const Phonology& sounds = PhonologyOf(tongue);
  Chance chance(Mix(seed + static_cast<std::uint64_t>(tongue)));
  std::unordered_set<std::string> taken;
  while (function_.size() < kFunctionWords) {
    const std::uint32_t syllables = function_.size() < 40 ? 1 : 2;
    std::string word = Syllables(sounds, chance.Below(2), syllables, chance);
    if (taken.insert(word).second) function_.push_back(std::move(word));
  }
  while (content_.size() < content_words) {
    const std::size_t kind = chance.Below(2);
    // Frequent words are shorter (Zipf's law of abbreviation).
    const std::uint32_t syllables = 2 + (chance.With(content_.size() < 2000 ? 0.2 : 0.6) ? 1 : 0);
    const std::string stem = Syllables(sounds, kind, syllables, chance);
    const std::uint32_t paradigm = chance.Below(sounds.paradigms[kind].size());
    std::string lemma = stem;
    lemma += sounds.paradigms[kind][paradigm][0];
    if (!taken.insert(std::move(lemma)).second) continue;
    content_.push_back({static_cast<std::uint32_t>(stems_.size()),
                        static_cast<std::uint16_t>(stem.size()), static_cast<std::uint8_t>(kind),
                        static_cast<std::uint8_t>(paradigm)});
    stems_ += stem;
  }
}

void Lexis::Content(std::uint32_t id, std::uint32_t form, Spelling& out) const {
  const Word& word = content_[id];
  const Paradigm& endings = PhonologyOf(tongue_).paradigms[word.kind][word.paradigm];
  const std::string_view stem = std::string_view(stems_).substr(word.stem_at, word.stem_size);
  out.lemma.assign(stem).append(endings[0]);
  out.form.assign(stem).append(endings[form]);
}

void Lexis::Name(std::uint32_t rank, std::uint32_t form, Spelling& out) const {
  const Paradigm& endings = PhonologyOf(tongue_).name;
  out.lemma.clear();
  AppendOpen(tongue_, rank, out.lemma);
  out.form.assign(out.lemma).append(endings[form]);
  out.lemma.append(endings[0]);
}

void Lexis::Rare(std::uint32_t rank, Spelling& out) const {
  const Phonology& sounds = PhonologyOf(tongue_);
  out.lemma.clear();
  out.lemma.append(sounds.onsets[0]).append(sounds.vowels[0][1]).append(sounds.onsets[3]);
  AppendOpen(tongue_, rank, out.lemma);
  out.form = out.lemma;
}

void AppendCapitalized(std::string_view word, std::string& out) {
  if (word.empty()) return;
  const auto first = static_cast<unsigned char>(word[0]);
  if (first >= 'a' && first <= 'z') {
    out += static_cast<char>(first - 'a' + 'A');
    out += word.substr(1);
    return;
  }
  if (first < 0xc0 || word.size() < 2) {
    out += word;
    return;
  }
  const auto second = static_cast<unsigned char>(word[1]);
  unsigned letter = (first & 0x1fu) << 6 | (second & 0x3fu);
  if (letter >= 0x430 && letter <= 0x44f) {
    letter -= 0x20;
  } else if (letter == 0x456) {
    letter = 0x406;
  } else if (letter >= 0x490 && letter <= 0x4ff && letter % 2 == 1) {
    letter -= 1;  // the other Kazakh letters come in pairs
  }
  out += static_cast<char>(0xc0u | letter >> 6);
  out += static_cast<char>(0x80u | (letter & 0x3fu));
  out += word.substr(2);
}

}  // namespace bench
