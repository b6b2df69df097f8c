#include "nlp/sentences.h"

#include <algorithm>

#include "nlp/sentence_words.h"
#include "nlp/utf8.h"

namespace nlp {
namespace {

constexpr std::size_t kLongerThanAbbreviations = 5;  // letters
// So few tokens that end in a year are no sentence yet: "В 2019 г. Казахстан".
constexpr std::size_t kShortestSentence = 4;
// How far the first word may stand behind the dashes and quotes that open a sentence.
constexpr std::size_t kMaxOpening = 4;

class Rules {
 public:
  Rules(std::string_view words, const std::vector<core::Token>& tokens,
        const std::vector<TokenNote>& notes)
      : words_(words), tokens_(tokens), notes_(notes) {}

  // The token index after the sentence that begins at `first`.
  std::size_t EndOf(std::size_t first) const {
    const std::size_t size = tokens_.size();
    std::size_t open = 0;  // brackets
    for (std::size_t i = first; i < size; ++i) {
      if (i > first && (StartsLine(i) || BeginsUnmarked(first, i))) return i;
      if (!MayEnd(first, i, open)) continue;
      const std::size_t next = TailOf(i, open);
      if (next >= size || StartsLine(next) || Ends(first, i, next)) return next;
      i = next - 1;
    }
    return size;
  }

 private:
  Mark MarkAt(std::size_t i) const { return notes_[i].mark; }
  std::string_view Norm(std::size_t i) const {
    return words_.substr(tokens_[i].norm_at, tokens_[i].norm_size);
  }
  bool Is(std::size_t i, unsigned trait) const { return (tokens_[i].traits & trait) != 0; }
  bool IsCapitalized(std::size_t i) const { return Is(i, core::kCapitalized); }
  bool StartsLine(std::size_t i) const { return (notes_[i].gap & kGapNewline) != 0; }
  bool Spaced(std::size_t i) const { return notes_[i].gap != kGapNone; }
  bool SpacedOrEnd(std::size_t i) const { return i >= tokens_.size() || Spaced(i); }
  std::size_t Bytes(std::size_t i) const { return tokens_[i].end - tokens_[i].begin; }
  bool IsOneLetter(std::size_t i) const {
    return tokens_[i].norm_size <= 4 && CountCharacters(Norm(i)) == 1;
  }
  bool IsTerminator(std::size_t i) const {
    return MarkAt(i) == Mark::kDot || MarkAt(i) == Mark::kEllipsis || MarkAt(i) == Mark::kStop;
  }
  bool IsHandle(std::size_t i) const { return notes_[i].is_address && Norm(i)[0] == '@'; }

  // The first half of a smile: ":)", "=)", ";)".
  bool IsEyes(std::size_t i) const {
    const char eye = words_[tokens_[i].norm_at];
    return Is(i, core::kPunctuation) && (eye == ':' || eye == ';' || eye == '=');
  }
  // ":D", ":P".
  bool IsLetterSmile(std::size_t i) const {
    if (i < 2 || Spaced(i) || tokens_[i].norm_size != 1 || !SpacedOrEnd(i + 1)) return false;
    const char mouth = words_[tokens_[i].norm_at];
    return (mouth == 'd' || mouth == 'p') && IsEyes(i - 1) && Spaced(i - 1);
  }
  // "(" that closes a sad sentence: "жаль( Потом", ":(".
  bool IsSad(std::size_t i) const {
    if (MarkAt(i) != Mark::kOpenBracket || i == 0) return false;
    return Bytes(i) > 1 || (!Spaced(i) && (IsEyes(i - 1) || SpacedOrEnd(i + 1)));
  }
  // ")" behind "1" or "а" numbers an item of a list.
  bool Numbers(std::size_t first, std::size_t i) const {
    const std::size_t item = i - 1;
    if (Spaced(i) || Bytes(i) > 1 || (!Is(item, core::kNumber) && !IsOneLetter(item))) return false;
    return item == first || MarkAt(item - 1) != Mark::kNone || Is(item, core::kNumber);
  }

  // Whether a sentence may end with the mark `i`; counts brackets on the way.
  bool MayEnd(std::size_t first, std::size_t i, std::size_t& open) const {
    switch (MarkAt(i)) {
      case Mark::kDot:
      case Mark::kEllipsis:
      case Mark::kStop:
      case Mark::kPictograph:
        return true;
      case Mark::kOpenBracket:
        if (i > first && IsSad(i)) return true;
        ++open;
        return false;
      case Mark::kCloseBracket: {
        // A bracket that closes nothing is a smile.
        const bool smile = i > first && open < Bytes(i) && !Numbers(first, i);
        open -= std::min(open, Bytes(i));
        return smile;
      }
      case Mark::kNone:
        return i > first + 1 && IsLetterSmile(i);
      default:
        return false;
    }
  }

