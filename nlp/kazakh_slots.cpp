#include "nlp/kazakh_slots.h"

#include <algorithm>

#include "nlp/character.h"
#include "nlp/utf8.h"

namespace nlp {
namespace {

// What `written` stands for, the first letter most often, `rare` now and then.
struct Spelling {
  std::u32string_view written;
  std::u32string_view letters;
  std::u32string_view rare = U"";
};

// By first letter, the longer ones first.
constexpr Spelling k2021[] = {
    {U"a", U"а"},   {U"b", U"б"},   {U"ch", U"ч"},      {U"d", U"д"},        {U"e", U"е", U"э"},
    {U"f", U"ф"},   {U"g", U"г"},   {U"h", U"х", U"һ"}, {U"i", U"ий", U"і"}, {U"j", U"ж"},
    {U"k", U"к"},   {U"l", U"л"},   {U"m", U"м"},       {U"n", U"н"},        {U"o", U"о"},
    {U"p", U"п"},   {U"q", U"қ"},   {U"r", U"р"},       {U"sh", U"ш"},       {U"s", U"с"},
    {U"tş", U"ч"},  {U"tsh", U"ч"}, {U"t", U"т"},       {U"u", U"у"},        {U"v", U"в"},
    {U"y", U"ы"},   {U"z", U"з"},   {U"ä", U"ә"},       {U"ç", U"ч"},        {U"ö", U"ө"},
    {U"ü", U"ү"},   {U"ğ", U"ғ"},   {U"ı", U"і", U"и"}, {U"ñ", U"ң"},        {U"ŋ", U"ң"},
    {U"ştş", U"щ"}, {U"şş", U"щ"},  {U"ş", U"ш"},       {U"ū", U"ұ"},
};
constexpr Spelling k2018[] = {
    {U"a", U"а"},  {U"b", U"б"},  {U"ch", U"ч"},      {U"d", U"д"},       {U"e", U"е", U"э"},
    {U"f", U"ф"},  {U"g", U"г"},  {U"h", U"х", U"һ"}, {U"i", U"і", U"и"}, {U"j", U"ж"},
    {U"k", U"к"},  {U"l", U"л"},  {U"m", U"м"},       {U"n", U"н"},       {U"o", U"о"},
    {U"p", U"п"},  {U"q", U"қ"},  {U"r", U"р"},       {U"shch", U"щ"},    {U"shsh", U"щ"},
    {U"sh", U"ш"}, {U"s", U"с"},  {U"t", U"т"},       {U"u", U"ұ"},       {U"v", U"в"},
    {U"y", U"ы"},  {U"z", U"з"},  {U"á", U"ә"},       {U"ó", U"ө"},       {U"ú", U"ү"},
    {U"ý", U"у"},  {U"ı", U"ий"}, {U"ń", U"ң"},       {U"ǵ", U"ғ"},
};
constexpr Spelling k2017[] = {
    {U"a'", U"ә"},      {U"a", U"а"},       {U"b", U"б"},  {U"c's'", U"щ"}, {U"c'", U"ч"},
    {U"d", U"д"},       {U"e", U"е", U"э"}, {U"f", U"ф"},  {U"g'", U"ғ"},   {U"g", U"г"},
    {U"h", U"х", U"һ"}, {U"i'", U"ий"},     {U"i", U"і"},  {U"j", U"ж"},    {U"k", U"к"},
    {U"l", U"л"},       {U"m", U"м"},       {U"n'", U"ң"}, {U"n", U"н"},    {U"o'", U"ө"},
    {U"o", U"о"},       {U"p", U"п"},       {U"q", U"қ"},  {U"r", U"р"},    {U"s'c'", U"щ"},
    {U"s'", U"ш"},      {U"s", U"с"},       {U"t", U"т"},  {U"u'", U"ү"},   {U"u", U"ұ"},
    {U"v", U"в"},       {U"y'", U"у"},      {U"y", U"ы"},  {U"z", U"з"},
};
// Letters of the official alphabets stand for what they are there; those whose meaning differs
// between them (ı, u) for either.
constexpr Spelling kInformal[] = {
    {U"ae", U"ә"},         {U"a'", U"ә"}, {U"a", U"а", U"ә"}, {U"b", U"б"},
    {U"ch", U"ч"},         {U"d", U"д"},  {U"e", U"е", U"э"}, {U"f", U"ф"},
    {U"gh", U"ғг"},        {U"g'", U"ғ"}, {U"g", U"гғ"},      {U"h", U"х", U"һ"},
    {U"i", U"ійи", U"ы"},  {U"j", U"ж"},  {U"kh", U"х"},      {U"k", U"кқ"},
    {U"l", U"л"},          {U"m", U"м"},  {U"n'", U"ң"},      {U"n", U"нң"},
    {U"oe", U"ө"},         {U"o'", U"ө"}, {U"o", U"оө"},      {U"p", U"п"},
    {U"q", U"қ"},          {U"r", U"р"},  {U"shch", U"щ"},    {U"sch", U"щ", U"ш"},
    {U"sh", U"ш", U"щ"},   {U"s'", U"ш"}, {U"s", U"с"},       {U"tş", U"ч"},
    {U"t", U"т"},          {U"ue", U"ү"}, {U"u'", U"ү"},      {U"u", U"ұүу"},
    {U"v", U"в"},          {U"w", U"у"},  {U"x", U"х"},       {U"y'", U"у"},
    {U"y", U"ый", U"іиу"}, {U"zh", U"ж"}, {U"z", U"з"},       {U"á", U"ә"},
    {U"ä", U"ә"},          {U"ç", U"ч"},  {U"ó", U"ө"},       {U"ö", U"ө"},
    {U"ú", U"ү"},          {U"ü", U"ү"},  {U"ý", U"у"},       {U"ğ", U"ғ"},
    {U"ı", U"іий", U"ы"},  {U"ń", U"ң"},  {U"ñ", U"ң"},       {U"ŋ", U"ң"},
    {U"ş", U"ш"},          {U"ū", U"ұ"},  {U"ǵ", U"ғ"},
};
constexpr Spelling kArabicLetters[] = {
    {U"ا", U"а", U"ә"},   {U"أ", U"ә"},       {U"آ", U"а"},       {U"ب", U"б"},       {U"پ", U"п"},
    {U"ت", U"т"},         {U"ث", U"с"},       {U"ج", U"ж"},       {U"چ", U"ч"},       {U"ح", U"х"},
    {U"خ", U"х"},         {U"د", U"д"},       {U"ذ", U"з"},       {U"ر", U"р"},       {U"ز", U"з"},
    {U"ژ", U"ж"},         {U"س", U"с"},       {U"شش", U"щ"},      {U"ش", U"ш"},       {U"ع", U"ғ"},
    {U"غ", U"ғ"},         {U"ف", U"ф"},       {U"ق", U"қ"},       {U"ك", U"к"},       {U"ک", U"к"},
    {U"ڭ", U"ң"},         {U"گ", U"г"},       {U"ل", U"л"},       {U"م", U"м"},       {U"ن", U"н"},
    {U"ه", U"һ", U"еэ"},  {U"ھ", U"һ"},       {U"ە", U"е", U"э"}, {U"و", U"о", U"ө"}, {U"ؤ", U"ө"},
    {U"ۆ", U"в"},         {U"ۇ", U"ұ", U"ү"}, {U"ۋ", U"у"},       {U"ى", U"ы", U"і"}, {U"ي", U"ий"},
    {U"ی", U"ый", U"іи"}, {U"ئ", U"і"},       {U"ٵ", U"ә"},       {U"ٶ", U"ө"},       {U"ٷ", U"ү"},
    {U"ٸ", U"і"},         {U"ۅ", U"ө"},       {U"ۈ", U"ү"},       {U"ۉ", U"ү"},
};

std::span<const Spelling> SpellingsOf(KazakhAlphabet alphabet) {
  switch (alphabet) {
    case KazakhAlphabet::kLatin2021:
      return k2021;
    case KazakhAlphabet::kLatin2018:
      return k2018;
    case KazakhAlphabet::kLatin2017:
      return k2017;
    case KazakhAlphabet::kLatinInformal:
      return kInformal;
    case KazakhAlphabet::kArabic:
      return kArabicLetters;
    case KazakhAlphabet::kNone:
      break;
  }
  return {};
}

struct Rule {
  std::u32string_view written;
  Slot slot;
};

// The rules of each alphabet by the first character written, for look-up without a search.
class Rules {
 public:
  explicit Rules(KazakhAlphabet alphabet) {
    for (const Spelling& spelling : SpellingsOf(alphabet)) {
      const LetterSet usual = SetOf(spelling.letters);
      const Slot slot{.allowed = usual | SetOf(spelling.rare),
                      .usual = usual,
                      .best = LetterOf(spelling.letters[0]),
                      .maybe_two = spelling.letters == U"ч" && spelling.written[0] == U't'};
      rules_[count_++] = {spelling.written, slot};
    }
    std::stable_sort(rules_.begin(), rules_.begin() + count_, [](const Rule& a, const Rule& b) {
      if (a.written[0] != b.written[0]) return a.written[0] < b.written[0];
      return a.written.size() > b.written.size();
    });
    first_.fill(static_cast<std::uint8_t>(count_));
    for (std::size_t i = count_; i > 0; --i) {
      first_[rules_[i - 1].written[0]] = static_cast<std::uint8_t>(i - 1);
    }
  }

