#include "nlp/kazakh_stemmer.h"

#include <algorithm>
#include <array>
#include <vector>

#include "nlp/utf8.h"

namespace nlp {
namespace {

constexpr std::size_t kMinStem = 3;    // letters
constexpr std::size_t kMaxWord = 60;   // letters; longer ones are no words
constexpr std::size_t kMaxRounds = 6;  // suffixes that one word carries at most

// Layers of suffixes from the end of the word inwards. A layer is stripped only after those before
// it, each once.
// Negation and voice only follow where a verb's ending has been taken off.
enum Layer : int { kPerson, kCase, kPossessive, kPlural, kVerbal, kNegation, kVoice };

struct Suffix {
  std::u32string letters;
  Layer layer;
  std::size_t min_stem;  // letters that must remain
};

struct SuffixRow {
  Layer layer;
  std::size_t min_stem;
  std::u32string_view suffixes;  // with back vowels, separated by spaces
};

// Kazakh grammar in its usual order stem + plural + possessive + case + person; the forms with
// front vowels are derived by Fronted().
constexpr SuffixRow kRows[] = {
    {kPerson, 3, U"мын мыз сың сыз сыңдар сыздар бын быз пын пыз"},
    {kCase, 2, U"ның дың тың ға қа дан тан нан"},
    {kCase, 3, U"ны ды ты да та мен бен пен"},
    {kCase, 3, U"дағы тағы дай тай нікі дікі тікі ша"},
    // with the n that follows the third person's possessive
    {kCase, 3, U"ын сын"},
    {kCase, 2, U"ына сына ында сында ынан сынан ындағы сындағы ындай сындай ынша сынша"},
    {kCase, 3, U"ыма ымда ымнан ымыз ымызға ымыздан ымызда ымыздың ымызды"},
    {kPossessive, 3, U"ы сы ым ың ыңыз"},
    {kPlural, 2, U"лар дар тар"},
    {kVerbal, 3, U"ылды"},
    {kVerbal, 2, U"ған қан ғаны қаны ады йды ып атын йтын"},
    {kVerbal, 3,
     U"амын аймын асың айсың амыз аймыз дым тым дық тық са сам сақ саң п мақ ғалы қалы"},
    {kVerbal, 3, U"у май бай пай"},
    {kNegation, 2, U"ма ба па"},
    {kVoice, 3, U"ыл ын"},
};

bool IsVowel(char32_t c) {
  return std::u32string_view(U"аәеоөұүыіэяё").find(c) != std::u32string_view::npos;
}

// 1 back, -1 front, 0 neither.
int HarmonyOf(char32_t c) {
  if (std::u32string_view(U"аоұыяёқғ").find(c) != std::u32string_view::npos) return 1;
  if (std::u32string_view(U"әеөүіэгкь").find(c) != std::u32string_view::npos) return -1;
  return 0;
}

bool IsVoiceless(char32_t c) {
  // б, в, г, д at the end of borrowed words are spoken, and inflected, without voice.
  return std::u32string_view(U"пткқсшщчцхфһбвгд").find(c) != std::u32string_view::npos;
}

bool IsNasal(char32_t c) {
  return c == U'м' || c == U'н' || c == U'ң';
}

char32_t Fronted(char32_t c) {
  switch (c) {
    case U'а':
      return U'е';
    case U'ы':
      return U'і';
    case U'ғ':
      return U'г';
    case U'қ':
      return U'к';
    default:
      return c;
  }
}

// Suffixes by their last letter, the longest first.
class SuffixTable {
 public:
  SuffixTable() {
    for (const SuffixRow& row : kRows) {
      for (std::u32string_view rest = row.suffixes; !rest.empty();) {
        const std::size_t end = std::min(rest.find(U' '), rest.size());
        std::u32string back(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
        std::u32string front = back;
        std::transform(front.begin(), front.end(), front.begin(), Fronted);
        if (front != back) Add({front, row.layer, row.min_stem});
        Add({std::move(back), row.layer, row.min_stem});
      }
    }
    for (auto& bucket : by_last_) {
      std::stable_sort(bucket.begin(), bucket.end(), [](const Suffix& a, const Suffix& b) {
        return a.letters.size() > b.letters.size();
      });
    }
  }

  const std::vector<Suffix>& EndingIn(char32_t c) const {
    static const std::vector<Suffix> kNone;
    return c >= kBlock && c < kBlock + by_last_.size() ? by_last_[c - kBlock] : kNone;
  }

 private:
  static constexpr char32_t kBlock = 0x400;
  void Add(Suffix suffix) { by_last_[suffix.letters.back() - kBlock].push_back(std::move(suffix)); }

  std::array<std::vector<Suffix>, 256> by_last_;
};

// Whether the suffix may follow the stem: harmony of vowels, assimilation of its first consonant.
bool Fits(std::u32string_view stem, std::u32string_view suffix) {
  const char32_t last = stem.back();
  const char32_t first = suffix.front();
  // қ, к and п turn into ғ, г and б before a vowel; к and п stay in borrowed nouns.
  if (IsVowel(first) && last == U'қ') return false;
  switch (first) {
    case U'л':
      return !IsVoiceless(last) && !IsNasal(last);
    case U'д':
    case U'ғ':
      return !IsVoiceless(last);
    case U'т':
    case U'қ':
    case U'п':
      return IsVoiceless(last);
    case U'н':
      return IsVowel(last) || IsNasal(last) || last == U'и' || last == U'й' || last == U'у';
    case U'й':
      return IsVowel(last) || last == U'и';
    case U'г':
      return !IsVoiceless(last);
    case U'к':
      return IsVoiceless(last);
    case U'б':
      return last == U'з' || last == U'ж' || last == U'м' || last == U'н' || last == U'ң';
    default:
      return !IsVowel(first) || !IsVowel(last);
  }
}

bool InHarmony(std::u32string_view stem, std::u32string_view suffix) {
  int due = 0;
  for (std::size_t i = suffix.size(); i-- > 0 && due == 0;) {
    if (IsVowel(suffix[i])) due = HarmonyOf(suffix[i]);
  }
  const bool invariable = suffix == U"мен" || suffix == U"бен" || suffix == U"пен";
  if (due == 0 || invariable) return true;
  for (std::size_t i = stem.size(); i-- > 0;) {
    if (const int harmony = HarmonyOf(stem[i]); harmony != 0) return harmony == due;
  }
  return true;
}

// The third person's possessive is ы after consonants, сы after vowels. Of stems in ы and і only
// those in шы and сы are common; жұмысы is жұмыс + ы.
bool PossessiveFits(std::u32string_view stem, std::u32string_view suffix) {
  if (suffix.front() != U'с') return true;
  const char32_t last = stem.back();
  if (last == U'ы' || last == U'і') {
    const char32_t before = stem[stem.size() - 2];
    return before == U'ш' || before == U'с';
  }
  return IsVowel(last) || last == U'и';
}

// The longest suffix of `layer` or one further in that fits; null if none does.
const Suffix* Strip(const SuffixTable& table, std::u32string_view word, Layer layer) {
  for (const Suffix& suffix : table.EndingIn(word.back())) {
    if (suffix.layer < layer || (suffix.layer > kVerbal && layer <= kVerbal)) continue;
    if (word.size() < suffix.letters.size() + suffix.min_stem) continue;
    const std::u32string_view stem = word.substr(0, word.size() - suffix.letters.size());
    if (word.substr(stem.size()) != suffix.letters) continue;
    if (!Fits(stem, suffix.letters) || !InHarmony(stem, suffix.letters)) continue;
    if (suffix.layer <= kPossessive && !PossessiveFits(stem, suffix.letters)) continue;
    return &suffix;
  }
  return nullptr;
}

// A vowel turned the last consonant of the stem voiced.
char32_t Devoiced(char32_t c) {
  switch (c) {
    case U'б':
      return U'п';
    case U'г':
      return U'к';
    case U'ғ':
      return U'қ';
    default:
      return c;
  }
}

// Suffixes are written behind a hyphen after abbreviations, names and numbers: ҚР-ның, COVID-тің.
std::string_view WithoutTail(std::string_view word) {
  constexpr std::array<std::string_view, 44> kTails = {
      "ның", "нің", "дың", "дің", "тың", "тің", "ға",  "ге",   "қа",   "ке",   "ны",
      "ні",  "ды",  "ді",  "ты",  "ті",  "да",  "де",  "та",   "те",   "дан",  "ден",
      "тан", "тен", "нан", "нен", "мен", "бен", "пен", "дағы", "дегі", "тағы", "тегі",
      "сы",  "сі",  "ы",   "і",   "лар", "лер", "дар", "дер",  "тар",  "тер",  "нда"};
  const std::size_t hyphen = word.rfind('-');
  if (hyphen == std::string_view::npos || hyphen == 0) return word;
  const bool found =
      std::find(kTails.begin(), kTails.end(), word.substr(hyphen + 1)) != kTails.end();
  return found ? word.substr(0, hyphen) : word;
}

}  // namespace

void StemKazakh(std::string_view word, std::string& stem) {
  static const SuffixTable kTable;
  word = WithoutTail(word);
  stem.assign(word);
  char32_t letters[kMaxWord];
  std::size_t size = 0;
  for (std::size_t at = 0; at < word.size();) {
    if (size == kMaxWord) return;
    const Decoded next = DecodeAt(word, at);
    letters[size++] = next.character;
    at += next.size;
  }
  Layer layer = kPerson;
  bool before_vowel = false;
  const std::size_t whole = size;
  for (std::size_t round = 0; round < kMaxRounds && size > kMinStem; ++round) {
    const Suffix* suffix = Strip(kTable, {letters, size}, layer);
    if (suffix == nullptr) break;
    size -= suffix->letters.size();
    layer = static_cast<Layer>(suffix->layer + 1);
    before_vowel = IsVowel(suffix->letters.front());
  }
  if (size == whole) return;
  if (before_vowel) letters[size - 1] = Devoiced(letters[size - 1]);
  stem.clear();
  for (std::size_t i = 0; i < size; ++i) AppendUtf8(letters[i], stem);
}

}  // namespace nlp
