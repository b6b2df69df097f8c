#include "nlp/normalizer.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "nlp/character.h"
#include "nlp/kazakh_text.h"
#include "nlp/language.h"
#include "nlp/mojibake.h"
#include "nlp/piece.h"
#include "nlp/script_repair.h"
#include "nlp/search_key.h"
#include "nlp/tokenizer.h"
#include "nlp/utf8.h"
#include "nlp/web_address.h"

namespace nlp {
namespace {

// A longer line is repaired in parts of this many bytes, cut at a space if there is one.
constexpr std::size_t kMaxLine = 1U << 16;

// "в.з.я.т.к.а" written to escape filters: from this many letters on it is one word.
constexpr std::size_t kMinSpaced = 4;

constexpr std::pair<unsigned, std::string_view> kReasonWords[] = {
    {kBadBytes, "bytes that are not UTF-8"},
    {kWrongEncoding, "text read in a wrong encoding"},
    {kInvisible, "invisible characters"},
    {kPlainSpace, "a special kind of space"},
    {kComposed, "letters and marks written apart"},
    {kStandardLetter, "another form of the same letter"},
    {kLookAlike, "letters of another script that look alike"},
    {kDigitAsLetter, "digits in the place of letters"},
    {kFromLatin, "Kazakh in Latin letters"},
    {kFromArabic, "Kazakh in Arabic letters"},
};

// The kinds of quotation marks and dashes that a search does not tell apart.
char32_t KeyForm(char32_t folded) {
  switch (folded) {
    case U'«':
    case U'»':
    case U'“':
    case U'”':
    case U'„':
    case U'‟':
    case U'‹':
    case U'›':
      return U'"';
    case U'–':
    case U'—':
    case U'‒':
    case U'―':
    case U'−':
      return U'-';
    default:
      return folded;
  }
}

class Normalizer {
 public:
  Normalizer(std::string_view text, bool explain, Repaired& out)
      : text_(text), explain_(explain), out_(out), table_(CharacterTable::Get()) {}

  void Run() {
    while (at_ < text_.size()) {
      const std::size_t end = LineEnd();
      Line(text_.substr(at_, end - at_));
      at_ = end;
    }
    out_.script = ScriptOf(cyrillic_, latin_, arabic_);
  }

 private:
  // Behind the next line break, or where a long line is cut.
  std::size_t LineEnd() const {
    const std::string_view rest = text_.substr(at_, kMaxLine);
    if (const std::size_t end = rest.find('\n'); end != std::string_view::npos) {
      return at_ + end + 1;
    }
    if (rest.size() < kMaxLine) return text_.size();
    std::size_t end = rest.rfind(' ');
    if (end == std::string_view::npos || end < kMaxLine / 2) {
      end = kMaxLine - 1;
      while (end > kMaxLine - 4 && IsTrailByte(rest[end])) --end;
      return at_ + end;
    }
    return at_ + end + 1;
  }

  void Line(std::string_view line) {
    pieces_.clear();
    ReadPieces(line, pieces_);
    for (const Piece& piece : pieces_) {
      const LetterScript script = table_[piece.c].script;
      cyrillic_ += script == kCyrillic ? 1 : 0;
      latin_ += script == kLatin ? 1 : 0;
      arabic_ += script == kArabic ? 1 : 0;
    }
    UndoMojibake(pieces_, memory_);
    KeepVisible(pieces_, marks_);
    Compose(pieces_, memory_);
    RepairWords();
    ReadKazakhSentences();
    for (const Piece& piece : pieces_) AppendUtf8(piece.c, out_.text);
    if (explain_) ListRepairs(line);
    AppendFold();
  }

  bool IsWordCharacter(std::size_t i) const {
    const Kind kind = table_[pieces_[i].c].kind;
    return kind == Kind::kLetter || kind == Kind::kDigit || kind == Kind::kCombining;
  }

  // The end of the word that begins at `begin`: letters and digits, and what joins them.
  std::size_t WordEnd(std::size_t begin) const {
    std::size_t end = begin + 1;
    while (end < pieces_.size()) {
      if (IsWordCharacter(end)) {
        ++end;
      } else if (table_[pieces_[end].c].joins_word && end + 1 < pieces_.size() &&
                 IsWordCharacter(end + 1)) {
        end += 2;
      } else {
        break;
      }
    }
    return end;
  }

