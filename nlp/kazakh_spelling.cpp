#include "nlp/kazakh_spelling.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "nlp/embedded.h"
#include "nlp/flat_table.h"
#include "nlp/utf8.h"
#include "nlp/word_list.h"

namespace nlp {
namespace {

constexpr std::uint64_t kSeed = 0x6B617A616B68ULL;

std::uint64_t Step(std::uint64_t hash, Letter letter) {
  hash = (hash ^ letter) * 0x9E3779B97F4A7C15ULL;
  return hash ^ hash >> 32;
}

constexpr Letter kA = LetterOf(U'а'), kI = LetterOf(U'и'), kJ = LetterOf(U'й'), kU = LetterOf(U'у'),
                 kO = LetterOf(U'о'), kT = LetterOf(U'т'), kS = LetterOf(U'с'), kN = LetterOf(U'н'),
                 kG = LetterOf(U'г'), kGh = LetterOf(U'ғ'), kK = LetterOf(U'к'),
                 kQ = LetterOf(U'қ'), kP = LetterOf(U'п'), kB = LetterOf(U'б'),
                 kTs = LetterOf(U'ц'), kCh = LetterOf(U'ч'), kSh = LetterOf(U'ш'),
                 kYa = LetterOf(U'я'), kYu = LetterOf(U'ю'), kYo = LetterOf(U'ё'),
                 kSoft = LetterOf(U'ь'), kHard = LetterOf(U'ъ'), kYi = LetterOf(U'і'),
                 kYy = LetterOf(U'ы'), kNg = LetterOf(U'ң');

// The key under which a stem is found: the hash of the classes of its letters. г behind н, and и
// behind и, have no class of their own, because ng may be ң and iya may be ия or я.
class KeyHash {
 public:
  void Add(Letter letter) {
    const LetterClass letters = ClassOf(letter);
    if (letters.first != kNoLetter) AddClass(letters.first);
    if (letters.second != kNoLetter) AddClass(letters.second);
  }
  std::uint64_t value() const { return hash_; }

 private:
  void AddClass(Letter letter) {
    if (letter == kG && last_ == kN) return;
    if (letter == kI && last_ == kI) return;
    // тш is ч in some alphabets.
    if (letter == kCh) {
      AddClass(kT);
      letter = kSh;
    }
    hash_ = Step(hash_, letter);
    last_ = letter;
  }

  std::uint64_t hash_ = kSeed;
  Letter last_ = kNoLetter;
};

char32_t Lower(char32_t character) {
  return static_cast<char32_t>(u_tolower(static_cast<UChar32>(character)));
}

enum class Source : std::uint8_t { kFrequent, kKazakh, kName, kRussian };

struct Stem {
  std::uint32_t begin = 0;  // in the pool of letters
  std::uint32_t next = 0;   // the next stem of the same key, 0 for none
  std::uint8_t size = 0;
  Source source = Source::kFrequent;
};

class Stems {
 public:
  static const Stems& Get() {
    static const Stems kStems;
    return kStems;
  }

  // Calls `visit` with each stem of a key.
  template <typename Visit>
  void Each(std::uint64_t key, Visit visit) const {
    const std::uint32_t* found = heads_.Find(key);
    for (std::uint32_t i = found == nullptr ? 0 : *found; i != 0; i = stems_[i].next) {
      visit(stems_[i], std::span(pool_).subspan(stems_[i].begin, stems_[i].size));
    }
  }

 private:
  Stems() : heads_(1U << 17), stems_(1) {
    // The last list in is the first in each chain.
    AddFile("words_ru.txt", Source::kRussian);
    AddFile("given_kk.txt", Source::kName);
    AddFile("words_kk.txt", Source::kKazakh);
    AddFile("kazakh_frequent.txt", Source::kFrequent);
  }

  void AddFile(std::string_view file, Source source) {
    ForEachLine(file, [&](std::string_view line) {
      ForEachWord(line, [&](std::string_view word) { Add(word, source); });
    });
  }

  void Add(std::string_view word, Source source) {
    const auto begin = static_cast<std::uint32_t>(pool_.size());
    KeyHash key;
    for (std::size_t at = 0; at < word.size();) {
      const Decoded next = DecodeAt(word, at);
      at += next.size;
      if (next.character == U'!') continue;  // marks a name that is a word too
      Letter letter = LetterOf(next.character);
      if (letter == kNoLetter) letter = LetterOf(Lower(next.character));
      if (letter == kNoLetter) {
        pool_.resize(begin);
        return;
      }
      pool_.push_back(letter);
      key.Add(letter);
    }
    const std::size_t size = pool_.size() - begin;
    if (size < 2 || size > kMaxKazakhLetters) {
      pool_.resize(begin);
      return;
    }
    std::uint32_t& head = heads_.Insert(key.value());
    stems_.push_back({begin, head, static_cast<std::uint8_t>(size), source});
    head = static_cast<std::uint32_t>(stems_.size() - 1);
  }

