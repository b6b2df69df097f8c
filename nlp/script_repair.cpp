#include "nlp/script_repair.h"

#include <array>
#include <cstddef>
#include <string_view>

#include "nlp/character.h"
#include "nlp/common_words.h"
#include "nlp/utf8.h"

namespace nlp {
namespace {

// What is longer is no word of the lists.
constexpr std::size_t kMaxWord = 40;

struct Evidence {
  std::size_t cyrillic = 0, foreign = 0;            // letters
  std::size_t cyrillic_only = 0, foreign_only = 0;  // letters that have no look-alike
};

Evidence Weigh(std::u32string_view word, const CharacterTable& table) {
  Evidence evidence;
  for (const char32_t c : word) {
    if (table[c].script == kCyrillic) {
      ++evidence.cyrillic;
      evidence.cyrillic_only += LatinLookalike(c) == 0 ? 1 : 0;
    } else {
      ++evidence.foreign;
      evidence.foreign_only += CyrillicLookalike(c) == 0 ? 1 : 0;
    }
  }
  return evidence;
}

// Cyrillic letters for which a hurried or hiding hand writes Latin ones that do not quite look
// alike.
char32_t RoughLookalike(char32_t c) {
  if (const char32_t exact = CyrillicLookalike(c); exact != 0) return exact;
  switch (c) {
    case U'b':
      return U'ь';
    case U'u':
      return U'и';
    case U'n':
      return U'п';
    case U'r':
      return U'г';
    case U's':
      return U'с';
    case U'S':
      return U'С';
    case U'g':
      return U'д';
    case U'v':
      return U'в';
    case U'V':
      return U'В';
    case U'd':
      return U'д';
    case U'N':
      return U'И';
    case U'R':
      return U'Я';
    case U'l':
      return U'л';
    default:
      return 0;
  }
}

// `word` with each letter through `map`, folded; "" if one has none or the word is too long.
class Mapped {
 public:
  template <typename Map>
  Mapped(std::u32string_view word, Map map) {
    if (word.size() > kMaxWord) return;
    const CharacterTable& table = CharacterTable::Get();
    for (const char32_t c : word) {
      const char32_t mapped = map(c);
      if (mapped == 0) {
        size_ = 0;
        return;
      }
      size_ += EncodeUtf8(table[mapped].fold, bytes_.data() + size_);
    }
  }
  std::string_view text() const { return {bytes_.data(), size_}; }