  void RepairWords() {
    for (std::size_t i = 0; i < pieces_.size();) {
      if (!IsWordCharacter(i)) {
        ++i;
        continue;
      }
      const std::size_t end = WordEnd(i);
      unsigned scripts = kNoScript;
      bool digits = false;
      for (std::size_t k = i; k < end; ++k) {
        scripts |= table_[pieces_[k].c].script;
        digits |= table_[pieces_[k].c].kind == Kind::kDigit;
      }
      if ((scripts & kCyrillic) != 0 && (scripts != kCyrillic || digits))
        RepairWord(i, end, digits);
      i = end;
    }
  }

  void RepairWord(std::size_t begin, std::size_t end, bool digits) {
    word_.clear();
    for (std::size_t i = begin; i < end; ++i) word_ += pieces_[i].c;
    RepairMixedScript(word_);
    Take(begin, kLookAlike);
    if (digits && RepairDigits(word_)) Take(begin, kDigitAsLetter);
  }

  void Take(std::size_t begin, unsigned reason) {
    for (std::size_t i = 0; i < word_.size(); ++i) {
      Piece& piece = pieces_[begin + i];
      if (piece.c == word_[i]) continue;
      piece.c = word_[i];
      piece.reasons |= reason;
    }
  }

  bool IsSentenceEnd(std::size_t i) const {
    const char32_t c = pieces_[i].c;
    if (c != U'.' && c != U'!' && c != U'?' && c != U'…' && c != U'؟') return false;
    return i + 1 == pieces_.size() || table_[pieces_[i + 1].c].kind == Kind::kSpace;
  }

  // Sentences in Latin or Arabic letters that are Kazakh, in Cyrillic.
  void ReadKazakhSentences() {
    const bool has_other = std::any_of(pieces_.begin(), pieces_.end(), [&](const Piece& piece) {
      return (table_[piece.c].script & (kLatin | kArabic)) != 0;
    });
    if (!has_other) return;
    converted_.clear();
    bool changed = false;
    for (std::size_t begin = 0; begin < pieces_.size();) {
      std::size_t end = begin;
      while (end < pieces_.size() && !IsSentenceEnd(end)) ++end;
      end = std::min(end + 1, pieces_.size());
      changed |= ReadKazakhSentence(begin, end);
      begin = end;
    }
    if (changed) pieces_.swap(converted_);
  }

  // Whether `sentence` is surely not Kazakh, though its words might be: "Well you say it".
  bool IsInOtherLanguage(std::string_view sentence) {
    constexpr float kSure = 0.9F;
    static const LanguageDetector detector;
    thread_local WeightCache weights;
    words_.clear();
    tokens_.clear();
    notes_.clear();
    tokenizer_.Tokenize(sentence, words_, tokens_, notes_);
    const LanguageVerdict verdict =
        detector.Decide(detector.Weigh(words_, tokens_, notes_, core::Language::kUnknown, weights),
                        core::Language::kUnknown);
    return verdict.language != core::Language::kKk && verdict.confidence > kSure;
  }

  // Calls `visit` with each word of the pieces and whether it is part of an address.
  template <typename Visit>
  void ForEachWord(std::size_t begin, std::size_t end, Visit visit) {
    utf8_.clear();
    places_.clear();
    for (std::size_t i = begin; i < end; ++i) {
      places_.push_back(utf8_.size());
      AppendUtf8(pieces_[i].c, utf8_);
    }
    places_.push_back(utf8_.size());
    WebAddressFinder addresses(utf8_);
    for (std::size_t i = begin; i < end;) {
      const bool starts = IsWordCharacter(i) || table_[pieces_[i].c].script == kArabic;
      if (!starts && pieces_[i].c != U'@') {
        ++i;
        continue;
      }
      const auto found = addresses.At(places_[i - begin]);
      if (found.type != WebAddress::kNone) {
        while (i < end && places_[i - begin] < found.end) ++i;
        continue;
      }
      if (!starts) {
        ++i;
        continue;
      }
      const std::size_t word_end = std::min(WordEnd(i), end);
      visit(i, word_end,
            std::string_view(utf8_).substr(places_[i - begin],
                                           places_[word_end - begin] - places_[i - begin]));
      i = word_end;
    }
  }

