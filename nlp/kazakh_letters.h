// The letters of Kazakh and what morphology asks of them. Private to nlp and its tools.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace nlp::kazakh {

// A letter is its place in kAlphabet, from 1; 0 is any other character.
using Letter = std::uint8_t;
inline constexpr std::u32string_view kAlphabet = U"абвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһі-";
inline constexpr std::size_t kLetters = kAlphabet.size() + 1;

// Tables behind the functions below.
inline constexpr auto kLetterOfCyrillic = [] {
  std::array<Letter, 256> letters{};
  for (std::size_t i = 0; i < kAlphabet.size(); ++i) {
    if (kAlphabet[i] >= 0x400) letters[kAlphabet[i] - 0x400] = static_cast<Letter>(i + 1);
  }
  return letters;
}();

constexpr Letter LetterOf(char32_t c) {
  if (c == U'-') return static_cast<Letter>(kAlphabet.size());
  return c >= 0x400 && c < 0x500 ? kLetterOfCyrillic[c - 0x400] : Letter{0};
}

constexpr char32_t CharacterOf(Letter letter) {
  return kAlphabet[letter - 1];
}

constexpr bool IsOneOf(Letter letter, std::u32string_view set) {
  return letter != 0 && set.find(CharacterOf(letter)) != set.npos;
}

inline constexpr auto kFolded = [] {
  constexpr std::u32string_view kLost = U"әғқңөұүһіё";
  constexpr std::u32string_view kTyped = U"агкноуухие";
  std::array<Letter, kLetters> folded{};
  for (std::size_t i = 1; i < kLetters; ++i) folded[i] = static_cast<Letter>(i);
  for (std::size_t i = 0; i < kLost.size(); ++i) folded[LetterOf(kLost[i])] = LetterOf(kTyped[i]);
  return folded;
}();

// The letter that is typed for it on a keyboard without Kazakh letters; other letters stay.
constexpr Letter FoldedOf(Letter letter) {
  return kFolded[letter];
}

// What a suffix sees of the letter before it. The last four are verb stems cut short: оқ(ы) before
// и and у, қо(й) before я and ю, ки before я, е and ю, та(п) as тау before ып.
enum class Final : std::uint8_t {
  kVowel,      // а ә е о ө ы і ү ұ э ё я
  kGlide,      // р й у и ю
  kLateral,    // л
  kNasal,      // м н ң
  kSibilant,   // з ж
  kVoiceless,  // the rest; б в г д end borrowed words and are spoken without voice
  kElided,
  kGlideless,
  kHigh,
  kLabial,
};
inline constexpr int kFinals = 10;

enum class Harmony : std::uint8_t { kBack, kFront };

constexpr bool IsVowel(Letter letter) {
  return IsOneOf(letter, U"аәеёоөұүыіэя");
}

inline constexpr auto kSyllabic = [] {
  std::array<bool, kLetters> syllabic{};
  for (std::size_t i = 1; i < kLetters; ++i) {
    const auto letter = static_cast<Letter>(i);
    syllabic[i] = IsVowel(letter) || IsOneOf(letter, U"иую");
  }
  return syllabic;
}();

// Whether it makes a syllable.
constexpr bool IsSyllabic(Letter letter) {
  return kSyllabic[letter];
}

inline constexpr auto kFinal = [] {
  std::array<Final, kLetters> finals{};
  for (std::size_t i = 0; i < kLetters; ++i) {
    const auto letter = static_cast<Letter>(i);
    finals[i] = IsVowel(letter)             ? Final::kVowel
                : IsOneOf(letter, U"рйуию") ? Final::kGlide
                : IsOneOf(letter, U"л")     ? Final::kLateral
                : IsOneOf(letter, U"мнң")   ? Final::kNasal
                : IsOneOf(letter, U"зж")    ? Final::kSibilant
                                            : Final::kVoiceless;
  }
  return finals;
}();

constexpr Final FinalOf(Letter letter) {
  return kFinal[letter];
}

// What a letter says of a word's harmony, and how strongly; 0: nothing.
struct HarmonySign {
  Harmony harmony = Harmony::kBack;
  std::uint8_t strength = 0;
};

inline constexpr auto kHarmonySigns = [] {
  std::array<HarmonySign, kLetters> signs{};
  for (std::size_t i = 1; i < kLetters; ++i) {
    const auto letter = static_cast<Letter>(i);
    if (IsOneOf(letter, U"аоұыяё")) signs[i] = {Harmony::kBack, 3};
    if (IsOneOf(letter, U"әеөүіэь")) signs[i] = {Harmony::kFront, 3};
    if (IsOneOf(letter, U"қғ")) signs[i] = {Harmony::kBack, 2};
    if (IsOneOf(letter, U"кги")) signs[i] = {Harmony::kFront, 1};
    if (IsOneOf(letter, U"ую")) signs[i] = {Harmony::kBack, 1};
  }
  return signs;
}();

// Harmony of a word read from its beginning: the last vowel that has one decides; without any қ, ғ,
// к, г, then у and и do.
class HarmonyReader {
 public:
  constexpr void Read(Letter letter) {
    const HarmonySign sign = kHarmonySigns[letter];
    if (sign.strength == 0 || sign.strength < value_.strength) return;
    value_ = sign;
  }
  constexpr Harmony value() const { return value_.harmony; }

 private:
  HarmonySign value_;
};

// A vowel makes the last consonant of a native stem voiced (мектеп, мектебі); other letters stay.
constexpr Letter VoicedOf(Letter letter) {
  if (letter == LetterOf(U'п')) return LetterOf(U'б');
  if (letter == LetterOf(U'к')) return LetterOf(U'г');
  if (letter == LetterOf(U'қ')) return LetterOf(U'ғ');
  return letter;
}

constexpr Letter VoicelessOf(Letter letter) {
  if (letter == LetterOf(U'б')) return LetterOf(U'п');
  if (letter == LetterOf(U'г')) return LetterOf(U'к');
  if (letter == LetterOf(U'ғ')) return LetterOf(U'қ');
  return letter;
}

}  // namespace nlp::kazakh