  const Rule* At(std::u32string_view rest) const {
    if (rest[0] >= first_.size()) return nullptr;
    for (std::size_t i = first_[rest[0]]; i < count_ && rules_[i].written[0] == rest[0]; ++i) {
      if (rest.starts_with(rules_[i].written)) return &rules_[i];
    }
    return nullptr;
  }

  static const Rules& Of(KazakhAlphabet alphabet) {
    static const std::array<Rules, 6> kRules = {
        Rules(KazakhAlphabet::kNone),          Rules(KazakhAlphabet::kLatin2021),
        Rules(KazakhAlphabet::kLatin2018),     Rules(KazakhAlphabet::kLatin2017),
        Rules(KazakhAlphabet::kLatinInformal), Rules(KazakhAlphabet::kArabic)};
    return kRules[static_cast<std::size_t>(alphabet)];
  }

 private:
  std::array<Rule, 96> rules_;
  std::size_t count_ = 0;
  std::array<std::uint8_t, 0x700> first_;
};

// İ and I are both written as the capital of i; the stems tell where І is meant.
char32_t Lower(char32_t c) {
  return c == U'İ' ? U'i' : CharacterTable::Get()[c].fold;
}

constexpr std::u32string_view kFrontArabic = U"ەكکگٵٶٷٸۅۈۉ";
constexpr std::u32string_view kBackArabic = U"قعغ";

bool Contains(std::u32string_view set, char32_t c) {
  return set.find(c) != std::u32string_view::npos;
}

// The hamza of töte jazu makes the vowels of its word front ones; ە, ك and گ say so without it. ق
// and ع in the same syllable speak for back ones, as in жемқорлық.
void ChooseArabicVowels(std::u32string_view word, std::span<const std::uint8_t> slot_of, bool hamza,
                        Slots& out) {
  bool front = hamza;
  bool decided = hamza;
  for (std::size_t i = 0; i < word.size() && !decided; ++i) {
    if (Contains(kFrontArabic, word[i])) front = decided = true;
    if (Contains(kBackArabic, word[i])) decided = true;
  }
  out.front = front;
  bool first_vowel = true;
  const bool dotted = word.find(U'ٸ') != std::u32string_view::npos;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (Contains(kFrontArabic, word[i])) front = true;
    if (Contains(kBackArabic, word[i])) front = false;
    if (!Contains(U"اوۇى", word[i])) {
      first_vowel = first_vowel && word[i] != U'ە' && word[i] != U'ي';
      continue;
    }
    bool here = front;
    if (i + 1 < word.size() && Contains(U"قعغ", word[i + 1])) here = false;
    if (i + 1 < word.size() && Contains(U"كکگ", word[i + 1])) here = true;
    if (hamza) here = true;
    // ә and ө stand in first syllables, with few exceptions.
    if ((word[i] == U'ا' || word[i] == U'و') && !first_vowel) here = false;
    first_vowel = false;
    Slot& slot = out.slots[slot_of[i]];
    // Without a hamza the stem decides: республикасы has ە and yet back suffixes.
    if (word[i] == U'ى' && !hamza && !dotted) slot.usual = slot.allowed;
    if (!here) continue;
    if (word[i] != U'ى') slot.usual = 0;
    switch (word[i]) {
      case U'ا':
        slot.best = LetterOf(U'ә');
        break;
      case U'و':
        slot.best = LetterOf(U'ө');
        break;
      case U'ۇ':
        slot.best = LetterOf(U'ү');
        break;
      default:
        slot.best = LetterOf(U'і');
        break;
    }
  }
}

// Harmony of a word typed without Kazakh letters: e and the front letters against y, q, gh.
void ChooseInformalVowels(std::u32string_view word, Slots& out) {
  int front = 0, back = 0;
  for (std::size_t i = 0; i < word.size(); ++i) {
    front += Contains(U"eäöüáóú", word[i]) ? 1 : 0;
    back += Contains(U"aqyğǵū", word[i]) ? 1 : 0;
  }
  out.front = front > back;
}

constexpr bool IsHamza(char32_t c) {
  return c == 0x0674 || c == 0x0621;
}

constexpr bool IsApostrophe(char32_t c) {
  return c == U'\'' || c == 0x2019 || c == 0x2018 || c == 0x02BC || c == 0x02BB || c == U'`';
}

}  // namespace