  // The token after all that still belongs to the end at `mark`: further marks, quotes and brackets
  // that close, smiles and pictographs.
  std::size_t TailOf(std::size_t mark, std::size_t& open) const {
    std::size_t i = mark + 1;
    for (; i < tokens_.size() && !StartsLine(i); ++i) {
      switch (MarkAt(i)) {
        case Mark::kDot:
        case Mark::kStop:
          break;
        case Mark::kEllipsis:
        case Mark::kPictograph:
          if (Spaced(i) && LeansForward(i)) return i;
          break;
        case Mark::kCloseBracket:
          open -= std::min(open, Bytes(i));
          break;
        case Mark::kClosing:
        case Mark::kQuote:
          if (Spaced(i) && (SpacedOrEnd(i + 1) || !IsTerminator(i + 1))) return i;
          break;
        default:
          if (!IsEyes(i) || SpacedOrEnd(i + 1)) return i;
          if (!IsSmileMouth(i + 1) && !IsLetterSmile(i + 1)) return i;
          ++i;
          break;
      }
    }
    return i;
  }
  bool IsPictograph(std::size_t i) const { return MarkAt(i) == Mark::kPictograph; }
  // Whether the pictographs or dots at `i` are written together with the word behind them.
  bool LeansForward(std::size_t i) const {
    std::size_t word = i + 1;
    while (word < i + kMaxOpening && word < tokens_.size() && !Spaced(word) && IsPictograph(word)) {
      ++word;
    }
    return !SpacedOrEnd(word) && MarkAt(word) == Mark::kNone;
  }
  bool IsSmileMouth(std::size_t i) const {
    return MarkAt(i) == Mark::kCloseBracket || MarkAt(i) == Mark::kOpenBracket;
  }

  // Whether what ends with tokens `mark` to `next` is a sentence, and `next` begins another.
  bool Ends(std::size_t first, std::size_t mark, std::size_t next) const {
    if (!IsTerminator(mark)) return IsFreshStart(next);
    if (IsPictograph(next) && LeansForward(next)) return true;
    if (!Spaced(next)) return EndsWithoutSpace(mark, next);
    if (!LooksLikeBeginning(next)) {
      return Is(next, core::kWord) && !notes_[next].is_address && EndsCarelessly(mark, next);
    }
    if (next > mark + 1 || MarkAt(mark) != Mark::kDot) return true;
    return mark == first || Spaced(mark) || !DotBelongsToWord(first, mark, next);
  }

  bool LooksLikeBeginning(std::size_t i) const {
    if (IsCapitalized(i) || Is(i, core::kNumber) || IsHandle(i)) return true;
    switch (MarkAt(i)) {
      case Mark::kBullet:
        return true;
      case Mark::kDash:
      case Mark::kOpening:
      case Mark::kOpenBracket:
      case Mark::kQuote:
      case Mark::kEllipsis:
      case Mark::kPictograph: {
        // The first word behind the dash or quote tells.
        std::size_t word = i + 1;
        while (word < tokens_.size() && word < i + kMaxOpening && Is(word, core::kPunctuation)) {
          ++word;
        }
        return word < tokens_.size() && (IsCapitalized(word) || Is(word, core::kNumber));
      }
      default:
        // Scripts without case.
        return Is(i, core::kWord) && (notes_[i].scripts & (kLatin | kCyrillic)) == 0 &&
               !notes_[i].is_address;
    }
  }

  // After a smile or pictograph, which only may end a sentence.
  bool IsFreshStart(std::size_t i) const {
    if (IsCapitalized(i)) return true;
    if (IsHandle(i)) return HandleAddresses(i);
    return MarkAt(i) == Mark::kBullet || (IsPictograph(i) && LeansForward(i)) ||
           (MarkAt(i) == Mark::kOpening && i + 1 < tokens_.size() && IsCapitalized(i + 1));
  }

  // "фото!Очень", "дома.Потом": a space forgotten between Cyrillic words. Names of firms and files
  // look so in Latin letters.
  bool EndsWithoutSpace(std::size_t mark, std::size_t next) const {
    if (!IsCapitalized(next) || notes_[next].scripts != kCyrillic || IsOneLetter(next)) {
      return IsHandle(next);
    }
    if (MarkAt(mark) == Mark::kStop || next > mark + 1) return true;
    const std::size_t word = mark - 1;
    return mark > 0 && notes_[word].scripts == kCyrillic && !Spaced(mark) &&
           !Is(word, core::kAllCaps) && CountCharacters(Norm(word)) >= 4 &&
           AbbreviationOf(Norm(word)) == Abbreviation::kNone;
  }

  // Before a small letter: people who do not bother with capitals end a sentence by ? or !, or by a
  // dot after a word too long for an abbreviation.
  bool EndsCarelessly(std::size_t mark, std::size_t next) const {
    if (Spaced(mark) || mark == 0) return false;
    for (std::size_t i = mark + 1; i < next; ++i) {
      if (MarkAt(i) == Mark::kClosing || MarkAt(i) == Mark::kQuote) return false;
      if (MarkAt(i) == Mark::kCloseBracket && Bytes(i) == 1) return false;
    }
    if (MarkAt(mark) == Mark::kStop) return true;
    if (next > mark + 1) return IsPictograph(next - 1);
    if (MarkAt(mark) != Mark::kDot || !Is(mark - 1, core::kWord)) return false;
    const std::string_view word = Norm(mark - 1);
    return CountCharacters(word) >= kLongerThanAbbreviations &&
           AbbreviationOf(word) == Abbreviation::kNone;
  }