  FlatTable<std::uint32_t> heads_;
  std::vector<Stem> stems_;
  std::vector<Letter> pool_;
};

// How a stretch of slots fits letters.
struct Fit {
  bool fits = false;
  int cost = 0;           // letters that are not what their slots usually stand for
  std::size_t slots = 0;  // taken
};

// Whether the slot may be the first half of я, ю or ё.
bool MayGlide(const Slot& slot) {
  return Has(slot.allowed, kJ) || Has(slot.allowed, kI);
}

// The second half that я, ю and ё have behind their glide.
Letter HalfOf(Letter letter) {
  if (letter == kYa) return kA;
  if (letter == kYu) return kU;
  return letter == kYo ? kO : kNoLetter;
}

// Lays `letters` over the slots from `first` on, and not beyond `until`. `soften`: the last к, қ, п
// is voiced (аймақ, аймағы).
Fit Lay(std::span<const Letter> letters, std::span<const Slot> slots, std::size_t first,
        std::size_t until, bool soften) {
  Fit fit;
  std::size_t at = first;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    Letter letter = letters[i];
    if (letter == kSoft || letter == kHard) continue;
    if (at >= slots.size()) return fit;
    const Slot& slot = slots[at];
    if (soften && i + 1 == letters.size()) {
      letter = letter == kK ? kG : letter == kQ ? kGh : letter == kP ? kB : kNoLetter;
      if (!Has(slot.allowed, letter)) return fit;
      ++at;
      continue;
    }
    const Letter half = HalfOf(letter);
    if (half != kNoLetter && !Has(slot.allowed, letter)) {
      if (at + 1 < slots.size() && MayGlide(slot) && Has(slots[at + 1].allowed, half)) {
        at += 2;
        continue;
      }
      // "politsia" for полиция
      if (i > 0 && letters[i - 1] == kI && Has(slot.allowed, half)) {
        ++fit.cost;
        ++at;
        continue;
      }
      return fit;
    }
    if (letter == kTs && !Has(slot.allowed, kTs)) {
      if (at + 1 >= slots.size() || !Has(slot.allowed, kT) || !Has(slots[at + 1].allowed, kS)) {
        return fit;
      }
      at += 2;
      continue;
    }
    if (slot.maybe_two && letter == kT && i + 1 < letters.size() && letters[i + 1] == kSh) {
      ++i;
      ++at;
      continue;
    }
    if (!Has(slot.allowed, letter)) return fit;
    fit.cost += letter == slot.best || Has(slot.usual, letter) ? 0 : 1;
    ++at;
    if (letter != kNg || at >= until || !slots[at].maybe_none) continue;
    if (i + 1 == letters.size() || (letters[i + 1] != kG && letters[i + 1] != kGh)) ++at;
  }
  fit.fits = true;
  fit.slots = at - first;
  return fit;
}

// Suffixes in the order in which they follow a stem, with back vowels. A layer may be left out; no
// layer comes twice.
constexpr std::u32string_view kLayers[] = {
    // the vowel that the stems of nlp/data lack
    U"а ы і ә е у и ия ие ь ка ко ики ика о я й ін",
    // nouns, adjectives and verbs made of others; voices
    U"лық дық тық шылық шы лы ды ты сыз дай тай лас дас тас лан дан тан ла да та лау дау тау ша "
    U"лама дама тама хана кер қой ғы қы дағы тағы ғыш қыш ыл ын ыс ыт т қыз ғыз дыр тыр лдыр ылын "
    U"ндыр стыр ыстыр л н с лат дат тат лады дыр ара",
    U"шы шылық лық дық тық ыл ын ыс тыр дыр ыт т қыз ғыз н л с сыз лы ды ты",
    // negation
    U"ма ба па",
    // what makes a noun, a participle or an adverb of a verb
    U"у ушы ған қан атын йтын ар ыр р ып п ғалы қалы мақ бақ пақ ғанша қанша май бай пай мас бас "
    U"пас ды ты са ады йды тын а й ыпты пты ғы қы уші ғандық қандық ушылық улы",
    // plural
    U"лар дар тар",
    // possession
    U"ым ың ы сы м ң ымыз ыңыз мыз ңыз лары дары тары",
    // case, and what is like it
    U"ның дың тың ға қа на а ны ды ты н да та нда дан тан нан ннан мен бен пен дағы тағы ндағы "
    U"нікі "
    U"дікі тікі дай тай ндай ша ынша нша шама сыз дағылар",
    // plural and case of what is like a noun again
    U"лар дар тар ны ды ты ның дың тың ға қа да та дан тан нан н ы мен бен пен",
    // person
    U"мын мыз сың сыз сыңдар сыздар бын быз пын пыз м ң қ ңыз ңдар ңыздар ды ты шы ау сын",
};
constexpr std::size_t kLayerCount = std::size(kLayers);

Letter Fronted(Letter letter) {
  switch (CharacterOf(letter)) {
    case U'а':
      return LetterOf(U'е');
    case U'ы':
      return LetterOf(U'і');
    case U'ғ':
      return LetterOf(U'г');
    case U'қ':
      return LetterOf(U'к');
    default:
      return letter;
  }
}

struct Suffix {
  std::uint8_t size = 0;
  std::array<Letter, 8> letters{};
  bool front = false, back = false;  // the vowels behind which it stands

