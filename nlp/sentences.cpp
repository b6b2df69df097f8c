#include "nlp/sentences.h"

#include <algorithm>
#include <array>

#include "nlp/utf8.h"

namespace nlp {
namespace {

// Abbreviations that stand before what they belong to (a name, a number, a unit's continuation):
// their dot never ends a sentence. Sorted by bytes.
constexpr auto kLeading = [] {
  std::array list = std::to_array<std::string_view>({
      "art",
      "ave",
      "col",
      "cf",
      "dr",
      "fig",
      "gen",
      "gov",
      "hon",
      "lt",
      "messrs",
      "mr",
      "mrs",
      "ms",
      "mt",
      "no",
      "prof",
      "rep",
      "rev",
      "sen",
      "sgt",
      "sr",
      "st",
      "vs",
      "vol",
      // Russian: addresses, titles, references
      "ул",
      "пр",
      "пр-т",
      "просп",
      "пер",
      "пл",
      "наб",
      "бул",
      "бульв",
      "ш",
      "мкр",
      "мкрн",
      "мк-н",
      "пос",
      "дер",
      "обл",
      "респ",
      "стр",
      "корп",
      "кв",
      "оф",
      "каб",
      "ком",
      "комн",
      "им",
      "см",
      "ср",
      "напр",
      "ст",
      "п",
      "пп",
      "подп",
      "гл",
      "разд",
      "рис",
      "табл",
      "акад",
      "проф",
      "доц",
      "канд",
      "д-р",
      "г-н",
      "г-жа",
      "зам",
      "гр",
      "св",
      "тел",
      "моб",
      "факс",
      "ген",
      "полк",
      "кап",
      "лейт",
      "инж",
      "исп",
      "нач",
      "гос",
      "т",
      "тт",
      "ок",
      "соч",
      "изд",
      "ред",
      "сост",
      // Kazakh: addresses, titles
      "көш",
      "к-сі",
      "даң",
      "ауд",
      "ықш",
      "қ",
      "а",
      "б",
      "тұрғ",
      "қаб",
      "ғ",
  });
  std::sort(list.begin(), list.end());
  return list;
}();

// Abbreviations that may also be the last word of a sentence: the dot ends it if a capital letter
// follows, but not before a digit or a lower-case letter. Sorted by bytes.
constexpr auto kTrailing = [] {
  std::array list = std::to_array<std::string_view>({
      "inc",  "ltd", "co",   "corp", "jr",  "etc",  "approx", "dept", "est",  "jan",  "feb",
      "mar",  "apr", "aug",  "sept", "oct", "nov",  "dec",    "г",    "гг",   "в",    "вв",
      "д",    "др",  "пр",   "руб",  "коп", "тг",   "тыс",    "млн",  "млрд", "трлн", "мин",
      "сек",  "час", "ч",    "чел",  "шт",  "экз",  "га",     "кг",   "км",   "м",    "см",
      "мм",   "л",   "с",    "э",    "н",   "проч", "янв",    "фев",  "февр", "апр",  "авг",
      "сент", "окт", "нояб", "дек",  "ж",   "жж",   "мың",    "б",    "т",
  });
  std::sort(list.begin(), list.end());
  return list;
}();

constexpr std::size_t kLongerThanAbbreviations = 5;  // letters

template <std::size_t N>
bool Has(const std::array<std::string_view, N>& sorted, std::string_view word) {
  return std::binary_search(sorted.begin(), sorted.end(), word);
}

class Rules {
 public:
  Rules(std::string_view words, const std::vector<core::Token>& tokens,
        const std::vector<TokenNote>& notes)
      : words_(words), tokens_(tokens), notes_(notes) {}

  // The token index after the sentence that begins at `first`.
  std::size_t EndOf(std::size_t first) const {
    std::size_t open = 0;  // brackets
    for (std::size_t i = first; i < tokens_.size(); ++i) {
      if (i > first && (notes_[i].gap & kGapNewline) != 0) return i;
      if (!Is(i, core::kPunctuation)) continue;
      if (Norm(i) == "(") ++open;
      // A bracket that closes nothing is a smile.
      const bool smile = Norm(i) == ")" && open == 0 && i > first;
      if (Norm(i) == ")" && open > 0) --open;
      if (!smile && !IsTerminator(i) && !IsEmoji(i)) continue;
      std::size_t next = i + 1;
      while (next < tokens_.size() && notes_[next].gap == kGapNone && IsTail(next)) ++next;
      if (next >= tokens_.size()) return tokens_.size();
      if ((notes_[next].gap & kGapNewline) != 0) return next;
      if (smile || IsEmoji(i) ? IsFreshStart(next) : Ends(first, i, next)) return next;
      i = next - 1;
    }
    return tokens_.size();
  }