  bool ReadKazakhSentence(std::size_t begin, std::size_t end) {
    evidence_.Clear();
    ForEachWord(begin, end,
                [&](std::size_t, std::size_t, std::string_view word) { evidence_.Add(word); });
    KazakhAlphabet alphabet = evidence_.Verdict(likely_);
    if (alphabet != KazakhAlphabet::kNone && IsInOtherLanguage(utf8_)) {
      alphabet = KazakhAlphabet::kNone;
    }
    std::size_t copied = begin;
    bool changed = false;
    const auto copy_to = [&](std::size_t to) {
      converted_.insert(converted_.end(), pieces_.begin() + static_cast<std::ptrdiff_t>(copied),
                        pieces_.begin() + static_cast<std::ptrdiff_t>(to));
      copied = to;
    };
    if (alphabet != KazakhAlphabet::kNone) {
      likely_ = alphabet;
      const unsigned reason = alphabet == KazakhAlphabet::kArabic ? kFromArabic : kFromLatin;
      ForEachWord(begin, end, [&](std::size_t from, std::size_t to, std::string_view word) {
        if (!KazakhWordToCyrillic(word, alphabet, cyrillic_word_, part_)) return;
        copy_to(from);
        AppendReplaced(pieces_, from, to, cyrillic_word_, reason, converted_);
        copied = to;
        changed = true;
      });
    }
    copy_to(end);
    return changed;
  }

  // One repair for each word or space that has changed characters.
  void ListRepairs(std::string_view line) {
    for (std::size_t i = 0; i < pieces_.size();) {
      const bool word = table_[pieces_[i].c].kind != Kind::kSpace;
      std::size_t end = i;
      unsigned reasons = 0;
      while (end < pieces_.size() && (table_[pieces_[end].c].kind != Kind::kSpace) == word) {
        reasons |= pieces_[end].reasons;
        ++end;
      }
      if (reasons != 0) {
        Repair repair;
        repair.begin = at_ + pieces_[i].begin;
        repair.end = at_ + pieces_[end - 1].end;
        repair.before = line.substr(pieces_[i].begin, pieces_[end - 1].end - pieces_[i].begin);
        for (std::size_t k = i; k < end; ++k) AppendUtf8(pieces_[k].c, repair.after);
        repair.reasons = reasons;
        out_.repairs.push_back(std::move(repair));
      }
      i = end;
    }
  }

  bool IsLetter(std::size_t i) const {
    return i < pieces_.size() && table_[pieces_[i].c].kind == Kind::kLetter;
  }

  // The search key; letters that stand alone with one and the same mark between them are drawn
  // together.
  void AppendFold() {
    for (std::size_t i = 0; i < pieces_.size();) {
      std::size_t letters = 0, end = i;
      if (IsLetter(i) && (i == 0 || !IsLetter(i - 1))) {
        letters = 1;
        while (end + 2 < pieces_.size() && pieces_[end + 1].c == pieces_[i + 1].c &&
               !IsLetter(end + 1) && pieces_[end + 1].c != U'\n' && IsLetter(end + 2) &&
               !IsLetter(end + 3)) {
          end += 2;
          ++letters;
        }
      }
      const std::size_t step = letters >= kMinSpaced ? 2 : 1;
      for (; i <= end; i += step) {
        AppendUtf8(WithoutKazakhLetters(KeyForm(table_[pieces_[i].c].fold)), out_.fold);
      }
      i = end + 1;
    }
  }

  std::string_view text_;
  bool explain_;
  Repaired& out_;
  const CharacterTable& table_;
  std::size_t at_ = 0;
  std::size_t marks_ = 0;  // combining marks on end before the line
  std::uint64_t cyrillic_ = 0, latin_ = 0, arabic_ = 0;
  Pieces pieces_, memory_, converted_;
  std::u32string word_;
  std::string utf8_, cyrillic_word_, part_;
  std::vector<std::size_t> places_;
  Tokenizer tokenizer_;
  std::string words_;
  std::vector<core::Token> tokens_;
  std::vector<TokenNote> notes_;
  KazakhEvidence evidence_;
  KazakhAlphabet likely_ = KazakhAlphabet::kNone;  // of the sentences before
};

}  // namespace

std::string DescribeReasons(unsigned reasons) {
  std::string out;
  for (const auto& [reason, words] : kReasonWords) {
    if ((reasons & reason) == 0) continue;
    if (!out.empty()) out += "; ";
    out += words;
  }
  return out;
}

Repaired Normalize(std::string_view text, Explain explain) {
  Repaired result;
  Normalizer(text, explain == Explain::kYes, result).Run();
  return result;
}

}  // namespace nlp