 private:
  std::array<char, 4 * kMaxWord> bytes_;
  std::size_t size_ = 0;
};

void RepairRun(std::u32string& word, std::size_t begin, std::size_t end,
               const CharacterTable& table) {
  const std::u32string_view run = std::u32string_view(word).substr(begin, end - begin);
  const Evidence evidence = Weigh(run, table);
  if (evidence.cyrillic == 0 || evidence.foreign == 0) return;
  const auto to_cyrillic = [&](char32_t c) {
    return table[c].script == kCyrillic ? c : CyrillicLookalike(c);
  };
  const auto to_latin = [&](char32_t c) {
    return table[c].script == kCyrillic ? LatinLookalike(c) : c;
  };
  const auto put = [&](auto map) {
    for (std::size_t i = begin; i < end; ++i) word[i] = map(word[i]);
  };
  if (evidence.cyrillic_only > 0 && evidence.foreign_only > 0) {
    constexpr std::size_t kMinSure = 5;  // "Sбер" is a name
    const auto rough = [&](char32_t c) {
      return table[c].script == kCyrillic ? c : RoughLookalike(c);
    };
    if (evidence.cyrillic < evidence.foreign * 2 || run.size() < kMinSure) return;
    const Mapped mapped(run, rough);
    if (!mapped.text().empty() && IsCyrillicWord(mapped.text())) put(rough);
    return;
  }
  bool latin = evidence.foreign_only > 0;
  if (!latin && evidence.cyrillic_only == 0) {
    // "сору": either is possible. Few letters say nothing, as in "РC" or "МO".
    latin = !IsCyrillicWord(Mapped(run, to_cyrillic).text()) && run.size() > 2 &&
            IsEnglishWord(Mapped(run, to_latin).text());
  }
  if (latin) {
    put(to_latin);
  } else {
    put(to_cyrillic);
  }
}

// The letters that digits look like, and those that share their keys on the Kazakh keyboard.
char32_t LookingLike(char32_t digit) {
  constexpr std::array<char32_t, 10> kLetters = {U'о', U'і', 0, U'з', U'ч', 0, U'б', 0, U'в', U'д'};
  return kLetters[digit - U'0'];
}
char32_t OnTheSameKey(char32_t digit) {
  constexpr std::array<char32_t, 10> kLetters = {U'қ', 0, U'ә', U'і', U'ң', U'ғ', 0, 0, U'ү', U'ұ'};
  return kLetters[digit - U'0'];
}

bool IsDigit(char32_t c) {
  return c >= U'0' && c <= U'9';
}

bool RepairDigitRun(std::u32string& word, std::size_t begin, std::size_t end,
                    const CharacterTable& table) {
  constexpr std::size_t kMinLetters = 3;
  const std::u32string_view run = std::u32string_view(word).substr(begin, end - begin);
  if (run.size() > kMaxWord) return false;
  std::size_t letters = 0, digits = 0, inner = 0;
  bool all_upper = true;
  for (std::size_t i = 0; i < run.size(); ++i) {
    if (IsDigit(run[i])) {
      ++digits;
      inner += i > 0 && i + 1 < run.size() ? 1 : 0;
    } else if (table[run[i]].script == kCyrillic) {
      ++letters;
      all_upper &= table[run[i]].upper;
    } else {
      return false;
    }
  }
  if (digits == 0 || letters < kMinLetters || digits * 2 > letters + 1) return false;
  // Codes are written in capitals, and numbers stand before their units or behind what they count.
  if (all_upper && digits > 1) return false;
  if (IsDigit(run[0]) && IsDigit(run[1])) return false;
  if (IsDigit(run[run.size() - 1]) && IsDigit(run[run.size() - 2])) return false;
  // "6алабақша" is no number before a word, "цех4" may well be a word before a number.
  constexpr std::size_t kLong = 5;
  const bool counts = IsDigit(run[0]) && letters < kLong;
  if (inner < digits && (counts || IsDigit(run.back()))) {
    std::u32string_view rest = run;
    while (IsDigit(rest[0])) rest.remove_prefix(1);
    while (IsDigit(rest.back())) rest.remove_suffix(1);
    const Mapped alone(rest, [](char32_t c) { return IsDigit(c) ? U'о' : c; });
    if (letters < 4 || IsCyrillicWord(alone.text())) return false;
  }
  for (const auto letter_of : {&LookingLike, &OnTheSameKey}) {
    const auto map = [&](char32_t c) { return IsDigit(c) ? letter_of(c) : c; };
    const Mapped mapped(run, map);
    if (mapped.text().empty() || !IsCyrillicWord(mapped.text())) continue;
    for (std::size_t i = begin; i < end; ++i) {
      if (IsDigit(word[i])) word[i] = all_upper ? UpperCyrillic(map(word[i])) : map(word[i]);
    }
    return true;
  }
  return false;
}

}  // namespace

void RepairMixedScript(std::u32string& word) {
  const CharacterTable& table = CharacterTable::Get();
  for (std::size_t begin = 0; begin < word.size();) {
    std::size_t end = begin;
    while (end < word.size() && table[word[end]].kind == Kind::kLetter) ++end;
    RepairRun(word, begin, end, table);
    begin = end + 1;
  }
}

bool RepairDigits(std::u32string& word) {
  const CharacterTable& table = CharacterTable::Get();
  bool changed = false;
  for (std::size_t begin = 0; begin < word.size();) {
    std::size_t end = begin;
    while (end < word.size() && (table[word[end]].kind == Kind::kLetter || IsDigit(word[end]))) {
      ++end;
    }
    changed |= RepairDigitRun(word, begin, end, table);
    begin = end + 1;
  }
  return changed;
}

}  // namespace nlp
