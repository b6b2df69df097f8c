#include "nlp/name_key.h"

#include <algorithm>
#include <vector>

#include "nlp/flat_table.h"
#include "nlp/utf8.h"
#include "nlp/word_list.h"

namespace nlp {
namespace {

constexpr std::uint64_t kSeed = 0xCBF29CE484222325ULL;

std::uint64_t Step(std::uint64_t hash, char letter) {
  hash = (hash ^ static_cast<unsigned char>(letter)) * 0x9E3779B97F4A7C15ULL;
  return hash ^ hash >> 29;
}

constexpr char kNothing = 0;

// а to я as 'A' to '_' and '`': the code of a letter is its place in the Russian alphabet.
constexpr char Code(char32_t russian) {
  return static_cast<char>('A' + (russian - U'а'));
}

char SlowFold(char32_t c) {
  switch (c) {
    case U'ә':
      return Code(U'а');
    case U'ғ':
    case U'ґ':
      return Code(U'г');
    case U'қ':
      return Code(U'к');
    case U'ң':
      return Code(U'н');
    case U'ө':
      return Code(U'о');
    case U'ұ':
    case U'ү':
    case U'ў':
      return Code(U'у');
    case U'һ':
      return Code(U'х');
    case U'і':
    case U'ї':
    case U'й':
    case U'ы':
      return Code(U'и');
    case U'э':
    case U'ё':
    case U'є':
      return Code(U'е');
    case U'ь':
    case U'ъ':
    case U'\'':
      return kNothing;
    default:
      break;
  }
  if (c >= U'а' && c <= U'я') return Code(c);
  return c < 0x80 ? static_cast<char>(c) : '?';
}

char FoldCyrillic(char32_t c) {
  constexpr char32_t kFlat = 0x500;
  static const auto kFolds = [] {
    std::array<char, kFlat> folds{};
    for (char32_t i = 0; i < kFlat; ++i) folds[i] = SlowFold(i);
    return folds;
  }();
  return c < kFlat ? kFolds[c] : '?';
}

bool IsLatinVowel(char32_t c) {
  return std::u32string_view(U"aeiouyáäéöüúıó").find(c) != std::u32string_view::npos;
}

struct Spelling {
  std::u32string_view latin;
  std::u32string_view cyrillic;
};
// By first letter, the longer ones first. What one letter stands for depends on the alphabet; the
// folded key makes most of that agree.
constexpr Spelling kSpellings[] = {
    {U"a", U"а"},   {U"b", U"б"},    {U"ch", U"ч"},   {U"ck", U"к"},  {U"c", U"с"},
    {U"d", U"д"},   {U"e", U"е"},    {U"f", U"ф"},    {U"gh", U"г"},  {U"g", U"г"},
    {U"h", U"х"},   {U"iya", U"ия"}, {U"iye", U"ие"}, {U"ia", U"ия"}, {U"i", U"и"},
    {U"j", U"ж"},   {U"kh", U"х"},   {U"k", U"к"},    {U"l", U"л"},   {U"m", U"м"},
    {U"ng", U"нг"}, {U"n", U"н"},    {U"o", U"о"},    {U"ph", U"ф"},  {U"p", U"п"},
    {U"q", U"к"},   {U"r", U"р"},    {U"shch", U"щ"}, {U"sch", U"ш"}, {U"sh", U"ш"},
    {U"s", U"с"},   {U"ts", U"ц"},   {U"t", U"т"},    {U"u", U"у"},   {U"v", U"в"},
    {U"w", U"у"},   {U"x", U"х"},    {U"yev", U"ев"}, {U"ya", U"я"},  {U"yu", U"ю"},
    {U"yo", U"е"},  {U"ye", U"е"},   {U"y", U"ы"},    {U"zh", U"ж"},  {U"z", U"з"},
    {U"ß", U"с"},   {U"á", U"а"},    {U"ä", U"а"},    {U"ç", U"ч"},   {U"è", U"е"},
    {U"é", U"е"},   {U"ñ", U"н"},    {U"ó", U"о"},    {U"ö", U"о"},   {U"ú", U"у"},
    {U"ü", U"у"},   {U"ý", U"у"},    {U"č", U"ч"},    {U"ğ", U"г"},   {U"ı", U"и"},
    {U"ł", U"л"},   {U"ńg", U"н"},   {U"ń", U"н"},    {U"ŋ", U"н"},   {U"ş", U"ш"},
    {U"š", U"ш"},   {U"ū", U"у"},    {U"ž", U"ж"},    {U"ǵ", U"г"},   {U"ș", U"ш"},
};

// The spelling that begins at `at`; nullptr if there is none.
const Spelling* SpellingAt(std::u32string_view word, std::size_t at) {
  constexpr char32_t kFlat = 0x300;
  static const auto kFirst = [] {
    std::array<std::uint8_t, kFlat> first{};
    first.fill(static_cast<std::uint8_t>(std::size(kSpellings)));
    for (std::size_t i = std::size(kSpellings); i > 0; --i) {
      first[kSpellings[i - 1].latin[0]] = static_cast<std::uint8_t>(i - 1);
    }
    return first;
  }();
  const char32_t letter = word[at];
  if (letter >= kFlat) return nullptr;
  const std::u32string_view rest = word.substr(at);
  for (std::size_t i = kFirst[letter]; i < std::size(kSpellings); ++i) {
    const Spelling& spelling = kSpellings[i];
    if (spelling.latin[0] != letter) break;
    if (spelling.latin.size() == 1 || rest.starts_with(spelling.latin)) return &spelling;
  }
  return nullptr;
}

// Endings as people write them; KeyText() folds them.
constexpr std::string_view kRussianNounEndings =
    "а я о е ы и у ю й ь ом ем ой ей ою ею ам ям ами ями ах ях ов ев ий ия ие ию ием ии иям иями "
    "иях ый "
    "ая ое ые яя ее ого его ому ему ым им ых их ую юю ыми ими ья ье ьи ью ьем ьев ьям ть ться л ла "
    "ло ли "
    "ал ала али ало ать ают ает аю аем аете ил ила или ит ят ишь им ите ить ите ел ела ели еть ет "
    "ут ют "
    "ешь ете ем ул ула ули уть ался алась алось ались ается аются иться ился илась илось ились "
    "ится ятся "
    "етcя ется утся ются ишься усь юсь ал ан ана ано аны ен ена ено ены ающий ающая ающие ающего "
    "ающей "
    "авший авшая авшие авшего ившая ивший ивших авших ая в вший вшая ну нул нет нут йте йтесь йся "
    "а-то е-то";
constexpr std::string_view kRussianAEndings = "а ы и е у ой ою ей ами ах";
constexpr std::string_view kRussianYaEndings = "я и е ю ей ею ии ями ях";
constexpr std::string_view kRussianJotEndings = "й я ю ем е и";
constexpr std::string_view kRussianSoftEndings = "ь и ю ья ью я ем е ём";
constexpr std::string_view kRussianConsonantEndings = "а у ом ем е ы ам ами ах";
constexpr std::string_view kKazakhPossessives =
    "м ым ім ң ың ің сы сі ы і мыз міз ымыз іміз ңыз ңіз ыңыз іңіз лары лері дары дері тары тері "
    "ларым "
    "лерім дарым дерім ларымыз леріміз лар лер дар дер тар тер";
constexpr std::string_view kKazakhCases =
    "ның нің дың дің тың тің ға ге қа ке на не а е ны ні ды ді ты ті н да де та те нда нде дан ден "
    "тан "
    "тен нан нен мен бен пен нікі дікі тікі ша ше дай дей тай тей мын мін пын пін бын бін мыз міз "
    "пыз піз "
    "сың сіз дағы дегі тағы тегі ндағы ндегі сыз сіз лы лі ды ді ты ті";

constexpr std::string_view kKazakhVerbEndings =
    "са се сам сем саң сең сақ сек саңыз сеңіз ған ген қан кен ғанда генде ғаннан геннен ғанын "
    "генін ды ді ты ті дым дім "
    "тым тім дың дің дық дік тық тік ңыз ңіз ыңыз іңіз ыңыздар іңіздер ңыздар ңіздер п ып іп ыпты "
    "іпті пты пті ар ер р мас мес пас "
    "пес бас бес май мей пай пей бай бей майды мейді пайды пейді байды бейді мады меді пады педі "
    "бады беді маған меген мақ "
    "мек пақ пек бақ бек атын етін йтын йтін йды йді ады еді айды ейді аймын емін амын ймын йміз "
    "аймыз еміз амыз сын сін айын "
    "ейін йын йін айық ейік йық йік у уі уы уге уға уды уді удан уден умен ушы уші ылды ілді ылған "
    "ілген ынды інді тып тіп дырып "
    "діріп тырып тіріп жатыр жүр отыр тұр";

// Серігім, Серігіміздің, Серіктер, Серіктікі
constexpr std::string_view kNamePossessives =
    "- м ым ім ымыз іміз мыз міз лар лер дар дер тар тер ың ің ңыз ыңыз іңіз";
constexpr std::string_view kNameCases =
    "- ның нің дың дің тың тің ға ге қа ке а е ны ні ды ді ты ті да де та те дан ден тан тен нан "
    "нен мен "
    "бен пен дікі тікі нікі";

const FlatTable<std::uint16_t>& Endings() {
  static const auto kTable = [] {
    FlatTable<std::uint16_t> table;
    const auto add = [&](std::string_view key, std::uint16_t set) {
      table.Insert(NameKey::Hash(key)) |= set;
    };
    const auto add_all = [&](std::string_view endings, std::uint16_t set) {
      ForEachWord(endings, [&](std::string_view ending) { add(KeyText(ending), set); });
    };
    add("", kNoEnding | kRussianNoun | kKazakhNoun | kKazakhName | kRussianConsonant);
    add_all(kRussianNounEndings, kRussianNoun);
    add_all(kRussianConsonantEndings, kRussianConsonant);
    add_all(kRussianAEndings, kRussianA);
    add_all(kRussianYaEndings, kRussianYa);
    add_all(kRussianJotEndings, kRussianJot);
    add_all(kRussianSoftEndings, kRussianSoft);
    add("", kRussianSoft);
    add_all(kKazakhPossessives, kKazakhNoun);
    add_all(kKazakhCases, kKazakhNoun);
    ForEachWord(kKazakhPossessives, [&](std::string_view possessive) {
      ForEachWord(kKazakhCases, [&](std::string_view grammatical_case) {
        std::string ending(possessive);
        ending += grammatical_case;
        add(KeyText(ending), kKazakhNoun);
      });
    });
    ForEachWord(kNamePossessives, [&](std::string_view possessive) {
      ForEachWord(kNameCases, [&](std::string_view grammatical_case) {
        std::string ending(possessive == "-" ? "" : possessive);
        if (grammatical_case != "-") ending += grammatical_case;
        add(KeyText(ending), kKazakhName);
      });
    });
    add_all(kKazakhVerbEndings, kKazakhVerb);
    // Written apart by a hyphen after foreign names and numbers.
    ForEachWord(kKazakhCases, [&](std::string_view grammatical_case) {
      std::string ending("-");
      ending += grammatical_case;
      add(KeyText(ending), kKazakhNoun | kKazakhName);
    });
    return table;
  }();
  return kTable;
}

}  // namespace

NameKey::NameKey(std::string_view norm) {
  hashes_[0] = kSeed;
  std::array<char32_t, kMaxKey * 2> word;
  std::size_t count = 0;
  bool latin = false;
  for (std::size_t at = 0; at < norm.size();) {
    const Decoded next = DecodeAt(norm, at);
    at += next.size;
    if (count == word.size()) {
      too_long_ = true;
      break;
    }
    word[count++] = next.character;
    latin |= (next.character >= U'a' && next.character <= U'z') ||
             (next.character >= 0xC0 && next.character < 0x250);
  }
  const std::u32string_view letters(word.data(), count);
  if (latin) {
    AppendLatin(letters);
  } else {
    for (const char32_t c : letters) {
      if (const char code = FoldCyrillic(c); code != kNothing) Append(code);
    }
  }
}

NameKey NameKey::Prefix(const NameKey& key, std::size_t size) {
  NameKey prefix = key;
  prefix.size_ = size;
  return prefix;
}

void NameKey::AppendLatin(std::u32string_view word) {
  for (std::size_t at = 0; at < word.size();) {
    const Spelling* spelling = SpellingAt(word, at);
    if (spelling == nullptr) {
      if (const char code = FoldCyrillic(word[at]); code != kNothing) Append(code);
      ++at;
      continue;
    }
    for (const char32_t c : spelling->cyrillic) Append(FoldCyrillic(c));
    at += spelling->latin.size();
    // "Abdullah", "Petroff"
    if (at + 1 == word.size() && word[at] == U'h' && IsLatinVowel(word[at - 1])) ++at;
  }
}

void NameKey::Append(char letter) {
  if (size_ == kMaxKey) {
    too_long_ = true;
    return;
  }
  letters_[size_] = letter;
  hashes_[size_ + 1] = Step(hashes_[size_], letter);
  ++size_;
}

std::uint64_t NameKey::Hash(std::string_view key) {
  std::uint64_t hash = kSeed;
  for (const char letter : key) hash = Step(hash, letter);
  return hash;
}

std::string KeyText(std::string_view norm) {
  return std::string(NameKey(norm).text());
}

std::uint16_t EndingsOf(std::string_view rest) {
  constexpr std::size_t kLongest = 10;
  if (rest.size() > kLongest) return 0;
  const std::uint16_t* found = Endings().Find(NameKey::Hash(rest));
  return found == nullptr ? 0 : *found;
}

}  // namespace nlp
