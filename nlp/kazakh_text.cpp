#include "nlp/kazakh_text.h"

#include <algorithm>
#include <array>
#include <utility>

#include "nlp/character.h"
#include "nlp/common_words.h"
#include "nlp/name_table.h"
#include "nlp/utf8.h"
#include "nlp/word_list.h"

namespace nlp {
namespace {

constexpr std::u32string_view kMarks2021 = U"äöüğñşū";
constexpr std::u32string_view kMarks2018 = U"áǵńóúý";
constexpr std::u32string_view kMarksArabic = U"ەۇۋڭٴٵٶٷٸ";
// Letters of Turkish, Uzbek, Azerbaijani, Uyghur, Persian, Arabic and the languages of Europe.
constexpr std::u32string_view kForeign = U"wxâîûəàèìòùêëïåæøßčšžćđłőűãõéíېئةثذصضطظٰےںٹڈ";

// Frequent words of Turkish, Azerbaijani and Uzbek that Kazakh does not have.
constexpr std::string_view kOtherTurkic =
    "ve ile için icin her hiç hic değil bu olarak veya olan daha gibi kadar ancak ama çok göre "
    "tarafından üzere ise və ilə bir-biri üçün deyil va bilan har ham uchun yoki bu lekin esa emas "
    "boʻlgan bo'lgan oʻz o'z qilish haqida bo'yicha boʻyicha hamda edi yil bor yoʻq yo'q";

bool Contains(std::u32string_view set, char32_t c) {
  return set.find(c) != std::u32string_view::npos;
}

constexpr std::size_t Index(KazakhAlphabet alphabet) {
  return static_cast<std::size_t>(alphabet);
}

constexpr KazakhAlphabet kLatinAlphabets[] = {
    KazakhAlphabet::kLatin2021, KazakhAlphabet::kLatin2018, KazakhAlphabet::kLatin2017,
    KazakhAlphabet::kLatinInformal};

bool IsOpenVowel(char32_t c) {
  return Contains(U"aeoöä", c);
}

// A word in small letters, if it is short enough to be one.
class Lowered {
 public:
  explicit Lowered(std::string_view word) {
    for (std::size_t at = 0; at < word.size() && size_ + 4 < bytes_.size();) {
      const Decoded next = DecodeAt(word, at);
      at += next.size;
      size_ += EncodeUtf8(CharacterTable::Get()[next.character].fold, bytes_.data() + size_);
    }
  }
  std::string_view text() const { return {bytes_.data(), size_}; }