 private:
  std::string_view Norm(std::size_t i) const {
    return words_.substr(tokens_[i].norm_at, tokens_[i].norm_size);
  }
  bool Is(std::size_t i, unsigned trait) const { return (tokens_[i].traits & trait) != 0; }
  bool IsOneOf(std::size_t i, std::initializer_list<std::string_view> list) const {
    return Is(i, core::kPunctuation) && std::find(list.begin(), list.end(), Norm(i)) != list.end();
  }
  bool IsTerminator(std::size_t i) const {
    return IsOneOf(i, {".", "!", "?", "…", "؟", "۔", "。"});
  }
  bool IsClosing(std::size_t i) const { return IsOneOf(i, {"»", "”", "\"", "'", ")", "]", "“"}); }
  bool IsTail(std::size_t i) const { return IsTerminator(i) || IsClosing(i); }
  // Pictographs: U+2600..U+27BF and everything from U+10000 on, as UTF-8.
  bool IsEmoji(std::size_t i) const {
    const std::string_view norm = Norm(i);
    return norm[0] == '\xF0' ||
           (norm.size() == 3 && norm[0] == '\xE2' && norm[1] >= '\x98' && norm[1] <= '\x9E');
  }
  bool IsDash(std::size_t i) const { return IsOneOf(i, {"-", "–", "—", "―"}); }
  bool IsOpening(std::size_t i) const {
    return IsOneOf(i, {"«", "“", "„", "\"", "'", "(", "[", "*", "•", "#", "@"});
  }
  // Letters as one sees them: a single mark, not "..." (which is one token of three bytes).
  bool IsSingleDot(std::size_t i) const {
    return Norm(i) == "." && tokens_[i].end - tokens_[i].begin == 1;
  }
  static bool IsOneLetter(std::string_view word) { return CountCharacters(word) == 1; }

  bool LooksLikeBeginning(std::size_t i) const {
    if (Is(i, core::kCapitalized) || Is(i, core::kNumber)) return true;
    if (IsDash(i) || IsOpening(i)) {
      // The first word behind the dash or quote tells.
      std::size_t word = i + 1;
      while (word < tokens_.size() && word < i + 4 && Is(word, core::kPunctuation)) ++word;
      return word < tokens_.size() && (Is(word, core::kCapitalized) || Is(word, core::kNumber));
    }
    // Scripts without case.
    return Is(i, core::kWord) && (notes_[i].scripts & (kLatin | kCyrillic)) == 0;
  }

  // After a mark that only may end a sentence.
  bool IsFreshStart(std::size_t i) const {
    return (notes_[i].gap & kGapSpace) != 0 && Is(i, core::kCapitalized);
  }

  // Whether the terminator at `mark`, closed before token `next`, ends the sentence from `first`.
  bool Ends(std::size_t first, std::size_t mark, std::size_t next) const {
    if ((notes_[next].gap & kGapSpace) == 0) return false;
    if (!LooksLikeBeginning(next)) return Is(next, core::kWord) && EndsCarelessly(mark, next);
    if (next > mark + 1 || !IsSingleDot(mark)) return true;
    return mark == first || notes_[mark].gap != kGapNone || !DotBelongsToWord(first, mark, next);
  }

  // Before a small letter: people who do not bother with capitals end a sentence by ? or !, or by a
  // dot after a word too long for an abbreviation.
  bool EndsCarelessly(std::size_t mark, std::size_t next) const {
    if (next > mark + 1 || notes_[mark].gap != kGapNone) return false;
    if (Norm(mark) == "?" || Norm(mark) == "!") return true;
    if (!IsSingleDot(mark) || mark == 0 || !Is(mark - 1, core::kWord)) return false;
    return CountCharacters(Norm(mark - 1)) >= kLongerThanAbbreviations;
  }

  bool DotBelongsToWord(std::size_t first, std::size_t mark, std::size_t next) const {
    const std::size_t word = mark - 1;
    const std::string_view norm = Norm(word);
    if (Is(word, core::kPunctuation)) return false;
    // A list number: "1. Текст".
    if (word == first && Is(word, core::kNumber) && norm.size() <= 3) return true;
    const bool before_number = Is(next, core::kNumber);
    if (IsOneLetter(norm) && Is(word, core::kCapitalized)) {
      // An initial, if a name follows or another initial precedes: "А. Б. Иванов", "Иванов А. Б."
      return Is(next, core::kCapitalized) && !AfterSurname(first, word, next);
    }
    if (Has(kLeading, norm)) return true;
    return Has(kTrailing, norm) && before_number;
  }

  // "… Иванов А. Потом": the initial at `word` closes a name when a surname precedes it and the
  // next word is no name to go with it. Undecidable without a list of names; a second initial
  // before it is the best sign.
  bool AfterSurname(std::size_t first, std::size_t word, std::size_t next) const {
    if (word <= first + 3) return false;  // any first word has a capital
    const bool second_initial =
        IsSingleDot(word - 1) && IsOneLetter(Norm(word - 2)) && Is(word - 2, core::kCapitalized);
    if (!second_initial) return false;
    const bool surname_before = Is(word - 3, core::kCapitalized) && !IsOneLetter(Norm(word - 3));
    return surname_before && !IsOneLetter(Norm(next));
  }

  std::string_view words_;
  const std::vector<core::Token>& tokens_;
  const std::vector<TokenNote>& notes_;
};

void MarkStart(std::vector<core::Token>& tokens, std::size_t first, std::size_t end) {
  for (std::size_t i = first; i < end; ++i) {
    if ((tokens[i].traits & core::kPunctuation) != 0) continue;
    tokens[i].traits |= core::kSentenceStart;
    return;
  }
}

}  // namespace

void SplitSentences(std::string_view words, std::vector<core::Token>& tokens,
                    const std::vector<TokenNote>& notes, std::vector<std::uint32_t>& ends) {
  ends.clear();
  const Rules rules(words, tokens, notes);
  for (std::size_t first = 0; first < tokens.size();) {
    const std::size_t end = rules.EndOf(first);
    MarkStart(tokens, first, end);
    ends.push_back(static_cast<std::uint32_t>(end));
    first = end;
  }
}

}  // namespace nlp