  std::span<const Letter> all() const { return {letters.data(), size}; }
};

// The suffixes of each layer by the class of their first letter, the longest first.
class Suffixes {
 public:
  static const Suffixes& Get() {
    static const Suffixes kSuffixes;
    return kSuffixes;
  }
  std::span<const Suffix> Of(std::size_t layer, Letter first_class) const {
    return by_first_[layer][first_class];
  }

 private:
  Suffixes() {
    for (std::size_t layer = 0; layer < kLayerCount; ++layer) {
      std::u32string_view rest = kLayers[layer];
      while (!rest.empty()) {
        const std::size_t end = std::min(rest.find(U' '), rest.size());
        Add(layer, rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
      }
      for (auto& list : by_first_[layer]) {
        std::stable_sort(list.begin(), list.end(),
                         [](const Suffix& a, const Suffix& b) { return a.size > b.size; });
      }
    }
  }

  void Add(std::size_t layer, std::u32string_view text) {
    Suffix back;
    for (const char32_t c : text) back.letters[back.size++] = LetterOf(c);
    back.back = true;
    if (layer == 0) {
      back.front = true;
      const Letter only = ClassOf(back.letters[0]).first;
      by_first_[0][only == kNoLetter ? kHard : only].push_back(back);
      return;
    }
    Suffix front = back;
    std::transform(front.letters.begin(), front.letters.begin() + front.size, front.letters.begin(),
                   Fronted);
    front.front = true;
    front.back = false;
    auto& list = by_first_[layer];
    if (front.letters == back.letters) {
      back.front = true;
    } else {
      list[ClassOf(front.letters[0]).first].push_back(front);
    }
    const Letter first = ClassOf(back.letters[0]).first;
    list[first == kNoLetter ? kHard : first].push_back(back);
  }

  std::array<std::array<std::vector<Suffix>, kazakh::kLetters>, kLayerCount> by_first_;
};

bool IsFrontVowel(Letter letter) {
  constexpr LetterSet kFront = SetOf(U"әеөүіэ");
  return Has(kFront, letter);
}
// Vowels with which no suffix begins behind a vowel.
bool IsShortVowel(Letter letter) {
  constexpr LetterSet kShort = SetOf(U"аеыіәи");
  return Has(kShort, letter);
}
bool IsBackVowel(Letter letter) {
  constexpr LetterSet kBack = SetOf(U"аоұыяё");
  return Has(kBack, letter);
}

// Whether the suffixes of a word of these letters have front vowels: by its last vowel that tells,
// and by к or г at its end.
bool IsFront(std::span<const Letter> letters, bool otherwise) {
  for (std::size_t i = letters.size(); i > 0; --i) {
    const Letter letter = letters[i - 1];
    if (IsFrontVowel(letter) || letter == kSoft) return true;
    if (IsBackVowel(letter)) return false;
  }
  return otherwise;
}

// Finds suffixes that take up all slots from `at` on.
class Chain {
 public:
  // `last`: the letter before them.
  Chain(std::span<const Slot> slots, bool front, Letter last, int max_cost)
      : slots_(slots), front_(front), last_(last), max_cost_(max_cost) {}