 private:
  std::array<char, 200> bytes_;
  std::size_t size_ = 0;
};

// What a word looks like before anything is known of it.
struct Look {
  std::size_t letters = 0, uppers = 0, digits = 0;
  bool arabic = false, marked = false;  // marked: letters of the official Latin alphabets
};

Look LookOf(std::string_view word) {
  Look look;
  const CharacterTable& table = CharacterTable::Get();
  for (std::size_t at = 0; at < word.size();) {
    const Decoded next = DecodeAt(word, at);
    at += next.size;
    const Character character = table[next.character];
    look.letters += character.kind == Kind::kLetter ? 1 : 0;
    look.uppers += character.upper ? 1 : 0;
    look.digits += character.kind == Kind::kDigit ? 1 : 0;
    look.arabic |= character.script == kArabic;
    look.marked |= Contains(kMarks2021, character.fold) || Contains(kMarks2018, character.fold) ||
                   character.fold == U'ı' || character.fold == U'q';
  }
  return look;
}

bool IsOtherTurkic(std::string_view lowered) {
  static const WordList kWords(kOtherTurkic);
  return kWords.Has(lowered);
}

bool IsForeign(std::string_view lowered) {
  return IsEnglishWord(lowered) || IsLatinName(lowered) || (NotesOf(lowered).context & kBrand) != 0;
}

// Appends a part of a word between hyphens; false if it stays.
bool AppendPart(std::string_view part, KazakhAlphabet alphabet, bool is_suffix, std::string& out,
                std::string& reading) {
  constexpr std::size_t kLongestAbbreviation = 5;
  const Look look = LookOf(part);
  const auto stay = [&] {
    out += part;
    return false;
  };
  if (look.letters == 0 || look.digits > 0) return stay();
  const KazakhSpelling read = SpellKazakh(part, alphabet, reading);
  if (read == KazakhSpelling::kNone) return stay();
  if (read == KazakhSpelling::kByRule && !is_suffix && !look.arabic) {
    if (look.uppers > 1 && look.letters <= kLongestAbbreviation) return stay();
    if (look.letters == 1) return stay();
    if (IsForeign(Lowered(part).text())) return stay();
  }
  if (look.uppers > 1 && look.letters <= 3 && !look.arabic) return stay();
  out += reading;
  return true;
}

}  // namespace

void KazakhEvidence::Clear() {
  std::string memory = std::move(reading_);
  *this = {};
  reading_ = std::move(memory);
}

void KazakhEvidence::Add(std::string_view word) {
  if (++words_ > kMaxWords || word.size() > 4 * kMaxKazakhLetters) return;
  const CharacterTable& table = CharacterTable::Get();
  std::uint32_t latin = 0, arabic = 0;
  char32_t before = 0;
  for (std::size_t at = 0; at < word.size();) {
    const Decoded next = DecodeAt(word, at);
    at += next.size;
    const Character character = table[next.character];
    latin += character.script == kLatin ? 1 : 0;
    arabic += character.script == kArabic ? 1 : 0;
    cyrillic_ += character.script == kCyrillic ? 1 : 0;
    const char32_t c = character.fold;
    if (Contains(kMarks2021, c)) ++marks_[Index(KazakhAlphabet::kLatin2021)];
    if (Contains(kMarks2018, c)) ++marks_[Index(KazakhAlphabet::kLatin2018)];
    if (Contains(kMarksArabic, c)) ++marks_[Index(KazakhAlphabet::kArabic)];
    if (c == U'\'' && Contains(U"aginoscuy", before)) ++marks_[Index(KazakhAlphabet::kLatin2017)];
    uzbek_ += c == U'\'' && Contains(U"og", before) ? 1 : 0;
    dotless_ += c == U'ı' ? 1 : 0;
    ours_ += Contains(U"qñūńǵý", c) ? 1 : 0;
    if (Contains(kForeign, c) && !Contains(kMarksArabic, c)) ++foreign_;
    if (before == U'c' && c != U'h') ++foreign_;
    // y is a vowel in the official alphabets, a consonant in Turkish and Uzbek, and either where
    // people type as they like.
    glides_ += (before == U'y' && IsOpenVowel(c)) || (c == U'y' && IsOpenVowel(before)) ? 1 : 0;
    before = c;
  }
  if (before == U'c') ++foreign_;
  latin_ += latin;
  arabic_ += arabic;
  if (latin + arabic == 0) return;
  for (std::string_view rest = word; !rest.empty();) {
    const std::size_t end = std::min(rest.find('-'), rest.size());
    if (end > 0) AddReadings(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
}

void KazakhEvidence::AddReadings(std::string_view word) {
  constexpr std::uint32_t kLongBorrowed = 6;
  const Look look = LookOf(word);
  const bool arabic = look.arabic;
  const auto letters = static_cast<std::uint32_t>(look.letters);
  if (letters == 0) return;
  // Abbreviations and what has digits say nothing.
  if (!arabic && (look.digits > 0 || (look.uppers > 1 && look.letters <= 3))) return;
  all_names_ &= look.uppers > 0;
  const Lowered lowered(word);
  const bool foreign = !arabic && IsForeign(lowered.text());
  if (!arabic && IsOtherTurkic(lowered.text())) foreign_ += letters;
  const auto add = [&](KazakhAlphabet alphabet, KazakhSpelling read) {
    Letters& sum = letters_[Index(alphabet)];
    if (read <= KazakhSpelling::kByRule) {
      sum.other += letters;
    } else if (foreign || (read == KazakhSpelling::kBorrowed &&
                           (look.uppers > 0 || letters < kLongBorrowed) && !look.marked)) {
      sum.either += letters;
    } else {
      sum.known += letters;
      sum.frequent += read == KazakhSpelling::kFrequent ? letters : 0;
    }
  };
  if (arabic) {
    return add(KazakhAlphabet::kArabic, SpellKazakh(word, KazakhAlphabet::kArabic, reading_));
  }
  // The alphabets agree about most words of plain letters.
  const KazakhSpelling plain = SpellKazakh(word, KazakhAlphabet::kLatinInformal, reading_);
  const bool is_plain = std::all_of(word.begin(), word.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x80 && c != '\'';
  });
  for (const KazakhAlphabet alphabet : kLatinAlphabets) {
    const bool same = is_plain || alphabet == KazakhAlphabet::kLatinInformal;
    add(alphabet, same ? plain : SpellKazakh(word, alphabet, reading_));
  }
}

// The apostrophes of Uzbek stand behind o and g only.
std::uint32_t KazakhEvidence::Foreign() const {
  const std::size_t index = Index(KazakhAlphabet::kLatin2017);
  const bool uzbek = uzbek_ == marks_[index] && letters_[index].other > 0;
  return foreign_ + (uzbek ? uzbek_ : 0);
}

KazakhAlphabet KazakhEvidence::LatinAlphabet(KazakhAlphabet likely) const {
  const auto marks = [&](KazakhAlphabet alphabet) { return marks_[Index(alphabet)]; };
  const auto known = [&](KazakhAlphabet alphabet) { return letters_[Index(alphabet)].known; };
  KazakhAlphabet best = KazakhAlphabet::kLatin2021;
  if (marks(KazakhAlphabet::kLatin2018) > marks(best)) best = KazakhAlphabet::kLatin2018;
  if (marks(KazakhAlphabet::kLatin2017) > marks(best)) best = KazakhAlphabet::kLatin2017;
  if (marks(best) == 0) {
    if (dotless_ > 0) {
      return known(KazakhAlphabet::kLatin2018) > known(KazakhAlphabet::kLatin2021)
                 ? KazakhAlphabet::kLatin2018
                 : KazakhAlphabet::kLatin2021;
    }
    const bool other_latin = likely == KazakhAlphabet::kNone || likely == KazakhAlphabet::kArabic;
    return other_latin ? KazakhAlphabet::kLatinInformal : likely;
  }
  // Some type the letters of an alphabet but not its rules.
  if (known(KazakhAlphabet::kLatinInformal) > known(best) * 5 / 4) {
    return KazakhAlphabet::kLatinInformal;
  }
  return best;
}

KazakhAlphabet KazakhEvidence::Verdict(KazakhAlphabet likely) const {
  constexpr std::uint32_t kMinLetters = 3;
  if (cyrillic_ * 3 > latin_ + arabic_) return KazakhAlphabet::kNone;
  const bool arabic = arabic_ > latin_;
  const KazakhAlphabet alphabet = arabic ? KazakhAlphabet::kArabic : LatinAlphabet(likely);
  const Letters& sum = letters_[Index(alphabet)];
  const bool strict =
      alphabet == KazakhAlphabet::kLatin2021 || alphabet == KazakhAlphabet::kLatin2018;
  if (strict && glides_ * 12 > sum.known) return KazakhAlphabet::kNone;
  if (likely != KazakhAlphabet::kNone) {
    return sum.known * 2 >= sum.other ? alphabet : KazakhAlphabet::kNone;
  }
  if (sum.known < kMinLetters || Foreign() * 12 > sum.known) return KazakhAlphabet::kNone;
  // Names and new words are in no list, but letters that no neighbour has speak too.
  const std::uint32_t due = ours_ > 0 && marks_[Index(alphabet)] > 0 ? 4 : 7;
  if (sum.known < sum.either || sum.known * 10 < (sum.known + sum.other) * due) {
    return KazakhAlphabet::kNone;
  }
  // A text that is only names may be in any language.
  const std::uint32_t marks = marks_[Index(alphabet)] + dotless_ + ours_;
  constexpr std::uint32_t kLong = 8;
  if (!arabic && marks == 0 && all_names_ && sum.frequent < sum.known && sum.known < kLong) {
    return KazakhAlphabet::kNone;
  }
  if (arabic && marks == 0 && words_ > 2) return KazakhAlphabet::kNone;
  return alphabet;
}

bool KazakhWordToCyrillic(std::string_view word, KazakhAlphabet alphabet, std::string& out,
                          std::string& part) {
  out.clear();
  bool changed = false, suffix = false;
  while (!word.empty()) {
    std::size_t end = 0, size = 0;
    while (end < word.size()) {
      const Decoded next = DecodeAt(word, end);
      size = next.size;
      if (CharacterTable::Get()[next.character].fold == U'-') break;
      end += next.size;
    }
    const std::string_view piece = word.substr(0, end);
    changed |= AppendPart(piece, alphabet, suffix, out, part);
    if (end >= word.size()) break;
    out += word.substr(end, size);
    word.remove_prefix(end + size);
    suffix = true;
  }
  return changed;
}

}  // namespace nlp