  // Whether the single dot at `mark` belongs to the word before it and ends no sentence.
  bool DotBelongsToWord(std::size_t first, std::size_t mark, std::size_t next) const {
    const std::size_t word = mark - 1;
    if (Is(word, core::kPunctuation)) return false;
    // A list number: "1. Текст".
    if (word == first && Is(word, core::kNumber) && tokens_[word].norm_size <= 3) return true;
    if (IsOneLetter(word) && IsCapitalized(word)) return IsInitial(first, word, next);
    const bool before_number = Is(next, core::kNumber);
    if (ClosesCompound(word)) return before_number;
    if (IsLeadingCompound(word)) return true;
    const std::string_view norm = Norm(word);
    const bool after_number = word > first && Is(word - 1, core::kNumber);
    if (after_number && ClosesNumber(norm)) return before_number;
    switch (AbbreviationOf(norm)) {
      case Abbreviation::kNone:
        return false;
      case Abbreviation::kLeading:
        return !(norm == "пр" && word > first && Norm(word - 1) == "и");
      case Abbreviation::kPostfix:
        return !IsStarter(Norm(next));
      case Abbreviation::kNumbered:
        return before_number;
      case Abbreviation::kTrailing:
        return before_number || (IsYear(norm) && mark - first < kShortestSentence) ||
               MarkAt(next) == Mark::kDash || MarkAt(next) == Mark::kOpenBracket;
    }
    return false;
  }

  // "т.д.", "т.п.", "т.б.", "т.с.с.": the dot may end a sentence although that of each part would
  // not.
  bool ClosesCompound(std::size_t word) const {
    if (word < 2 || MarkAt(word - 1) != Mark::kDot) return false;
    const std::string_view before = Norm(word - 2), last = Norm(word);
    if (before == "т") return last == "д" || last == "п" || last == "б" || last == "т";
    return before == "с" && last == "с";
  }
  // "т.е.", "т.к.", "т.н.", "e.g.", "i.e.": what they lead to follows.
  bool IsLeadingCompound(std::size_t word) const {
    if (word < 2 || MarkAt(word - 1) != Mark::kDot) return false;
    const std::string_view before = Norm(word - 2), last = Norm(word);
    if (before == "т") return last == "е" || last == "к" || last == "н";
    return (before == "e" && last == "g") || (before == "i" && last == "e");
  }

  // Whether the capital at `word` is an initial of what follows: "А. Б. Иванов". It closes a name
  // when a surname precedes it ("Иванов А. Б."), and is a numeral behind a Cyrillic name ("Пётр
  // I.").
  bool IsInitial(std::size_t first, std::size_t word, std::size_t next) const {
    if (!IsCapitalized(next)) return Is(next, core::kNumber) && word == first;
    if (!IsOneLetter(next) && IsStarter(Norm(next))) return false;
    if (word > first && notes_[word].scripts == kLatin && notes_[word - 1].scripts == kCyrillic) {
      return false;
    }
    if (word <= first + 3) return true;  // any first word has a capital
    const bool second_initial =
        MarkAt(word - 1) == Mark::kDot && IsOneLetter(word - 2) && IsCapitalized(word - 2);
    if (!second_initial) return true;
    const bool surname_before = IsCapitalized(word - 3) && !IsOneLetter(word - 3);
    return !surname_before || IsOneLetter(next);
  }

  // Whether a sentence begins at `i` though no mark ended the one before, as in comments: behind
  // the tags that close one, with a picture written to its first word, or with whom it answers.
  bool BeginsUnmarked(std::size_t first, std::size_t i) const {
    if (!Spaced(i)) return false;
    if (IsPictograph(i)) return IsPictograph(i - 1) && LeansForward(i);
    if (MarkAt(i) != Mark::kNone) return false;
    if (IsCapitalized(i)) {
      return i >= first + 2 && MarkAt(i - 1) == Mark::kNone && MarkAt(i - 2) == Mark::kHash;
    }
    return IsHandle(i) && HandleAddresses(i);
  }

  // "@name текст": a comment that answers somebody, unless a preposition or the like leads to the
  // name.
  bool HandleAddresses(std::size_t i) const {
    if (i + 1 >= tokens_.size() || MarkAt(i + 1) != Mark::kNone) {
      return i + 1 < tokens_.size() && MarkAt(i + 1) == Mark::kComma;
    }
    if (i == 0) return true;
    switch (MarkAt(i - 1)) {
      case Mark::kNone:
        return !IsHandle(i - 1) && CountCharacters(Norm(i - 1)) > 3;
      case Mark::kColon:
      case Mark::kComma:
      case Mark::kDash:
      case Mark::kOpenBracket:
      case Mark::kOpening:
        return false;
      default:
        return true;
    }
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