  bool Find(std::size_t at) { return Find(at, 0, last_, 0); }

  std::size_t count() const { return count_; }
  bool Write(Spelled& out) const {
    for (std::size_t i = 0; i < count_; ++i) {
      for (const Letter letter : parts_[i]->all()) {
        if (!out.Append(letter)) return false;
      }
    }
    return true;
  }

 private:
  bool Find(std::size_t at, std::size_t layer, Letter last, int cost) {
    if (at == slots_.size()) return true;
    for (; layer < kLayerCount; ++layer) {
      const Letter first = ClassOf(slots_[at].best).first;
      if (first == kNoLetter) return false;
      for (const Suffix& suffix : Suffixes::Get().Of(layer, first)) {
        if (steps_ == 0) return false;
        --steps_;
        if ((front_ && !suffix.front) || (!front_ && !suffix.back)) continue;
        Fit fit = Lay(suffix.all(), slots_, at, slots_.size(), false);
        // Where n may be ң, the genitive has it ("nyn" is ның), shorter suffixes seldom do.
        const std::size_t end = at + fit.slots;
        if (fit.fits && suffix.size < 3 && suffix.all().back() == kNg &&
            slots_[end - 1].best == kN) {
          ++fit.cost;
        }
        if (layer == 0 && suffix.letters[0] != slots_[at].best) ++fit.cost;
        if (!fit.fits || fit.slots == 0 || cost + fit.cost > max_cost_) continue;
        if (kazakh::IsSyllabic(last) ? IsShortVowel(suffix.letters[0]) : suffix.letters[0] == kJ)
          continue;
        parts_[count_++] = &suffix;
        if (Find(at + fit.slots, layer + 1, suffix.all().back(), cost + fit.cost)) return true;
        --count_;
      }
    }
    return false;
  }