LetterClass ClassOf(Letter letter) {
  static const auto kClasses = [] {
    std::array<LetterClass, kazakh::kLetters> classes{};
    for (Letter i = 0; i < kazakh::kLetters; ++i) classes[i] = {i, kNoLetter};
    constexpr std::u32string_view kGroups[] = {U"аә", U"еэ", U"ийіы", U"оө", U"уұү",
                                               U"кқ", U"гғ", U"нң",   U"хһ", U"шщ"};
    for (const std::u32string_view group : kGroups) {
      for (const char32_t c : group) classes[LetterOf(c)].first = LetterOf(group[0]);
    }
    classes[LetterOf(U'ь')].first = classes[LetterOf(U'ъ')].first = kNoLetter;
    classes[LetterOf(U'ц')] = {LetterOf(U'т'), LetterOf(U'с')};
    classes[LetterOf(U'я')] = {LetterOf(U'и'), LetterOf(U'а')};
    classes[LetterOf(U'ю')] = {LetterOf(U'и'), LetterOf(U'у')};
    classes[LetterOf(U'ё')] = {LetterOf(U'и'), LetterOf(U'о')};
    return classes;
  }();
  return kClasses[letter];
}

bool ReadSlots(std::string_view word, KazakhAlphabet alphabet, Slots& out) {
  std::array<char32_t, kMaxKazakhLetters> characters;
  std::size_t count = 0, letters = 0, uppers = 0;
  bool hamza = false;
  const bool arabic = alphabet == KazakhAlphabet::kArabic;
  const CharacterTable& table = CharacterTable::Get();
  for (std::size_t at = 0; at < word.size();) {
    const Decoded next = DecodeAt(word, at);
    at += next.size;
    const Character character = table[next.character];
    if (character.kind == Kind::kIgnorable || next.character == 0x0640) continue;  // tatweel
    if (arabic && (IsHamza(next.character) || next.character == 0x0654)) {
      hamza = true;
      continue;
    }
    if (count == characters.size()) return false;
    if (IsApostrophe(next.character)) {
      if (arabic || count == 0) return false;
      characters[count++] = U'\'';
      continue;
    }
    if (character.kind == Kind::kCombining && count > 0) {
      const char32_t composed = Compose(characters[count - 1], next.character);
      if (composed != 0) characters[count - 1] = composed;
      continue;
    }
    if (character.kind != Kind::kLetter) return false;
    if (character.upper && letters > 0 && uppers < letters) return false;  // iPhone, McDonald
    ++letters;
    uppers += character.upper ? 1 : 0;
    characters[count++] = Lower(next.character);
  }
  if (letters == 0) return false;
  if (uppers > 1 && uppers < letters) return false;
  out.upper_first = uppers > 0;
  out.upper_all = uppers == letters && letters > 1;
  out.size = 0;
  out.front = false;
  const std::u32string_view all(characters.data(), count);
  std::array<std::uint8_t, kMaxKazakhLetters> slot_of;
  const Rules& rules = Rules::Of(alphabet);
  const bool informal = alphabet == KazakhAlphabet::kLatinInformal;
  const bool maybe_ng = informal || arabic;
  const Letter kG = LetterOf(U'г'), kN = LetterOf(U'н');
  for (std::size_t at = 0; at < all.size();) {
    // "Yerlan": the glide of a first ye is not written in Cyrillic.
    if (informal && at == 0 && all.starts_with(U"ye")) ++at;
    const Rule* rule = rules.At(all.substr(at));
    // "Nazarbaev" has no ә.
    if (informal && all.substr(at).starts_with(U"aev")) rule = rules.At(U"a");
    if (rule == nullptr) {
      // An apostrophe between letters that mean nothing else: a soft sign.
      if (all[at] == U'\'' && alphabet != KazakhAlphabet::kLatin2018) {
        ++at;
        continue;
      }
      return false;
    }
    std::fill_n(slot_of.begin() + static_cast<std::ptrdiff_t>(at), rule->written.size(),
                static_cast<std::uint8_t>(out.size));
    Slot& slot = out.slots[out.size++];
    slot = rule->slot;
    // ng is нг or ң.
    slot.maybe_none = maybe_ng && at > 0 && slot.best == kG && out.slots[out.size - 2].best == kN;
    at += rule->written.size();
  }
  if (out.size == 0) return false;
  if (arabic) {
    ChooseArabicVowels(all, slot_of, hamza, out);
  }
  if (informal) ChooseInformalVowels(all, out);
  return true;
}

}  // namespace nlp