  std::span<const Slot> slots_;
  bool front_;
  Letter last_;
  int max_cost_;
  std::size_t steps_ = 200;  // what a word of meaningless suffixes may cost
  std::size_t count_ = 0;
  std::array<const Suffix*, kLayerCount + 1> parts_;
};

// A stem counts by its length, and more if suffixes explain the rest.
constexpr int kPerSlot = 4, kWhole = 8;

struct Candidate {
  Known known = Known::kNot;
  int score = 0;
  Spelled spelled;
};

bool IsBefore(const Candidate& a, const Candidate& b) {
  if ((a.known > Known::kStem) != (b.known > Known::kStem)) return a.known < b.known;
  return a.score < b.score;
}

// A stem of the list laid over the first slots.
void Try(const Slots& slots, std::size_t size, const Stem& stem, std::span<const Letter> letters,
         bool soften, Candidate& best) {
  const std::span<const Slot> all = slots.all();
  const Fit fit = Lay(letters, all, 0, size, soften);
  if (!fit.fits || fit.slots != size) return;
  Candidate candidate;
  for (const Letter letter : letters) {
    if (!candidate.spelled.Append(letter)) return;
  }
  if (soften) {
    Letter& last = candidate.spelled.letters[candidate.spelled.size - 1];
    last = last == kK ? kG : last == kQ ? kGh : kB;
  }
  const Letter last = candidate.spelled.letters[candidate.spelled.size - 1];
  const bool front = IsFront(letters, slots.front);
  // As the letters say first; borrowed stems take suffixes of either harmony.
  constexpr int kAnyCost = 99;
  Chain strict(all, front, last, 0), chain(all, front, last, kAnyCost),
      strict_other(all, !front, last, 0), other(all, !front, last, kAnyCost);
  const Chain* found = nullptr;
  for (Chain* each : {&strict, &strict_other, &chain, &other}) {
    if (!each->Find(size)) continue;
    found = each;
    break;
  }
  const bool rest = size < all.size();
  if (found != nullptr) {
    candidate.known = stem.source == Source::kRussian    ? Known::kBorrowed
                      : stem.source == Source::kFrequent ? Known::kFrequent
                                                         : Known::kKazakh;
    if (!found->Write(candidate.spelled)) return;
    if (letters.size() < 3 && stem.source != Source::kFrequent) candidate.known = Known::kStem;
  } else {
    if (letters.size() < 4 || best.known > Known::kStem) return;
    candidate.known = Known::kStem;
    SpellByRule(slots, size, candidate.spelled);
  }
  constexpr int kPerCost = 3, kPerSuffix = 2, kDisharmony = 4;
  candidate.score = kPerSlot * static_cast<int>(size) - kPerCost * fit.cost;
  if (found != nullptr) candidate.score += kWhole - kPerSuffix * static_cast<int>(found->count());
  if ((found == &other || found == &strict_other) && rest) candidate.score -= kDisharmony;
  candidate.score -= 2 * static_cast<int>(stem.source);
  if (best.known == Known::kNot || IsBefore(best, candidate)) best = candidate;
}

}  // namespace

Known SpellKnown(const Slots& slots, Spelled& out) {
  const std::span<const Slot> all = slots.all();
  std::array<KeyHash, kMaxKazakhLetters + 1> keys;
  for (std::size_t i = 0; i < all.size(); ++i) {
    keys[i + 1] = keys[i];
    keys[i + 1].Add(all[i].best);
  }
  Candidate best;
  const Stems& stems = Stems::Get();
  for (std::size_t size = all.size(); size >= 2; --size) {
    const bool enough = kPerSlot * static_cast<int>(size) + kWhole <= best.score;
    if (best.known > Known::kStem && enough) break;  // shorter ones cannot be better
    stems.Each(keys[size].value(), [&](const Stem& stem, std::span<const Letter> letters) {
      Try(slots, size, stem, letters, false, best);
    });
    // аймағы: the stem is аймақ.
    if (size < all.size() && size > 2) {
      const Letter last = ClassOf(all[size - 1].best).first;
      if (last != kG && last != kB) continue;
      KeyHash key = keys[size - 1];
      key.Add(last == kG ? kK : kP);
      stems.Each(key.value(), [&](const Stem& stem, std::span<const Letter> letters) {
        Try(slots, size, stem, letters, true, best);
      });
    }
  }
  if (best.known == Known::kNot) return Known::kNot;
  out.size = 0;
  for (std::size_t i = 0; i < best.spelled.size; ++i) {
    const Letter letter = best.spelled.letters[i];
    const Letter before = out.size > 0 ? out.letters[out.size - 1] : kNoLetter;
    // қой and у are қою, той and ады тояды.
    if (before == kJ && (letter == kA || letter == kU)) {
      out.letters[out.size - 1] = letter == kA ? kYa : kYu;
    } else {
      out.Append(letter);
    }
  }
  return best.known;
}

void SpellByRule(const Slots& slots, std::size_t first, Spelled& out) {
  const std::span<const Slot> all = slots.all();
  const bool front =
      out.size > 0 ? IsFront(std::span(out.letters).first(out.size), slots.front) : slots.front;
  for (std::size_t i = first; i < all.size(); ++i) {
    const Slot& slot = all[i];
    const Letter before = out.size > 0 ? out.letters[out.size - 1] : kNoLetter;
    const bool behind_vowel = before != kNoLetter && kazakh::IsSyllabic(before);
    const Letter next = i + 1 < all.size() ? all[i + 1].best : kNoLetter;
    const bool next_vowel = next != kNoLetter && kazakh::IsSyllabic(next);
    Letter letter = slot.best;
    const bool glide = MayGlide(slot) && Has(slot.allowed, kJ);
    const bool only_glide = glide && slot.best != kYi && slot.best != kYy;
    if (glide && (next == kA || next == kU || next == kO) && (only_glide || next_vowel)) {
      // я, ю and ё are written for й and a vowel; behind a consonant иа, ио of borrowed words.
      const bool starts = before == kNoLetter || behind_vowel;
      if (starts || next == kU) {
        const Letter joined = next == kA ? kYa : next == kU ? kYu : kYo;
        if (joined != kYo) {
          out.Append(joined);
          ++i;
          continue;
        }
        letter = kJ;
      } else {
        letter = kI;
      }
    } else if (glide && behind_vowel && before != kI) {
      letter = kJ;
    } else if (only_glide) {
      letter = kI;
    } else if (slot.best == kT && next == kS && i + 2 < all.size() && all[i + 2].best == kI) {
      out.Append(kTs);  // ци, цио
      ++i;
      continue;
    } else if (Has(slot.allowed, kU) && slot.best != kU && (behind_vowel || next_vowel)) {
      letter = kU;
    } else if (Has(slot.allowed, kU) && slot.best != kU && front) {
      letter = LetterOf(U'ү');
    } else if (slot.best == kO && Has(slot.allowed, LetterOf(U'ө')) && front &&
               (out.size == 0 || out.size == 1)) {
      letter = LetterOf(U'ө');
    }
    out.Append(letter);
  }
}

}  // namespace nlp
